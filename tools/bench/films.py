"""P1, P2, P3, P6: from the last byte to a film that can be watched."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from tools.bench.installation import Scene, phone_film
from tools.bench.measure import Row, cpu_seconds, median, wall_seconds

PIECE = 1024 * 1024
DECODE_PER_MINUTE = 33
PIPELINE_PER_MINUTE = 6
HDR_SECONDS = 10


def rows(folder: Path, scene: Scene) -> list[Row]:
    film = phone_film(folder)
    decoding = median(cpu_seconds, lambda: decode(film, "0:v:0"))
    return [
        *preparing(film, folder, scene, decoding),
        *working_copies(folder, scene),
        *strip_and_peaks(film, scene, decoding),
    ]


def received(film: Path, scene: Scene) -> Any:
    """A recording with all its bytes; its preparation waits."""
    from vault import actions

    recording = actions.start_recording(case_key=scene.case.key, kind="interaction", by=scene.guider)
    with film.open("rb") as source:
        pieces = iter(lambda: source.read(PIECE), b"")
        actions.append_original(recording=recording, start=0, pieces=pieces, total=film.stat().st_size)
    actions.finish_original(recording=recording, by=scene.guider)
    return recording


def work(recording: Any, *kinds: str) -> None:
    """Do the waiting jobs of these kinds, as the worker would."""
    from vault.actions import working

    while job := recording.jobs.filter(state="queued", kind__in=kinds).order_by("pk").first():
        working.run(job_id=job.pk)


def ready(film: Path, scene: Scene) -> Any:
    recording = received(film, scene)
    work(recording, "prepare", "transcode", "strip")
    recording.refresh_from_db()
    if recording.state != "ready":
        raise SystemExit(f"The film is {recording.state}: {recording.failure}")
    return recording


def in_custody(recording: Any, scene: Scene) -> Any:
    """The film as footage of the case, so that its guider may see it."""
    from consent.actions import take_custody

    custody = take_custody(recording=recording, case=scene.case, persons=scene.people, by=scene.guider)
    return scene.filming.footage.create(custody=custody, file_name="film.mp4", added_by=scene.guider)


def preparing(film: Path, folder: Path, scene: Scene, decoding: float) -> list[Row]:
    copying = median(wall_seconds, lambda: shutil.copyfile(film, folder / "copy"))
    (folder / "copy").unlink()
    waiting = [received(film, scene) for _ in range(3)]
    to_first_play = median(wall_seconds, lambda: work(waiting.pop(), "prepare"))
    whole = median(cpu_seconds, lambda: ready(film, scene))
    goal = PIPELINE_PER_MINUTE / DECODE_PER_MINUTE
    return [
        Row("P1", to_first_play / (copying + 1), 1, "wall time of `cp` of the film and one second"),
        Row("P2", whole / decoding, goal, "decoding every frame of the film once"),
    ]


def working_copies(folder: Path, scene: Scene) -> list[Row]:
    """The film that cannot be copied: made anew from plain and from HDR film."""
    rows = []
    for name, hdr, goal in (("P3", False, 4), ("P3-HDR", True, 6)):
        film = phone_film(folder, hdr=hdr, seconds=HDR_SECONDS)
        decoding = median(cpu_seconds, lambda film=film: decode(film, "0:v:0"))  # type: ignore[misc]
        making = median(cpu_seconds, lambda film=film: made_anew(film, scene))  # type: ignore[misc]
        rows.append(Row(name, making / decoding, goal, "decoding every frame of the film once"))
    return rows


def made_anew(film: Path, scene: Scene) -> None:
    from vault.jobs import enqueue
    from vault.models import Job, Recording

    recording = received(film, scene)
    recording.jobs.update(state="cancelled")
    enqueue(recording, Job.Kind.TRANSCODE)
    work(recording, "transcode")
    if Recording.objects.get(pk=recording.pk).state != "ready":
        raise SystemExit("The working copy was not made.")


def strip_and_peaks(film: Path, scene: Scene, decoding: float) -> list[Row]:
    from vault.ffmpeg.memory import MemoryFile
    from vault.ffmpeg.runner import Allowance
    from vault.pipeline import extras

    recording = ready(film, scene)
    allowance = Allowance(cpu=600, wall=1200, written=2**32)
    with MemoryFile() as plain, MemoryFile() as target:
        plain.fill([film.read_bytes()])
        strip = median(cpu_seconds, lambda: extras.make_strip(plain, target, recording, allowance, quiet))
        peaks = median(cpu_seconds, lambda: extras.make_waveform(plain, target, recording, allowance, quiet))
    hearing = median(cpu_seconds, lambda: decode(film, "0:a:0"))
    return [
        Row("P6", strip / decoding, 1 / 10, "decoding every frame of the film once"),
        Row("P6-sound", peaks / hearing, 2.5, "decoding the sound once"),
    ]


def decode(film: Path, track: str) -> None:
    command = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(film), "-map", track, "-f", "null", "-"]
    subprocess.run(command, check=True)


def quiet(_seconds: float) -> None:
    """Nobody watches."""

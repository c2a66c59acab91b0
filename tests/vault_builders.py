"""A real film that has gone through the real pipeline, for every test that needs footage.

    recording = ready_recording(case.key, film(), by=cast.guider)     # 2 s, 30 fps, 320x180, with sound
    recording = received_recording(case.key, film(), by=...)     # uploaded, not prepared yet
    work_off()                                                   # does all waiting jobs, as the worker would
    cut_clips(recording)                                         # only its clips, each cut once in a test run
    take_pictures(recording)                                     # only its stills and pictures to keep

Each frame carries its number as sixteen black and white cells across the top; `frame_numbers(bytes)` reads
them back. The bytes of a film are made once per test run, and a film that is only needed ready is prepared
once: later recordings of it get the same results, sealed with keys of their own.
"""

import hashlib
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from accounts.models import User
from vault import actions, files
from vault.actions import working
from vault.models import Job, Recording, SealedFile
from vault.reading import read_all

MEASURED = [
    *("state", "ready_at", "width", "height", "has_sound"),
    *("frame_count", "duration_ms", "frame_table", "strip_layout"),
]
CELLS = 16
FFMPEG = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y"]


@dataclass(frozen=True)
class Prepared:
    measured: dict[str, Any]
    files: list[tuple[str, str, bytes]]
    jobs: list[tuple[str, str]]


_prepared: dict[bytes, Prepared] = {}
_cut: dict[tuple[Any, ...], tuple[str, str, bytes]] = {}


def ready_recording(case_key: UUID, content: bytes, by: User, kind: str = "interaction") -> Recording:
    recording = received_recording(case_key, content, by=by, kind=kind)
    prepared = _prepared.get(content)
    if prepared is None:
        work_off()
        prepared = _prepared[content] = _results_of(recording)
    else:
        _give(recording, prepared)
    recording.refresh_from_db()
    assert recording.state == Recording.State.READY, recording.failure
    return recording


def _results_of(recording: Recording) -> Prepared:
    measured = Recording.objects.filter(pk=recording.pk).values(*MEASURED).get()
    made = recording.files.filter(complete=True).exclude(role=SealedFile.Role.ORIGINAL)
    kinds = list(recording.jobs.order_by("pk").values_list("kind", "queue"))
    return Prepared(measured, [(file.role, file.content_type, read_all(file)) for file in made], kinds)


def _give(recording: Recording, prepared: Prepared) -> None:
    recording.jobs.all().delete()
    for kind, queue in prepared.jobs:
        recording.jobs.create(kind=kind, queue=queue, state=Job.State.DONE, progress=1)
    for role, content_type, content in prepared.files:
        _add(recording, role, content_type, content)
    Recording.objects.filter(pk=recording.pk).update(**prepared.measured)


def received_recording(case_key: UUID, content: bytes, by: User, kind: str = "interaction") -> Recording:
    """All bytes are here and the preparation is queued."""
    recording = actions.start_recording(case_key=case_key, kind=kind, by=by)
    actions.append_original(recording=recording, start=0, pieces=[content], total=len(content))
    actions.finish_original(recording=recording, by=by)
    return recording


def cut_clips(recording: Recording) -> None:
    """Do the waiting clips; what was cut from these bytes before is only sealed again."""
    _do_once(recording, Job.Kind.CLIP)


def take_pictures(recording: Recording) -> None:
    """Do the waiting stills and pictures to keep, each really once in a test run."""
    _do_once(recording, Job.Kind.STILL, Job.Kind.KEEPSAKE)


def _do_once(recording: Recording, *kinds: str) -> None:
    source = recording.files.get(role=SealedFile.Role.ORIGINAL).sha256
    for job in recording.jobs.filter(state=Job.State.QUEUED, kind__in=kinds).order_by("pk"):
        wanted = (source, job.kind, *sorted(job.parameters.items()))
        if wanted not in _cut:
            working.run(job_id=job.pk)
            made = job.files.get(complete=True)
            _cut[wanted] = made.role, made.content_type, read_all(made)
            continue
        _add(recording, *_cut[wanted], job=job)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, progress=1)


def _add(recording: Recording, role: str, content_type: str, content: bytes, job: Job | None = None) -> None:
    file = files.begin(recording=recording, role=role, content_type=content_type, job=job)
    files.append(file=file, start=0, pieces=[content], total=len(content))
    file.sha256, file.complete = hashlib.sha256(content).hexdigest(), True
    file.save(update_fields=["sha256", "complete"])


def work_off() -> None:
    """Do every waiting job, and those that these ask for."""
    while job := Job.objects.filter(state=Job.State.QUEUED).order_by("pk").first():
        Job.objects.filter(pk=job.pk).update(not_before=None)
        working.run(job_id=job.pk)
        assert not Job.objects.filter(pk=job.pk).exclude(waits_for="").exists(), "This machine is too small."


@cache
def film(
    seconds: float = 2,
    rate: int = 30,
    size: tuple[int, int] = (320, 180),
    *,
    sound: bool = True,
    key_every: float = 0.5,
) -> bytes:
    """An H.264 film with numbered frames and a tone. With keys far apart it cannot simply be copied."""
    graph = numbered_pictures(size, rate, seconds, "format=yuv420p")
    tone = ["-f", "lavfi", "-i", f"sine=440:r=48000:d={seconds}"] if sound else []
    heard = ["-map", "0:a", "-c:a", "aac"] if sound else []
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "film.mp4"
        subprocess.run(
            [
                *(*FFMPEG, *tone, "-filter_complex", graph, "-map", "[v]", *heard),
                *("-c:v", "libx264", "-preset", "ultrafast", "-g", str(round(rate * key_every)), "-bf", "0"),
                *("-metadata", "location=+55.9533-003.1883/", str(target)),
            ],
            check=True,
        )
        return target.read_bytes()


def numbered_pictures(size: tuple[int, int], rate: int | str, seconds: float, tail: str) -> str:
    """A filter graph that ends in [v]."""
    width, height = size
    bits = f"if(eq(X,0),255,if(eq(X,1),0,255*mod(floor(N/pow(2,{CELLS - 1}-X)),2)))"
    return (
        f"testsrc2=s={width}x{height}:r={rate}:d={seconds}[base];"
        f"nullsrc=s={CELLS}x1:r={rate}:d={seconds},format=gray,geq=lum='{bits}',"
        f"scale={width}:{height // 10}:flags=neighbor[strip];"
        f"[base][strip]overlay=shortest=1,{tail}[v]"
    )


def frame_numbers(content: bytes) -> list[int]:
    """The numbers in the pictures of a film, in the order of showing; -1 where none can be read."""
    return list(_read_numbers(content))


@cache
def _read_numbers(content: bytes) -> tuple[int, ...]:
    with tempfile.NamedTemporaryFile(suffix=".mp4") as source:
        source.write(content)
        source.flush()
        look = f"crop=iw:ih/40:0:ih/80,scale={CELLS}:1:flags=area,format=gray"
        raw = subprocess.run(
            [*FFMPEG, "-i", source.name, "-an", "-vsync", "passthrough", "-vf", look, "-f", "rawvideo", "-"],
            check=True,
            capture_output=True,
        ).stdout
    return tuple(_number(raw[at : at + CELLS]) for at in range(0, len(raw), CELLS))


def _number(cells: bytes) -> int:
    marked = cells[0] > 160 and cells[1] < 96
    return int("".join("01"[cell > 127] for cell in cells[2:]), 2) if marked else -1

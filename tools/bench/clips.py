"""P4 and P5: marking a moment, changing a clip, and the file of a clip."""

import json
import statistics
import sys
from pathlib import Path
from typing import Any

from tools.bench.films import in_custody, ready, work
from tools.bench.installation import Scene, phone_film
from tools.bench.measure import Row, cpu_seconds, median, wall_seconds

STARTED: list[str] = []
SERVER_SECONDS = 0.05
CLIP_FRAMES = 25 * 30
CHANGES = 60
ALMOST_A_SECOND = 29


def rows(folder: Path, scene: Scene) -> list[Row]:
    recording = ready(phone_film(folder), scene)
    work(recording, "check")
    return [*marking(recording, scene), *rendering(recording, scene)]


def marking(recording: Any, scene: Scene) -> list[Row]:
    from django.test import Client
    from django.urls import reverse

    footage = in_custody(recording, scene)
    client = Client(SERVER_NAME="localhost")
    client.cookies["sessionid"] = scene.cookie

    def send(method: str, address: str, **body: Any) -> Any:
        ask = getattr(client, method)
        answer = ask(address, json.dumps(body), content_type="application/json")
        if answer.status_code >= 400:
            raise SystemExit(f"{method} {address}: {answer.status_code} {answer.content[:200]!r}")
        return answer.json()

    def mark() -> None:
        send("post", reverse("moments", args=[footage.pk]), frame=next(frames))

    def change() -> None:
        address = reverse("clip", args=[clip["id"]])
        clip.update(send("patch", address, version=clip["version"], out_frame=next(frames) + 300))

    frames = iter(range(10 * CHANGES))
    clip = send("post", reverse("clips", args=[footage.pk]), in_frame=0, out_frame=500)
    note_programs()
    times = [wall_seconds(work) for work in (mark, change) for _ in range(CHANGES)]
    if STARTED:
        raise SystemExit(f"Marking started programs: {STARTED}")
    return [Row("P4", statistics.median(times) / SERVER_SECONDS, 1, "50 ms of server time")]


def rendering(recording: Any, scene: Scene) -> list[Row]:
    """Ranges that begin between two key frames, near the start and near the end of the film."""
    near_the_end = recording.frame_count - CLIP_FRAMES - 2 * ALMOST_A_SECOND
    again = median(cpu_seconds, lambda: encoded_anew(recording, ALMOST_A_SECOND))
    early = median(cpu_seconds, lambda: rendered(recording, scene, ALMOST_A_SECOND))
    late = median(cpu_seconds, lambda: rendered(recording, scene, near_the_end))
    return [
        Row("P5", early / again, 1 / 10, "encoding the same clip anew, without any check"),
        Row("P5-position", late / early, 1.25, "the same clip near the start of the film"),
    ]


def rendered(recording: Any, scene: Scene, start: int) -> None:
    from vault import actions

    job = actions.request_clip(
        recording=recording, in_frame=start, out_frame=start + CLIP_FRAMES, by=scene.guider
    )
    work(recording, "clip")
    job.refresh_from_db()
    if job.state != "done":
        raise SystemExit(f"The clip is {job.state}: {job.failure}")


def encoded_anew(recording: Any, start: int) -> None:
    """What an editor does: decode and encode every frame of the clip."""
    from vault.ffmpeg import cutting
    from vault.ffmpeg.memory import MemoryFile
    from vault.ffmpeg.runner import Allowance, run
    from vault.frames import table_of
    from vault.reading import open_range
    from vault.rules import file_of

    sealed = file_of(recording, "working")
    if sealed is None:
        raise SystemExit("There is no working copy.")
    with MemoryFile() as film, MemoryFile() as target:
        film.fill(open_range(sealed, 0, sealed.size))
        wanted = cutting.Stretch(table_of(recording), start, start + CLIP_FRAMES, has_sound=True)
        argv = cutting.encode(film, target, wanted, "bt709")
        run(argv, files=[film.fd, target.fd], allowance=Allowance(600, 1200, 2**32), beat=lambda _: None)


def note_programs() -> None:
    """From now on every program that Python starts is noted. An audit hook sees them all and stays."""

    def note(event: str, given: tuple[Any, ...]) -> None:
        if event == "subprocess.Popen":
            STARTED.append(str(given[0]))

    sys.addaudithook(note)

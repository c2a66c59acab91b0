"""A real film that has gone through the real pipeline, for every test that needs footage.

    recording = ready_recording(case.key, by=cast.guider)        # 2 s, 30 fps, 320x180, with sound
    recording = received_recording(case.key, film(), by=...)     # uploaded, not prepared yet
    work_off()                                                   # does all waiting jobs, as the worker would

Each frame carries its number as sixteen black and white cells across the top; `frame_numbers(bytes)` reads
them back. The bytes of a film are made once per test run.
"""

import subprocess
import tempfile
from functools import cache
from pathlib import Path
from uuid import UUID

from accounts.models import User
from vault import actions
from vault.actions import working
from vault.models import Job, Recording

CELLS = 16
FFMPEG = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y"]


def ready_recording(case_key: UUID, by: User, seconds: float = 2, kind: str = "interaction") -> Recording:
    recording = received_recording(case_key, film(seconds), by=by, kind=kind)
    work_off()
    recording.refresh_from_db()
    assert recording.state == Recording.State.READY, recording.failure
    return recording


def received_recording(case_key: UUID, content: bytes, by: User, kind: str = "interaction") -> Recording:
    """All bytes are here and the preparation is queued."""
    recording = actions.start_recording(case_key=case_key, kind=kind, by=by)
    actions.append_original(recording=recording, start=0, pieces=[content], total=len(content))
    actions.finish_original(recording=recording, by=by)
    return recording


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
    width, height = size
    bits = f"if(eq(X,0),255,if(eq(X,1),0,255*mod(floor(N/pow(2,{CELLS - 1}-X)),2)))"
    graph = (
        f"testsrc2=s={width}x{height}:r={rate}:d={seconds}[base];"
        f"nullsrc=s={CELLS}x1:r={rate}:d={seconds},format=gray,geq=lum='{bits}',"
        f"scale={width}:{height // 10}:flags=neighbor[strip];"
        "[base][strip]overlay=shortest=1,format=yuv420p[v]"
    )
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


def frame_numbers(content: bytes) -> list[int]:
    """The numbers in the pictures of a film, in the order of showing; -1 where none can be read."""
    with tempfile.NamedTemporaryFile(suffix=".mp4") as source:
        source.write(content)
        source.flush()
        look = f"crop=iw:ih/40:0:ih/80,scale={CELLS}:1:flags=area,format=gray"
        raw = subprocess.run(
            [*FFMPEG, "-i", source.name, "-an", "-vsync", "passthrough", "-vf", look, "-f", "rawvideo", "-"],
            check=True,
            capture_output=True,
        ).stdout
    return [_number(raw[at : at + CELLS]) for at in range(0, len(raw), CELLS)]


def _number(cells: bytes) -> int:
    marked = cells[0] > 160 and cells[1] < 96
    return int("".join("01"[cell > 127] for cell in cells[2:]), 2) if marked else -1

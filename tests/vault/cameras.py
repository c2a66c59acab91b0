"""Films as cameras make them, small: numbered frames, and a beep at each full second."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy

from tests.vault_builders import FFMPEG, numbered_pictures

X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "30", "-bf", "0")
REORDERED = ("-c:v", "libx264", "-preset", "veryfast", "-g", "30", "-bf", "2")
UNEVEN = "select='not(between(mod(n,60),10,39)*mod(n,3))',format=yuv420p"
BEEP = 0.04
LOUD = 3000
HEARD = 8000


@cache
def shoot(
    *video: str,
    size: tuple[int, int] = (320, 180),
    rate: int | str = 30,
    seconds: float = 2,
    tail: str = "format=yuv420p",
    sound: tuple[str, ...] = ("-c:a", "aac"),
    source: str = "",
    name: str = "film.mp4",
) -> bytes:
    """One film. Without `sound` it has no sound track; `source` is the sound's filter, else beeps."""
    heard = ("-f", "lavfi", "-i", source or beeps(seconds)) if sound else ()
    graph = numbered_pictures(size, rate, seconds, tail)
    return made(*heard, "-filter_complex", graph, "-map", "[v]", *(("-map", "0:a", *sound) if sound else ()),
                *(video or X264), name=name)  # fmt: skip


def made(*arguments: str, name: str = "made.mp4", inputs: dict[str, bytes] | None = None) -> bytes:
    """What ffmpeg makes of these arguments; `{}` in one stands for the folder of the inputs."""
    with tempfile.TemporaryDirectory() as folder:
        for file, content in (inputs or {}).items():
            (Path(folder) / file).write_bytes(content)
        target = Path(folder) / name
        words = [argument.replace("{}", folder) for argument in arguments]
        subprocess.run([*FFMPEG, *words, str(target)], check=True, capture_output=True)
        return target.read_bytes()


def beeps(seconds: float, channels: int = 1, layout: str = "mono") -> str:
    tones = "|".join([f"0.6*sin(2*PI*1000*t)*lt(mod(t,1),{BEEP})"] * channels)
    return f"aevalsrc=exprs='{tones}':c={layout}:s=48000:d={seconds}"


def beep_times(content: bytes) -> list[float]:
    """When each beep begins, in seconds from time 0 of the film."""
    with tempfile.NamedTemporaryFile(suffix=".film") as source:
        source.write(content)
        source.flush()
        even = ["-vn", "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", str(HEARD)]
        raw = subprocess.run(
            [*FFMPEG, "-i", source.name, *even, "-f", "s16le", "-"], check=True, capture_output=True
        ).stdout
    loud = numpy.flatnonzero(numpy.abs(numpy.frombuffer(raw, "<i2").astype(numpy.int32)) > LOUD)
    begins = loud[numpy.diff(loud, prepend=-HEARD) > HEARD // 5]
    return [round(at / HEARD, 3) for at in begins.tolist()]

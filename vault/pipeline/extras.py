"""The film strip and the waveform under the film."""

import json
from collections.abc import Callable
from typing import Any

import numpy

from vault.ffmpeg import commands
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Allowance, run
from vault.pipeline.verify import Measured

CELLS = 120
CELL_HEIGHT = 90
NARROWEST, WIDEST = 40, 240
BIN_MS = 50
SAMPLES = commands.PEAK_RATE * BIN_MS // 1000
LOUDEST = 32768


def make_strip(
    film: MemoryFile,
    target: MemoryFile,
    measured: Measured,
    allowance: Allowance,
    beat: Callable[[float], None],
) -> dict[str, Any]:
    """Draw up to 120 key frames into one picture; returns how it is laid out."""
    every = -(-len(measured.keys) // CELLS)
    shown = measured.keys[::every]
    width = min(max(round(CELL_HEIGHT * measured.width / measured.height / 2) * 2, NARROWEST), WIDEST)
    argv = commands.strip(
        film.path, target.path, every=every, cells=len(shown), width=width, height=CELL_HEIGHT
    )
    run(argv, files=[film.fd, target.fd], allowance=allowance, beat=beat)
    return {"columns": commands.STRIP_COLUMNS, "cell": [width, CELL_HEIGHT], "frames": shown}


def make_waveform(
    film: MemoryFile,
    target: MemoryFile,
    measured: Measured,
    allowance: Allowance,
    beat: Callable[[float], None],
) -> None:
    """Loudest sample of each 50 ms, 0 to 100; a silent film gets a flat line."""
    peaks = [0] * -(-measured.table.duration_ms // BIN_MS)
    if measured.sound:
        with MemoryFile() as raw:
            run(
                commands.loudness(film.path, raw.path),
                files=[film.fd, raw.fd],
                allowance=allowance,
                beat=beat,
            )
            heard = _peaks(raw.content())[: len(peaks)]
        peaks[: len(heard)] = heard
    target.fill([json.dumps({"bin_ms": BIN_MS, "peaks": peaks}, separators=(",", ":")).encode()])


def _peaks(raw: bytes) -> list[int]:
    samples = numpy.abs(numpy.frombuffer(raw, dtype="<i2").astype(numpy.int32))
    padded = numpy.pad(samples, (0, -len(samples) % SAMPLES)).reshape(-1, SAMPLES)
    loudest: list[int] = numpy.rint(padded.max(axis=1) * 100 / LOUDEST).astype(int).tolist()
    return loudest

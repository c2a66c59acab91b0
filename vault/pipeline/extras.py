"""The film strip and the waveform under the film."""

import json
import logging
from collections.abc import Callable
from typing import Any

import numpy
from django.utils.translation import gettext as _

from audit.actions import record
from vault.ffmpeg import commands
from vault.ffmpeg.colours import usual_matrix
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Allowance, Killed, MediaError, run
from vault.models import Recording, SealedFile
from vault.pipeline.verify import Measured
from vault.pipeline.work import Beat, Work

CELLS = 120
CELL_HEIGHT = 90
NARROWEST, WIDEST = 40, 240
BIN_MS = 50
SAMPLES = commands.PEAK_RATE * BIN_MS // 1000
LOUDEST = 32768

log = logging.getLogger(__name__)


def layout_of(measured: Measured) -> dict[str, Any]:
    """How up to 120 key frames stand in one picture. `every` counts from one shown key frame to the next."""
    every = -(-len(measured.keys) // CELLS)
    width = min(max(round(CELL_HEIGHT * measured.width / measured.height / 2) * 2, NARROWEST), WIDEST)
    shown = measured.keys[::every]
    return {"columns": commands.STRIP_COLUMNS, "cell": [width, CELL_HEIGHT], "every": every, "frames": shown}


def draw(work: Work) -> None:
    """The job that follows as soon as the film can be watched."""
    film = work.recording
    whole = film.files.get(role=SealedFile.Role.WORKING, complete=True).size
    seconds = max((film.duration_ms or 0) / 1000, 1.0)
    opening = work.beat(_("Opening the film"), 0, 0.1, whole=whole)
    beat = work.beat(_("Drawing the film strip"), 0.1, 1, whole=seconds)
    with (
        work.opened(SealedFile.Role.WORKING, opening) as plain,
        MemoryFile() as strip,
        MemoryFile() as waveform,
    ):
        made = []
        if _works(make_strip, plain, strip, film, work.allowance(seconds), beat):
            made.append(work.seal(SealedFile.Role.STRIP, "image/jpeg", strip))
        if _works(make_waveform, plain, waveform, film, work.allowance(seconds), beat):
            made.append(work.seal(SealedFile.Role.WAVEFORM, "application/json", waveform))
    with work.commit(*made):
        record(by="worker", action="strip.drawn", subject=film)


def _works(make: Callable[..., None], *given: Any) -> bool:
    """A damaged film goes without; what is wrong with it is told by the check of every frame."""
    try:
        make(*given)
    except Killed:
        raise
    except MediaError as error:
        log.info("%s: %s", make.__name__, error)
        return False
    return True


def make_strip(
    plain: MemoryFile, target: MemoryFile, film: Recording, allowance: Allowance, beat: Beat
) -> None:
    layout = film.strip_layout or {}
    width, height = layout["cell"]
    argv = commands.strip(
        plain.path,
        target.path,
        every=layout["every"],
        cells=len(layout["frames"]),
        width=width,
        height=height,
        matrix=usual_matrix(min(film.width or 0, film.height or 0)),
    )
    run(argv, files=[plain.fd, target.fd], allowance=allowance, beat=beat)


def make_waveform(
    plain: MemoryFile, target: MemoryFile, film: Recording, allowance: Allowance, beat: Beat
) -> None:
    """Loudest sample of each 50 ms, 0 to 100; a silent film gets a flat line."""
    peaks = [0] * -(-(film.duration_ms or 0) // BIN_MS)
    if film.has_sound:
        with MemoryFile() as raw:
            argv = commands.loudness(plain.path, raw.path)
            run(argv, files=[plain.fd, raw.fd], allowance=allowance, beat=beat)
            heard = _peaks(raw.content())[: len(peaks)]
        peaks[: len(heard)] = heard
    target.fill([json.dumps({"bin_ms": BIN_MS, "peaks": peaks}, separators=(",", ":")).encode()])


def _peaks(raw: bytes) -> list[int]:
    samples = numpy.abs(numpy.frombuffer(raw, dtype="<i2").astype(numpy.int32))
    padded = numpy.pad(samples, (0, -len(samples) % SAMPLES)).reshape(-1, SAMPLES)
    loudest: list[int] = numpy.rint(padded.max(axis=1) * 100 / LOUDEST).astype(int).tolist()
    return loudest

"""The frame table: when each frame of the working copy is shown. A mark is a frame number, never a time.

A browser shows the last frame whose time is not after the asked one, ffmpeg delivers the first whose time
is not before it: so one is asked half a frame late and the other half a frame early.
"""

import sys
import zlib
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any, Self

from vault.models import Recording

TICKS = 90_000
TOLERANCE = TICKS // 1000
LONE_FRAME = TICKS // 25
SMALLEST_DENOMINATORS = 1001


class NoFrameTable(Exception):
    """The recording has no working copy yet, or no longer."""


@dataclass(frozen=True)
class FrameTable:
    times: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.times or self.times[0] < 0 or any(a >= b for a, b in pairwise(self.times)):
            raise ValueError("A frame table holds at least one frame, each later than the one before.")

    @property
    def count(self) -> int:
        return len(self.times)

    @property
    def duration_ms(self) -> int:
        return max(round((self.times[-1] + self._length_of(self.count - 1)) * 1000 / TICKS), 1)

    def index_at(self, seconds: float) -> int:
        """The frame on screen at this time of the film: the last that begins no later than 1 ms after it."""
        return max(bisect_right(self.times, seconds * TICKS + TOLERANCE) - 1, 0)

    def time_of(self, n: int) -> float:
        return self.times[n] / TICKS

    def seek_for_browser(self, n: int) -> float:
        return (self.times[n] + self._length_of(n) / 2) / TICKS

    def seek_for_ffmpeg(self, n: int) -> float:
        return max((self.times[n] - self._length_of(n - 1) / 2) / TICKS, 0) if n else 0.0

    def _length_of(self, n: int) -> int:
        """How long frame n stays; the last frame as long as the one before it."""
        if self.count == 1:
            return LONE_FRAME
        n = min(n, self.count - 2)
        return self.times[n + 1] - self.times[n]

    def pack(self) -> bytes:
        steps = array("I", [self.times[0], *(b - a for a, b in pairwise(self.times))])
        if sys.byteorder == "big":
            steps.byteswap()
        return zlib.compress(steps.tobytes(), 9)

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        steps = array("I")
        steps.frombytes(zlib.decompress(packed))
        if sys.byteorder == "big":
            steps.byteswap()
        return cls(tuple(accumulate(steps)))

    def as_json(self) -> dict[str, Any]:
        """What the browser gets. With `step`, frame k begins at floor(k * step + 1/2) ticks."""
        step = self._constant_step()
        if step is None:
            return {"timescale": TICKS, "times": list(self.times)}
        plain = step.numerator if step.denominator == 1 else [step.numerator, step.denominator]
        return {"timescale": TICKS, "count": self.count, "step": plain}

    def _constant_step(self) -> Fraction | None:
        if self.count == 1:
            return Fraction(LONE_FRAME) if self.times[0] == 0 else None
        mean = Fraction(self.times[-1], self.count - 1)
        for limit in (1, 2, 4, SMALLEST_DENOMINATORS):
            step = mean.limit_denominator(limit)
            top, bottom = 2 * step.numerator, 2 * step.denominator
            if all(time == (k * top + step.denominator) // bottom for k, time in enumerate(self.times)):
                return step
        return None


def table_of(recording: Recording) -> FrameTable:
    if recording.frame_table is None:
        raise NoFrameTable(f"{recording} has no frame table.")
    return FrameTable.unpack(bytes(recording.frame_table))

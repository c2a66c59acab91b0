"""Numbers over time on one scale, laid out for a drawing of fixed size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 38, 18, 16, 32
# Lines differ in shape as well as in colour; from the fourth on they begin again.
SHAPES = ("circle", "square", "triangle")


@dataclass(frozen=True)
class Reading:
    """A number of one line. The line is broken where the version changes: it answers another wording."""

    day: date
    value: float
    line: str
    hoped_for: bool = False
    version: int = 0

    @property
    def place(self) -> tuple[int, date]:
        return self.version, self.day


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    value: float


@dataclass(frozen=True)
class Piece:
    """What one version was given. A hope holds on to the last day of its version."""

    points: list[Point]
    until: float

    @property
    def path(self) -> str:
        drawn = [f"{point.x:.1f},{point.y:.1f}" for point in self.points]
        if self.until > self.points[-1].x:
            drawn.append(f"{self.until:.1f},{self.points[-1].y:.1f}")
        return " ".join(drawn)


@dataclass
class Line:
    """Whose, and its points, in a piece for each version."""

    label: str
    hoped_for: bool
    shape: str
    pieces: list[Piece]

    @property
    def points(self) -> list[Point]:
        return [point for piece in self.pieces for point in piece.points]


@dataclass(frozen=True)
class Chart:
    lines: list[Line]
    days: list[tuple[float, date]]
    changes: list[float]
    grid: list[Point]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def draw(readings: Sequence[Reading], scale: tuple[float, float]) -> Chart:
    """All readings are on this scale; the caller never mixes two."""
    places = sorted({reading.place for reading in readings})
    across = {place: _x(index, len(places)) for index, place in enumerate(places)}
    changes = [
        round((across[one] + across[other]) / 2, 1) for one, other in pairwise(places) if one[0] != other[0]
    ]
    lowest, highest = scale
    return Chart(
        lines=_lines(readings, across, scale),
        days=[(across[place], place[1]) for place in places],
        changes=changes,
        grid=[Point(LEFT, _y(value, scale), value) for value in (lowest, (lowest + highest) // 2, highest)],
    )


def _lines(
    readings: Sequence[Reading], across: dict[tuple[int, date], float], scale: tuple[float, float]
) -> list[Line]:
    """What is hoped for is drawn first, so that where things are now lies on top."""
    labels = list(dict.fromkeys(reading.line for reading in readings))
    by_line: dict[tuple[bool, str], dict[int, list[Point]]] = {}
    ends = {version: x for (version, _day), x in sorted(across.items())}
    for reading in sorted(readings, key=lambda reading: (not reading.hoped_for, reading.place)):
        pieces = by_line.setdefault((reading.hoped_for, reading.line), {})
        point = Point(across[reading.place], _y(reading.value, scale), reading.value)
        pieces.setdefault(reading.version, []).append(point)
    return [
        Line(
            label,
            hoped_for,
            SHAPES[labels.index(label) % len(SHAPES)],
            [Piece(points, ends[version] if hoped_for else 0) for version, points in pieces.items()],
        )
        for (hoped_for, label), pieces in by_line.items()
    ]


def _x(index: int, count: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + room * (index + 0.5) / count, 1)


def _y(value: float, scale: tuple[float, float]) -> float:
    lowest, highest = scale
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (highest - value) / (highest - lowest), 1)

"""The ratings of one wording of a helping question, laid out for a drawing of fixed size."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.models import Rating
from cases.rules import SCALE

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 34, 18, 16, 32


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    value: int


@dataclass
class Occasion:
    """One day on which ratings were given."""

    rated_on: date
    moment: str
    rated_by: str
    now: int | None = None
    hoped_for: int | None = None
    x: float = 0


@dataclass
class Line:
    points: list[Point] = field(default_factory=list)

    @property
    def path(self) -> str:
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


@dataclass
class Chart:
    occasions: list[Occasion]
    now: Line
    hoped_for: Line
    grid: list[Point]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def draw(ratings: Sequence[Rating]) -> Chart:
    """Only ratings on today's scale: different scales are never drawn together."""
    lowest, highest = SCALE
    occasions: dict[tuple[date, str], Occasion] = {}
    for rating in ratings:
        if (rating.scale_min, rating.scale_max) == SCALE:
            key = (rating.rated_on, rating.moment)
            words = (rating.get_moment_display(), rating.rated_by.name)
            occasion = occasions.setdefault(key, Occasion(rating.rated_on, *words))
            setattr(occasion, rating.kind, rating.value)
    listed = list(occasions.values())
    now, hoped_for = Line(), Line()
    for index, occasion in enumerate(listed):
        occasion.x = _x(index, len(listed))
        for line, value in ((now, occasion.now), (hoped_for, occasion.hoped_for)):
            if value is not None:
                line.points.append(Point(occasion.x, _y(value), value))
    middle = (lowest + highest) // 2
    return Chart(
        listed, now, hoped_for, [Point(LEFT, _y(value), value) for value in (lowest, middle, highest)]
    )


def _x(index: int, count: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + room * (index + 0.5) / count, 1)


def _y(value: int) -> float:
    lowest, highest = SCALE
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (highest - value) / (highest - lowest), 1)

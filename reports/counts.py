"""True numbers, before anything is hidden. They never leave: `reports.shaping` decides what is seen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django_stubs_ext import StrPromise

from accounts.models import Organisation
from cases.models import Case, Cases
from reports.dimensions import Dimension
from reports.periods import Period


@dataclass(frozen=True)
class Scope:
    organisation: Organisation
    period: Period

    @property
    def cases(self) -> Cases:
        """The own practice of staff is no casework and is counted nowhere."""
        return Case.objects.casework().filter(organisation=self.organisation)

    @property
    def closed(self) -> Cases:
        return self.cases.filter(closed_on__range=self.period.days)


@dataclass(frozen=True)
class Population:
    """Who or what is counted. Its breakdowns, in whatever report, are protected together."""

    code: str
    title: str
    total: int


@dataclass(frozen=True)
class Breakdown:
    """`with_shares`: percentages of the total are given beside it."""

    population: str
    code: str
    title: str
    dimension: Dimension
    counts: Mapping[str, int]
    with_shares: bool = False


@dataclass(frozen=True)
class Figures:
    """Counts that do not add up to anything: each is shown by itself."""

    code: str
    title: str
    rows: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Days:
    """A median and a 90th centile in days, over so many cases."""

    code: str
    title: str
    waits: Mapping[str, list[int]]


@dataclass(frozen=True)
class Counted:
    populations: list[Population] = field(default_factory=list)
    breakdowns: list[Breakdown] = field(default_factory=list)
    figures: list[Figures] = field(default_factory=list)
    days: list[Days] = field(default_factory=list)


@dataclass(frozen=True)
class Subject:
    """A fixed template: what it counts and the words that explain it."""

    code: str
    title: StrPromise
    count: Callable[[Scope], Counted]
    definitions: tuple[StrPromise, ...]


def tally(dimension: Dimension, found: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The counts of all rows of the dimension, 0 where nothing was found."""
    counted = dict.fromkeys(dimension.rows, 0)
    for code, number in found:
        counted[code] += number
    return counted

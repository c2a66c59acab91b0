"""How much of each stage is done. Pure: dates and numbers in, numbers out.

A complete cycle counts once, in the stage that ran on the day it was completed; a client counts in the
stage of their first complete cycle; supervision counts by its minutes, however many meetings they were.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

WRITTEN = "written"


@dataclass(frozen=True)
class DoneCycle:
    """A complete cycle; `client` is None where nobody in the case is named as the client."""

    on: date
    client: int | None


@dataclass(frozen=True)
class Supervised:
    on: date
    minutes: int
    kind: str


@dataclass(frozen=True)
class Span:
    """A stage that was begun: until when it ran (None: still), which supervision counts, what was carried."""

    until: date | None
    counts: Collection[str]
    cycles: int = 0
    clients: int = 0
    minutes: int = 0


@dataclass
class Tally:
    cycles: int = 0
    clients: int = 0
    minutes: int = 0
    meetings: int = 0


@dataclass
class _Clients:
    """Who has counted so far. Carried clients are numbers, so those met before the start are among them."""

    carried: bool
    counted: set[int] = field(default_factory=set)

    def is_new(self, cycle: DoneCycle) -> bool:
        if cycle.client is None or cycle.client in self.counted:
            return False
        self.counted.add(cycle.client)
        return True


def tallies(
    begun_on: date, spans: list[Span], cycles: Iterable[DoneCycle], supervision: Iterable[Supervised]
) -> list[Tally]:
    """One for each span, in the same order."""
    made = [Tally(span.cycles, span.clients, span.minutes) for span in spans]
    clients = _Clients(carried=any(span.clients for span in spans))
    for cycle in sorted(cycles, key=lambda done: done.on):
        place = _place(begun_on, spans, cycle.on)
        if place is not None:
            made[place].cycles += 1
            made[place].clients += clients.is_new(cycle)
        elif clients.carried and cycle.on < begun_on:
            clients.is_new(cycle)
    for supervised in supervision:
        place = _place(begun_on, spans, supervised.on)
        if place is not None and supervised.kind in spans[place].counts:
            made[place].minutes += supervised.minutes
            made[place].meetings += supervised.kind != WRITTEN
    return made


def _place(begun_on: date, spans: list[Span], on: date) -> int | None:
    """The stage that ran on that day; the day a stage ends still belongs to it."""
    if on < begun_on:
        return None
    return next((number for number, span in enumerate(spans) if span.until is None or on <= span.until), None)

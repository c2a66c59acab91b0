"""Disclosure control: what a count may look like outside the service. Pure functions over data.

A small number can point at one family. A profile says which numbers are hidden, how the others are rounded,
and how much doubt must remain about a hidden one after everything else in the file is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from reports.tables import HIDDEN, Cell


@dataclass(frozen=True)
class DisclosureProfile:
    code: str
    name: StrPromise
    hide_up_to: int
    round_to: int
    least_base: int
    # A hidden number must still be able to be this many different numbers.
    least_doubt: int


STANDARD = DisclosureProfile(
    code="standard",
    name=_("0 to 7 hidden, other counts to the nearest 5"),
    hide_up_to=7,
    round_to=5,
    least_base=8,
    least_doubt=4,
)
PROFILES = {profile.code: profile for profile in (STANDARD,)}


def shown(count: int, profile: DisclosureProfile) -> Cell:
    """The count as it may be seen: `*` when small, else to the nearest step (halves upwards)."""
    if count <= profile.hide_up_to:
        return HIDDEN
    return _rounded(count, profile)


def shown_average(value: float | None, base: int, profile: DisclosureProfile) -> Cell:
    """An average or a median only over enough cases, in whole numbers."""
    if value is None or base < profile.least_base:
        return HIDDEN
    return int(value + 0.5)


def shown_share(part: int, base: int, profile: DisclosureProfile) -> Cell:
    """A percentage of two numbers that are themselves shown; never finer than they are."""
    if base < profile.least_base or HIDDEN in (shown(part, profile), shown(base, profile)):
        return HIDDEN
    return min(100, int(100 * _rounded(part, profile) / _rounded(base, profile) + 0.5))


def possible(cell: Cell, profile: DisclosureProfile) -> range:
    """All counts that would have been shown as this cell."""
    if cell == HIDDEN:
        return range(profile.hide_up_to + 1)
    around = range(int(cell) - profile.round_to, int(cell) + profile.round_to + 1)
    fits = [count for count in around if count > profile.hide_up_to and shown(count, profile) == cell]
    return range(fits[0], fits[-1] + 1)


def shown_group(
    total: int, breakdowns: Sequence[Sequence[int]], profile: DisclosureProfile
) -> tuple[Cell, list[list[Cell]]]:
    """A total and its breakdowns, each count shown by itself, unless they would give a hidden one away.

    Four cells shown as 10 are at least 8 each: beside a total shown as 30 (at most 32) every other cell could
    only be 0. Such a total is hidden, and so is its neighbour, so that the hiding itself tells nothing.
    Breakdowns of the same total that pin each other down are hidden whole, all of them.
    """
    cells = [[shown(count, profile) for count in breakdown] for breakdown in breakdowns]
    if _doubt(cells, _totals(cells, profile), profile) < profile.least_doubt:
        return HIDDEN, [[HIDDEN] * len(part) for part in cells]
    cell = shown(total, profile)
    return (HIDDEN if cell in _telling_totals(cells, profile) else cell), cells


def _telling_totals(parts: list[list[Cell]], profile: DisclosureProfile) -> set[Cell]:
    """The shown totals that would leave too little doubt about a hidden cell, and the ones next to them."""
    steps: dict[Cell, list[int]] = {}
    for total in _totals(parts, profile):
        steps.setdefault(shown(total, profile), []).append(total)
    shapes = list(steps)
    telling = [
        index
        for index, shape in enumerate(shapes)
        if _doubt(parts, range(steps[shape][0], steps[shape][-1] + 1), profile) < profile.least_doubt
    ]
    return {
        shapes[near] for index in telling for near in (index - 1, index, index + 1) if 0 <= near < len(shapes)
    }


def _totals(parts: list[list[Cell]], profile: DisclosureProfile) -> range:
    """All totals that every one of these breakdowns allows."""
    known = [[possible(cell, profile) for cell in part] for part in parts]
    return range(
        max(sum(cell[0] for cell in part) for part in known),
        min(sum(cell[-1] for cell in part) for part in known) + 1,
    )


def _doubt(parts: list[list[Cell]], totals: range, profile: DisclosureProfile) -> int:
    """How many numbers the best known hidden cell could still be, if the total is one of these."""
    hidden = possible(HIDDEN, profile)
    doubts = [len(hidden)]
    for part in parts:
        if HIDDEN in part and totals:
            known = [possible(cell, profile) for cell in part]
            least, most = sum(cell[0] for cell in known), sum(cell[-1] for cell in known)
            lowest = max(hidden[0], totals[0] - (most - hidden[-1]))
            highest = min(hidden[-1], totals[-1] - (least - hidden[0]))
            doubts.append(highest - lowest + 1)
    return min(doubts)


def _rounded(count: int, profile: DisclosureProfile) -> int:
    return (2 * count + profile.round_to) // (2 * profile.round_to) * profile.round_to

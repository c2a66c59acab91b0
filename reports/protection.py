"""What nobody can work back: a total and its breakdowns are shown only as far as they leave doubt."""

from collections.abc import Sequence

from reports.profiles import DisclosureProfile, possible, shown
from reports.tables import HIDDEN, Cell


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

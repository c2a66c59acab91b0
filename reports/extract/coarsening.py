"""Rows in which nobody stands out: the facts by which a case could be recognised are made coarser, in a fixed
order, and what still stands out is left out.

Deterministic: the same rows always become the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from reports.dimensions import AGES, REASONS, SOURCES, Dimension, Merge, Row, steps

# Each combination of what could be recognised is that of so many cases, with so many different outcomes.
LEAST_ALIKE, LEAST_OUTCOMES = 5, 2
# Made coarser until no more than this part of the rows would be left out.
LEFT_OUT_AT_MOST = 0.1
OUTCOME = "outcome"

Codes = Mapping[str, str]


@dataclass(frozen=True)
class Coarse:
    """Facts that could be recognised as words, all others as they came."""

    rows: list[dict[str, str]]
    dropped: int


def recognisable(rows: Iterable[Codes]) -> dict[str, Dimension]:
    """By what somebody who knows a family might find its row."""
    quarters = {row["quarter"] for row in rows}
    return {"age": AGES, "quarter": quarters_of_referral(quarters), "source": SOURCES, "reason": REASONS}


def quarters_of_referral(codes: Iterable[str]) -> Dimension:
    """Quarters become years, the oldest first; then old years are put together."""
    ordered = sorted(codes)
    years = sorted({code[:4] for code in ordered})
    whole = [Merge(year, frozenset(code for code in ordered if code[:4] == year)) for year in years]
    older = [
        Merge(
            gettext_lazy("%(year)s and before") % {"year": year},
            frozenset(code for code in ordered if code[:4] <= year),
        )
        for year in years[1:]
    ]
    return Dimension({code: code for code in ordered}, (*whole, *older))


def coarsened(rows: Sequence[Codes], by: Mapping[str, Dimension]) -> Coarse:
    """Each time the fact with the most different values left takes its next step."""
    ladders = {name: [_words(level) for level in steps(dimension)] for name, dimension in by.items()}
    at = dict.fromkeys(ladders, 0)
    while True:
        told = [
            {name: ladders[name][at[name]][row[name]] if name in at else row[name] for name in row}
            for row in rows
        ]
        kept = _kept(told, list(at))
        higher = [name for name in at if at[name] + 1 < len(ladders[name])]
        if len(rows) - len(kept) <= LEFT_OUT_AT_MOST * len(rows) or not higher:
            return Coarse(kept, len(rows) - len(kept))
        at[max(higher, key=lambda name: len({row[name] for row in told}))] += 1


def stands_out(alike: Sequence[Codes]) -> bool:
    """These rows look alike: they are few, or all have the same outcome, so that it is known of each."""
    return len(alike) < LEAST_ALIKE or len({row[OUTCOME] for row in alike}) < LEAST_OUTCOMES


def _kept(rows: Sequence[dict[str, str]], names: Sequence[str]) -> list[dict[str, str]]:
    groups: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names)].append(row)
    return [row for alike in groups.values() if not stands_out(alike) for row in alike]


def _words(level: Iterable[Row]) -> dict[str, str]:
    return {code: row.head for row in level for code in row.codes}

"""From true numbers to tables that may be seen: merged where that was chosen, protected, rounded."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext as _

from reports.counts import Breakdown, Counted, Days, Figures, Population
from reports.dimensions import Row, steps
from reports.profiles import LEAST_FOR_A_CENTILE, DisclosureProfile, shown, shown_days, shown_share
from reports.protection import shown_group
from reports.tables import Cell, Table


class Moved(Exception):
    """The numbers changed while they were counted."""


@dataclass(frozen=True)
class Way:
    """How numbers may be seen. `totals_only`: the service is too small for anything else."""

    profile: DisclosureProfile
    merged: bool = False
    totals_only: bool = False


@dataclass(frozen=True)
class Seen:
    total: Cell
    rows: dict[str, tuple[list[Row], list[Cell]]]


def tables_of(counted: Counted, seen: dict[str, Seen], way: Way) -> tuple[Table, ...]:
    found = [_total(each, seen[each.code].total) for each in counted.populations]
    if way.totals_only:
        return tuple(found)
    for breakdown in counted.breakdowns:
        found += _breakdown(breakdown, seen[breakdown.population], way)
    found += [_figures(each, way.profile) for each in counted.figures]
    found += [_days(each, way.profile) for each in counted.days]
    return tuple(found)


def protect(counted: Sequence[Counted], way: Way) -> dict[str, Seen]:
    """Every population with all its breakdowns, from whatever report: nothing else protects them."""
    populations = {each.code: each for one in counted for each in one.populations}
    breakdowns: dict[str, list[Breakdown]] = {code: [] for code in populations}
    for one in counted:
        for breakdown in one.breakdowns:
            breakdowns[breakdown.population].append(breakdown)
    return {code: _seen(populations[code], breakdowns[code], way) for code in populations}


def _seen(population: Population, breakdowns: list[Breakdown], way: Way) -> Seen:
    if any(sum(each.counts.values()) != population.total for each in breakdowns):
        raise Moved(population.code)
    if way.totals_only:
        return Seen(shown(population.total, way.profile), {})
    rows = [_rows(breakdown, way) for breakdown in breakdowns]
    counts = [
        [_count(breakdown, row) for row in of_it] for breakdown, of_it in zip(breakdowns, rows, strict=True)
    ]
    total, cells = shown_group(population.total, counts, way.profile)
    codes = [breakdown.code for breakdown in breakdowns]
    return Seen(total, dict(zip(codes, zip(rows, cells, strict=True), strict=True)))


def _rows(breakdown: Breakdown, way: Way) -> list[Row]:
    """As they are, or the first step of merging at which no row is hidden."""
    all_steps = steps(breakdown.dimension)
    if not way.merged:
        return all_steps[0]
    hidden = way.profile.hidden_counts
    passing = (rows for rows in all_steps if all(_count(breakdown, row) not in hidden for row in rows))
    return next(passing, all_steps[-1])


def _count(breakdown: Breakdown, row: Row) -> int:
    return sum(breakdown.counts[code] for code in row.codes)


def _total(population: Population, cell: Cell) -> Table:
    return Table(population.code, population.title, (_("All"),), (_("Number"),), ((cell,),))


def _breakdown(breakdown: Breakdown, seen: Seen, way: Way) -> list[Table]:
    rows, cells = seen.rows[breakdown.code]
    heads = tuple(row.head for row in rows)
    column = tuple((cell,) for cell in cells)
    made = [Table(breakdown.code, breakdown.title, heads, (_("Number"),), column)]
    if breakdown.with_shares:
        shares = tuple((shown_share(cell, seen.total, way.profile),) for cell in cells)
        title = _("%(table)s, in per cent") % {"table": breakdown.title}
        made.append(Table(f"{breakdown.code}_share", title, heads, (_("Per cent"),), shares, "share"))
    return made


def _figures(figures: Figures, profile: DisclosureProfile) -> Table:
    columns = tuple(dict.fromkeys(head for row in figures.rows.values() for head in row))
    cells = tuple(tuple(shown(row[head], profile) for head in columns) for row in figures.rows.values())
    return Table(figures.code, figures.title, tuple(figures.rows), columns, cells)


def _days(days: Days, profile: DisclosureProfile) -> Table:
    cells = tuple(
        (
            shown_days(median(waits) if waits else None, len(waits), profile),
            shown_days(_centile(waits), len(waits), profile, least=LEAST_FOR_A_CENTILE),
        )
        for waits in days.waits.values()
    )
    columns = (_("Median"), _("90th centile"))
    return Table(days.code, days.title, tuple(days.waits), columns, cells, "days")


def _centile(waits: list[int]) -> int | None:
    """The wait that nine of ten did not exceed."""
    return sorted(waits)[math.ceil(0.9 * len(waits)) - 1] if waits else None

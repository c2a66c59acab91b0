"""Bars drawn from the numbers that may be seen, and from nothing else."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.tables import HIDDEN, Cell, Table

HIGHEST_SHARE = 100
WIDTH, LABEL, BAR, GAP = 360, 22, 16, 12
NUMBER_ROOM = 60
# Bars of several columns differ by pattern, so that they survive a black and white printer.
PATTERNS = 4


@dataclass(frozen=True)
class Bar:
    said: str
    y: int
    width: float
    pattern: int

    @property
    def end(self) -> float:
        """Where its number begins."""
        return self.width + 6

    @property
    def baseline(self) -> int:
        return self.y + BAR - 4


@dataclass(frozen=True)
class Group:
    """The bars of one row, below its label."""

    label: str
    y: int
    bars: list[Bar]

    @property
    def baseline(self) -> int:
        return self.y + LABEL - 6

    @property
    def height(self) -> int:
        return LABEL + BAR * len(self.bars) + GAP


@dataclass(frozen=True)
class Drawing:
    """Of the rows that have a number to be seen; `left_out` says that there are others."""

    groups: list[Group]
    left_out: bool
    keys: list[tuple[str, int]]
    height: int
    width: int = WIDTH
    bar: int = BAR


def lengths(table: Table) -> list[list[float | None]]:
    """Of each cell between 0 and 1; none where there is no number to be seen."""
    numbers = [cell for row in table.cells for cell in row if isinstance(cell, int)]
    longest = max([*numbers, 1])
    if table.kind == "share":
        longest = max(longest, HIGHEST_SHARE)
    return [[cell / longest if isinstance(cell, int) else None for cell in row] for row in table.cells]


def without(cells: tuple[Cell, ...]) -> str:
    """What stands where no bar can."""
    if any(isinstance(cell, int) for cell in cells):
        return ""
    return _("hidden") if HIDDEN in cells else _("no data")


def said(cell: Cell, table: Table) -> str:
    return f"{cell} %" if table.kind == "share" and isinstance(cell, int) else str(cell)


def is_drawn(table: Table) -> bool:
    """Not where no number may be seen, nor where a single one has nothing to be compared with."""
    return any(not without(cells) for cells in table.cells) and (table.size > 1 or table.kind == "share")


def draw(table: Table) -> Drawing | None:
    if not is_drawn(table):
        return None
    groups: list[Group] = []
    y = 0
    for (head, cells), row in zip(table.rows, lengths(table), strict=True):
        if not without(cells):
            groups.append(Group(head, y, _bars(table, cells, row, y + LABEL)))
            y += groups[-1].height
    keys = [(head, index % PATTERNS) for index, head in enumerate(table.column_heads)]
    return Drawing(groups, len(groups) < len(table.cells), keys if len(keys) > 1 else [], y)


def _bars(table: Table, cells: tuple[Cell, ...], row: list[float | None], top: int) -> list[Bar]:
    bars: list[Bar] = []
    for index, (cell, length) in enumerate(zip(cells, row, strict=True)):
        if length is not None:
            width = round((WIDTH - NUMBER_ROOM) * length, 1)
            bars.append(Bar(said(cell, table), top + BAR * len(bars), width, index % PATTERNS))
    return bars

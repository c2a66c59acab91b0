"""Bars drawn from the numbers that may be seen, and from nothing else."""

from dataclasses import dataclass

from reports.tables import HIDDEN, Cell, Table

HIGHEST_SHARE = 100
WIDTH, LABEL, BAR, GAP = 360, 22, 16, 12
NUMBER_ROOM = 60
# Bars of several columns differ by pattern, so that they survive a black and white printer.
PATTERNS = 4


@dataclass(frozen=True)
class Bar:
    cell: Cell
    y: int
    width: float
    pattern: int

    @property
    def is_number(self) -> bool:
        return isinstance(self.cell, int)

    @property
    def is_hidden(self) -> bool:
        return self.cell == HIDDEN

    @property
    def middle(self) -> int:
        return self.y + BAR // 2


@dataclass(frozen=True)
class Group:
    """The bars of one row, below its label."""

    label: str
    y: int
    bars: list[Bar]


@dataclass(frozen=True)
class Drawing:
    groups: list[Group]
    keys: list[tuple[str, int]]
    height: int
    width: int = WIDTH
    bar: int = BAR


def lengths(table: Table) -> list[list[float | None]]:
    """Of each cell between 0 and 1; none where there is no number to be seen."""
    numbers = [cell for row in table.cells for cell in row if isinstance(cell, int)]
    longest = HIGHEST_SHARE if table.kind == "share" else max(numbers, default=0)
    return [
        [min(1.0, cell / longest) if isinstance(cell, int) and longest else _none(cell) for cell in row]
        for row in table.cells
    ]


def draw(table: Table) -> Drawing | None:
    """Nothing is drawn where no number may be seen."""
    scaled = lengths(table)
    if not any(length is not None for row in scaled for length in row):
        return None
    groups, y = [], 0
    for (head, cells), row in zip(table.rows, scaled, strict=True):
        bars = [
            Bar(cell, y + LABEL + index * BAR, _width(length), index % PATTERNS)
            for index, (cell, length) in enumerate(zip(cells, row, strict=True))
        ]
        groups.append(Group(head, y, bars))
        y += LABEL + BAR * len(bars) + GAP
    keys = [(head, index % PATTERNS) for index, head in enumerate(table.column_heads)]
    return Drawing(groups, keys if len(keys) > 1 else [], y)


def _none(cell: Cell) -> float | None:
    return 0.0 if isinstance(cell, int) else None


def _width(length: float | None) -> float:
    return round((WIDTH - NUMBER_ROOM) * (length or 0), 1)

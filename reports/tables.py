"""What a report is: tables of numbers, hidden numbers and fixed words. Every format is made from this.

A cell is a whole number, `*` where it is hidden or `–` where there is nothing to count, which is not 0.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

HIDDEN = "*"
NO_DATA = "–"
Cell = int | str
Kind = Literal["count", "share", "days"]


@dataclass(frozen=True)
class Table:
    """At most two dimensions. The cells of a row are as many as there are column heads."""

    code: str
    title: str
    row_heads: tuple[str, ...]
    column_heads: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    kind: Kind = "count"

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.row_heads):
            raise ValueError(f"{self.code}: every row needs its head")
        if any(len(row) != len(self.column_heads) for row in self.cells):
            raise ValueError(f"{self.code}: every column needs its head")
        if not all(is_cell(cell) for row in self.cells for cell in row):
            raise ValueError(f"{self.code}: a cell is a whole number, {HIDDEN} or {NO_DATA}")

    @property
    def rows(self) -> Iterator[tuple[str, tuple[Cell, ...]]]:
        return zip(self.row_heads, self.cells, strict=True)

    @property
    def hidden(self) -> int:
        return sum(cell == HIDDEN for row in self.cells for cell in row)

    @property
    def size(self) -> int:
        return len(self.row_heads) * len(self.column_heads)


@dataclass(frozen=True)
class Report:
    """`template` and `profile` are codes, `period` is 2026-Q1 or 2026; all else is read by people."""

    template: str
    organisation: str
    period: str
    profile: str
    tables: tuple[Table, ...]
    definitions: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def hidden(self) -> int:
        return sum(table.hidden for table in self.tables)

    @property
    def size(self) -> int:
        return sum(table.size for table in self.tables)

    def to_json(self) -> str:
        """Canonical: the same report is the same text, whatever made it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> "Report":
        read: dict[str, Any] = json.loads(text)
        read["tables"] = tuple(_table(table) for table in read["tables"])
        read |= {name: tuple(read[name]) for name in ("definitions", "notes")}
        return cls(**read)


def is_cell(cell: object) -> bool:
    if isinstance(cell, str):
        return cell in (HIDDEN, NO_DATA)
    return isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0


def _table(read: dict[str, Any]) -> Table:
    read["cells"] = tuple(tuple(row) for row in read["cells"])
    return Table(**read | {name: tuple(read[name]) for name in ("row_heads", "column_heads")})

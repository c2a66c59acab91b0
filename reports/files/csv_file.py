"""Reports as one CSV file: what they are, one table after the other, what the words mean."""

import csv
import io

from django.utils.translation import gettext as _

from reports.files.frozen import FrozenRelease, unit_of
from reports.files.safe_cells import number, words
from reports.tables import Cell, Table

Row = list[Cell]


def csv_bytes(frozen: FrozenRelease) -> bytes:
    """UTF-8 with a byte order mark, lines and quotes as RFC 4180 has them, each row of the same length."""
    rows = _pairs(frozen.facts)
    for part in frozen.parts:
        for table in part.report.tables:
            rows += [[], *_rows(table, part.title)]
    rows += _texts(_("Definitions"), frozen.definitions)
    rows += _texts(_("Notes"), frozen.notes)
    rows += [[], [_("Snapshots")], *_pairs(frozen.origins)]
    width = max(len(row) for row in rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(table: Table, report: str) -> list[Row]:
    heads: Row = [unit_of(table), *map(words, table.column_heads)]
    lines: list[Row] = [[words(head), *map(number, cells)] for head, cells in table.rows]
    return [[words(table.title), words(report)], heads, *lines]


def _pairs(pairs: list[tuple[str, str]]) -> list[Row]:
    return [[words(name), words(value)] for name, value in pairs]


def _texts(title: str, texts: list[str]) -> list[Row]:
    lines: list[Row] = [[words(text)] for text in texts]
    return [[], [title], *lines] if texts else []

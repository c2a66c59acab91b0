"""A report as one CSV file: what it is, one table after the other, what the words mean."""

import csv
import io

from django.utils.translation import gettext as _

from reports.files.frozen import FrozenReport, unit_of
from reports.files.safe_cells import number, words
from reports.tables import Cell, Table

Row = list[Cell]


def csv_bytes(frozen: FrozenReport) -> bytes:
    """UTF-8 with a byte order mark, lines and quotes as RFC 4180 has them, each row of the same length."""
    report = frozen.report
    rows: list[Row] = [[words(name), words(value)] for name, value in frozen.facts]
    for table in report.tables:
        rows += [[], *_rows(table)]
    rows += _texts(_("Definitions"), report.definitions)
    rows += _texts(_("Notes"), report.notes)
    width = max(len(row) for row in rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(table: Table) -> list[Row]:
    heads: Row = [unit_of(table), *map(words, table.column_heads)]
    lines: list[Row] = [[words(head), *map(number, cells)] for head, cells in table.rows]
    return [[words(table.title)], heads, *lines]


def _texts(title: str, texts: tuple[str, ...]) -> list[Row]:
    lines: list[Row] = [[words(text)] for text in texts]
    return [[], [title], *lines] if texts else []

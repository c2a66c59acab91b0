"""The rows that stayed out, as a file to mend and upload again."""

from collections.abc import Iterable

from cases.imports.columns import ERRORS, Column
from cases.imports.rows import Row
from cases.imports.writing import csv_bytes


def mending_file(rows: Iterable[Row], columns: tuple[Column, ...]) -> bytes:
    headings = [*(column.heading for column in columns), ERRORS]
    return csv_bytes([headings, *([*row.cells.values(), " ".join(row.errors)] for row in rows)])

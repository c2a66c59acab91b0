"""CSV that a spreadsheet shows as text and never runs."""

import csv
import io
from collections.abc import Iterable

# How a spreadsheet recognises a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def from_text(cell: str) -> str:
    """The other way round, so that a file that went out comes back the same."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")

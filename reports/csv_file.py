"""A report as a CSV file. A cell is a number, a star, or words of ours; anything else stops the release."""

import csv
import io
import re
from uuid import UUID

from reports.caseload import TEMPLATE, CaseloadReport, Line
from reports.tables import HIDDEN, Cell

CONTENT_TYPE = "text/csv; charset=utf-8"
HEADER = ("Section", "Item", "Number")
# Words begin with a letter or a digit and hold no control character: no spreadsheet takes them for a formula.
WORDS = re.compile(r"[^\W_][^\x00-\x1f\x7f\u2028\u2029]*")


class UnsafeCell(ValueError):
    """A cell that a spreadsheet could run."""


def words(text: str) -> str:
    if not WORDS.fullmatch(text):
        raise UnsafeCell(repr(text))
    return text


def number(cell: Cell) -> str:
    if cell == HIDDEN:
        return HIDDEN
    if not isinstance(cell, int) or isinstance(cell, bool) or cell < 0:
        raise UnsafeCell(repr(cell))
    return str(cell)


def csv_bytes(report: CaseloadReport, snapshot: UUID) -> bytes:
    """The same report gives the same bytes, always."""
    rows = [
        ("Report", TEMPLATE, ""),
        ("Period", str(report.quarter), ""),
        ("Profile", report.profile.code, ""),
        ("Rule", str(report.profile.name), ""),
        ("Snapshot", f"id {snapshot}", ""),
        *(("Definition", text, "") for text in report.definitions),
        HEADER,
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for section, item, empty in rows:
        writer.writerow([words(section), words(item), empty])
    for line in report.lines:
        writer.writerow([words(line.section), words(line.item), number(line.cell)])
    return out.getvalue().encode("utf-8-sig")


def lines_of(content: bytes) -> list[Line]:
    """The numbers of a frozen file, to show exactly what was frozen."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    numbers = rows[rows.index(list(HEADER)) + 1 :]
    return [Line(section, item, cell) for section, item, cell in numbers]

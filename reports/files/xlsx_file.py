"""Reports as a workbook: numbers are numbers, a sheet for each report, and one with the notes."""

import io
from datetime import UTC
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from reports.files.frozen import FrozenRelease, FrozenReport, unit_of
from reports.files.safe_cells import number, words
from reports.tables import Report, Table

# Text stays text: no formulas, links or numbers are read out of it.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
NUMBER_FORMATS = {"count": "#,##0", "share": '0"%"', "days": "#,##0"}
SHEET_NAME_ROOM = 31
NOT_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\'")
HEAD_ROWS = 2


class Styles:
    """The few looks of a cell."""

    def __init__(self, workbook: Any) -> None:
        line = {"bottom": 1, "bottom_color": "#DDD3C1", "valign": "top"}
        self.title = workbook.add_format({"bold": True, "font_size": 14, "font_color": "#1D5C50"})
        self.head = workbook.add_format(
            line | {"bold": True, "align": "right", "valign": "bottom", "text_wrap": True}
        )
        self.unit = workbook.add_format(line | {"font_color": "#5F564A", "valign": "bottom"})
        self.name = workbook.add_format(line | {"text_wrap": True})
        self.sign = workbook.add_format(line | {"align": "right"})
        self.numbers = {
            kind: workbook.add_format(line | {"num_format": shape, "align": "right"})
            for kind, shape in NUMBER_FORMATS.items()
        }
        self.quiet = workbook.add_format({"font_color": "#5F564A", "valign": "top"})
        self.text = workbook.add_format({"text_wrap": True, "valign": "top"})


def xlsx_bytes(frozen: FrozenRelease) -> bytes:
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, OPTIONS)
    workbook.set_properties(
        {
            "title": words(frozen.period),
            "author": words(frozen.organisation),
            "created": frozen.released_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    styles = Styles(workbook)
    names = {_("Notes").casefold()}
    for part in frozen.parts:
        _write_report(workbook.add_worksheet(_sheet_name(part, names)), part.report, styles)
    _write_notes(workbook.add_worksheet(_("Notes")), frozen, styles)
    workbook.close()
    return out.getvalue()


def _sheet_name(part: FrozenReport, taken: set[str]) -> str:
    """The title as far as a sheet's name may hold it, and no two alike."""
    wanted = " ".join(words(part.title).translate(NOT_IN_SHEET_NAMES).split()) or part.report.template
    name, counted = wanted[:SHEET_NAME_ROOM].strip(), 1
    while name.casefold() in taken:
        counted += 1
        end = f" {counted}"
        name = wanted[: SHEET_NAME_ROOM - len(end)] + end
    taken.add(name.casefold())
    return name


def _write_report(sheet: Any, report: Report, styles: Styles) -> None:
    """One table below the other."""
    row, widest = 0, 1
    for table in report.tables:
        row = _write_table(sheet, row, table, styles) + 1
        widest = max(widest, len(table.column_heads))
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, widest, 18)
    _for_paper(sheet)


def _write_table(sheet: Any, row: int, table: Table, styles: Styles) -> int:
    """From this row on; the first free row is the answer."""
    sheet.set_row(row, 24)
    sheet.write_string(row, 0, words(table.title), styles.title)
    sheet.write_string(row + 1, 0, unit_of(table), styles.unit)
    for column, head in enumerate(table.column_heads, start=1):
        sheet.write_string(row + 1, column, words(head), styles.head)
    for at, (head, cells) in enumerate(table.rows, start=row + HEAD_ROWS):
        sheet.write_string(at, 0, words(head), styles.name)
        for column, cell in enumerate(map(number, cells), start=1):
            if isinstance(cell, int):
                sheet.write_number(at, column, cell, styles.numbers[table.kind])
            else:
                sheet.write_string(at, column, cell, styles.sign)
    return row + HEAD_ROWS + len(table.cells)


def _write_notes(sheet: Any, frozen: FrozenRelease, styles: Styles) -> None:
    sheet.write_string(0, 0, _("Notes"), styles.title)
    lines = [
        *frozen.facts,
        *((_("Definition"), text) for text in frozen.definitions),
        *((_("Note"), text) for text in frozen.notes),
        *((_("Snapshot of “%(report)s”") % {"report": title}, origin) for title, origin in frozen.origins),
    ]
    for row, (name, value) in enumerate(lines, start=HEAD_ROWS):
        sheet.write_string(row, 0, words(name), styles.quiet)
        sheet.write_string(row, 1, words(value), styles.text)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110)
    _for_paper(sheet)


def _for_paper(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)

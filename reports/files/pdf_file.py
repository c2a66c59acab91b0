"""A report on the service's paper. Each bar stands in the row of the number it is drawn from."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.paper import Footer, pdf
from reports.bars import PATTERNS, lengths, said, without
from reports.files.frozen import FrozenReport, unit_of
from reports.files.safe_cells import number
from reports.tables import Cell, Table


def pdf_bytes(frozen: FrozenReport) -> bytes:
    report, (*facts, fingerprint) = frozen.report, frozen.facts
    letter = {
        "facts": facts,
        # By itself: no sign that only breaks a line may get between its letters.
        "hash": fingerprint,
        "tables": [_table(table) for table in report.tables],
        "definitions_title": _("What the words mean"),
        "definitions": report.definitions,
        "notes_title": _("Notes"),
        "notes": report.notes,
    }
    return pdf(
        "reports/report.typ",
        # Under the name that was frozen, whatever the service is called today.
        organisation=Organisation(name=report.organisation),
        title=frozen.title,
        kicker=report.period,
        said=letter,
        footer=Footer(_("Released on {day}"), _("Page {number} of {all}"), frozen.released_at),
    )


def _table(table: Table) -> dict[str, Any]:
    rows = [
        {"name": head, "bars": _bars(scaled), "without": without(cells), "cells": _said(cells, table)}
        for (head, cells), scaled in zip(table.rows, lengths(table), strict=True)
    ]
    return {"title": table.title, "unit": unit_of(table), "columns": table.column_heads, "rows": rows}


def _bars(scaled: list[float | None]) -> list[tuple[float, int]]:
    """Length and pattern of each number that may be seen."""
    return [(length, index % PATTERNS) for index, length in enumerate(scaled) if length is not None]


def _said(cells: tuple[Cell, ...], table: Table) -> list[str]:
    return [said(number(cell), table) for cell in cells]

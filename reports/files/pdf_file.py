"""Reports on the service's paper. Each bar stands in the row of the number it is drawn from."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.paper import Footer, pdf
from reports.bars import PATTERNS, is_drawn, lengths, said, without
from reports.files.frozen import FrozenRelease, unit_of
from reports.files.safe_cells import number
from reports.tables import Cell, Table


def pdf_bytes(frozen: FrozenRelease) -> bytes:
    letter = {
        "facts": frozen.facts,
        "parts": [(part.title, [_table(table) for table in part.report.tables]) for part in frozen.parts],
        "texts": [
            (_("What the words mean"), frozen.definitions),
            (_("Notes"), frozen.notes),
        ],
        "origins_title": _("Snapshots, each with its SHA-256"),
        "origins": [(part.title, [str(part.number), part.sha256]) for part in frozen.parts],
    }
    return pdf(
        "reports/report.typ",
        # Under the name that was frozen, whatever the service is called today.
        organisation=Organisation(name=frozen.organisation),
        title=_("Caseload report"),
        kicker=frozen.period,
        said=letter,
        footer=Footer(_("Released on {day}"), _("Page {number} of {all}"), frozen.released_at),
    )


def _table(table: Table) -> dict[str, Any]:
    drawn = is_drawn(table)
    rows = [
        {
            "name": head,
            "bars": _bars(scaled) if drawn else [],
            "without": without(cells),
            "cells": _said(cells, table),
        }
        for (head, cells), scaled in zip(table.rows, lengths(table), strict=True)
    ]
    return {"title": table.title, "unit": unit_of(table), "columns": table.column_heads, "rows": rows}


def _bars(scaled: list[float | None]) -> list[tuple[float, int]]:
    """Length and pattern of each number that may be seen."""
    return [(length, index % PATTERNS) for index, length in enumerate(scaled) if length is not None]


def _said(cells: tuple[Cell, ...], table: Table) -> list[str]:
    return [said(number(cell), table) for cell in cells]

"""A document of the case of the access matrix."""

from datetime import date

from cases.models import Case
from consent.actions import add_document
from tests.consent_builders import SCAN


def documents_of(case: Case) -> dict[str, object]:
    added = add_document(
        case=case,
        kind="report",
        title="Report of the nursery",
        dated_on=date(2026, 2, 3),
        scans=[SCAN],
        by=case.guider,
    )
    return {"document_id": added.pk, "sheet_id": added.sheets.get().pk}

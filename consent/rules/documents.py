"""Documents of a case: what may be kept, what may be removed. The guider in charge does both."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.rules import check_not_in_future
from consent.models import Document
from consent.rules.holds import check_reason, hold_on
from consent.rules.papers import check_scans


def check_document(*, title: str, dated_on: date, scans: Sequence[bytes]) -> None:
    """Also in a finished case: a last letter may come after the end."""
    if not title.strip():
        raise ValidationError(_("Please give it a title by which you find it again."))
    check_not_in_future(dated_on, _("The date on a document"))
    if not scans:
        raise ValidationError(_("Please choose the file or the photographs first."))
    check_scans(scans)


def check_removal(document: Document, reason: str) -> None:
    if document.removed_at is not None:
        raise ValidationError(_("This document has been removed already, so nothing was changed."))
    if hold_on(document.case_id) is not None:
        raise ValidationError(
            _("This case is under a hold, so no document goes until an administrator ends the hold.")
        )
    check_reason(reason)

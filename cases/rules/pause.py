"""When a case may rest, and until when it is looked at again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Pause


def check_pause(*, reason: str, review_on: date | None) -> None:
    if reason not in Pause.Reason.values:
        raise ValidationError(_("Please say why the work rests."))
    if review_on is not None and review_on <= timezone.localdate():
        raise ValidationError(_("Please choose a day to come, or leave it empty."))

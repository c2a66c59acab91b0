"""When somebody is asked again after the end, and how that may turn out."""

from calendar import monthrange
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Case, FollowUp

MONTHS = (3, 6)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def check_follow_up(follow_up: FollowUp, *, outcome: str, is_rated: bool) -> None:
    if follow_up.case.status != Case.Status.CLOSED:
        raise ValidationError(_("This case is open again, so there is nothing to follow up."))
    if follow_up.outcome:
        raise ValidationError(_("This follow-up has been written down already."))
    if outcome not in FollowUp.Outcome.values:
        raise ValidationError(_("Please say how it went."))
    if is_rated and outcome != FollowUp.Outcome.DONE:
        raise ValidationError(_("A rating is only kept where you have talked."))

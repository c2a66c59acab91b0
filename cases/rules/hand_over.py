"""Who may hand a case over to whom, and how long both guiders work in it."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from cases.models import Case

Reason = Case.HandOverReason
LONGEST_OVERLAP = timedelta(days=92)
# Who has left has no account to work with; with the others the old guider is not to see the film any more.
AT_ONCE = frozenset({Reason.LEFT, Reason.CLIENT_ASKED, Reason.CONFLICT})


def check_hand_over(case: Case, *, to: User, reason: str, until: date | None, by: User) -> None:
    _check_oversees(case, by)
    if to.organisation_id != case.organisation_id or not to.may(Permission.WORK_CASES):
        raise ValidationError(_("Please choose somebody of this service who works with cases."))
    if to.pk == case.guider_id:
        raise ValidationError(_("This guider is already in charge of the case."))
    if until is not None:
        _check_overlap(case, reason, until)


def check_end_overlap(case: Case, *, by: User) -> None:
    _check_oversees(case, by)
    if not case.hand_overs.running().exists():
        raise ValidationError(_("Nobody else works in this case any more, so nothing was changed."))


def _check_oversees(case: Case, by: User) -> None:
    if not by.may(Permission.OVERSEE_CASES) or by.organisation_id != case.organisation_id:
        raise ValidationError(_("Only an administrator of this service can hand a case over."))


def _check_overlap(case: Case, reason: str, until: date) -> None:
    today = timezone.localdate()
    if not today <= until <= today + LONGEST_OVERLAP:
        raise ValidationError(_("Both guiders can work in a case for three months at most, from today on."))
    if reason in AT_ONCE:
        raise ValidationError(
            _("With this reason the access of the guider before ends at once: leave the day empty.")
        )
    if case.is_own_practice or case.is_finished:
        raise ValidationError(_("Only in a case that is under way do two guiders work side by side."))

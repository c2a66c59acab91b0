"""Which cases nothing is destroyed of for now, and who may say so."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case
from consent.models import Hold, Restriction

SHORTEST_REASON = 20
LONGEST_WITHOUT_A_LOOK = timedelta(days=366)


def hold_on(case_id: int) -> Hold | None:
    """The oldest hold that stands."""
    return Hold.objects.filter(case_id=case_id, ended_at=None).order_by("set_at", "pk").first()


def is_held(case_field: str) -> Q:
    """A condition for querysets: nothing goes by itself in the case named by this field.

    It is under a hold, or somebody has asked that film is not used for now.
    """
    hold = Hold.objects.filter(case=OuterRef(case_field), ended_at=None)
    restriction = Restriction.objects.filter(case=OuterRef(case_field), lifted_at=None)
    return Q(Exists(hold) | Exists(restriction))


def check_not_held(case: Case) -> None:
    if hold_on(case.pk) is not None:
        raise ValidationError(
            _("This case is under a hold, so no film of it goes until an administrator ends the hold.")
        )


def check_may_hold(user: User, case: Case) -> None:
    cases = Case.objects.visible_to(user) | Case.objects.overseen_by(user)
    if not cases.filter(pk=case.pk).exists():
        raise ValidationError(_("Only the guider in charge or an administrator can set a hold."))


def check_may_oversee(user: User, case: Case) -> None:
    if not Case.objects.overseen_by(user).filter(pk=case.pk).exists():
        raise ValidationError(_("Only an administrator can change or end a hold."))


def check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError(_("Please give the reason in a sentence, at least 20 characters."))


def check_review_on(day: date) -> None:
    today = timezone.localdate()
    if not today < day <= today + LONGEST_WITHOUT_A_LOOK:
        raise ValidationError(_("Please choose a day to look at it again, within a year from now."))


def check_stands(hold: Hold) -> None:
    if hold.ended_at is not None:
        raise ValidationError(_("This hold has ended already, so nothing was changed."))

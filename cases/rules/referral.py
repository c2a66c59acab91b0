"""A referral: what came with it in words, what may be decided about it, and its first contact."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from cases.models import Case, DecisionReason, UnassignedReferral
from cases.rules.standing import check_not_in_future

Reason = DecisionReason

_TAKEN_ON = frozenset({Reason.FITS, Reason.ALONGSIDE, Reason.SOON})
_PASSED_ON = frozenset({Reason.BETTER_ELSEWHERE, Reason.OTHER_FIRST, Reason.OUTSIDE, Reason.OTHER})
# The verbs that decide about a referral, and the reasons that fit them.
DECISIONS = {
    "accept": _TAKEN_ON,
    "enlist": _TAKEN_ON,
    "redirect": _PASSED_ON,
    "decline": frozenset(Reason) - _TAKEN_ON - {Reason.BETTER_ELSEWHERE},
}
# How a case may begin when it is written down.
FIRST_STATUSES = frozenset({Case.Status.REFERRED, Case.Status.WAITING, Case.Status.ENGAGING})


@dataclass(frozen=True, kw_only=True)
class ReferrerFacts:
    """Who asked and for what, in words that only the guider in charge reads."""

    referrer: str = ""
    referrer_organisation: str = ""
    asked_for: str = ""


def check_decision(verb: str, *, reason: str, redirected_to: str) -> None:
    if reason not in DECISIONS[verb]:
        raise ValidationError(_("Please choose a reason that fits what you decided."))
    if verb == "redirect" and not redirected_to:
        raise ValidationError(_("Please say which kind of service the referral is passed on to."))
    if verb != "redirect" and redirected_to:
        raise ValidationError(_("Only a referral that is passed on names another service."))


def check_first_status(status: str) -> None:
    if status not in FIRST_STATUSES:
        raise ValidationError(
            _("A new case is undecided, waits for its turn, or begins by getting to know each other.")
        )


def check_first_contact(case: Case, day: date) -> None:
    check_not_in_future(day, _("The first contact"))
    if day < case.referred_on:
        raise ValidationError(_("The first contact cannot be before the day the referral was received."))


def check_may_oversee(user: User, organisation_id: int) -> None:
    if not user.may(Permission.OVERSEE_CASES) or user.organisation_id != organisation_id:
        raise ValidationError(_("Only an administrator of this service can do this, so nothing was changed."))


def check_assignment(referral: UnassignedReferral, *, to: User, by: User) -> None:
    check_may_oversee(by, referral.organisation_id)
    if (
        to.organisation_id != referral.organisation_id
        or not to.is_active
        or not to.may(Permission.WORK_CASES)
    ):
        raise ValidationError(_("Please choose somebody of this service who works with cases."))

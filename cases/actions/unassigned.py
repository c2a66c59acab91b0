"""A referral to the service is written down, and becomes the case of a guider."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from audit.actions import record
from cases import rules
from cases.actions.numbers import next_number
from cases.models import Case, UnassignedReferral


@transaction.atomic
def write_down(*, referred_on: date, source: str, reason: str, by: User) -> UnassignedReferral:
    """For the service, without a guider and without a name."""
    if not by.may(Permission.WORK_CASES) and not by.may(Permission.OVERSEE_CASES):
        raise PermissionDenied
    rules.check_not_in_future(referred_on, _("The day of the referral"))
    referral = UnassignedReferral.objects.create(
        organisation_id=by.organisation_id,
        number=next_number(by.organisation_id),
        referred_on=referred_on,
        source=source,
        reason=reason,
        written_by=by,
    )
    record(
        by=by,
        action="referral.written_down",
        subject=referral,
        number=referral.number,
        source=source,
        reason=reason,
    )
    return referral


@transaction.atomic
def take_on(*, referral: UnassignedReferral, by: User) -> Case:
    """A guider makes it their own. From now on it is a case that waits for their decision."""
    if not by.may(Permission.WORK_CASES):
        raise PermissionDenied
    return _become_case(_standing(referral, by), by, by)


@transaction.atomic
def assign(*, referral: UnassignedReferral, to: User, by: User) -> Case:
    """An administrator gives it to a guider, and cannot read what the guider will write in it."""
    referral = _standing(referral, by)
    rules.check_assignment(referral, to=to, by=by)
    return _become_case(referral, to, by)


@transaction.atomic
def remove_unassigned(*, referral: UnassignedReferral, by: User) -> None:
    """Written down by mistake, such as twice. Its coded facts stay in the trail."""
    referral = _standing(referral, by)
    rules.check_may_oversee(by, referral.organisation_id)
    _leave_trail("referral.removed", referral, by)
    referral.delete()


def _standing(referral: UnassignedReferral, by: User) -> UnassignedReferral:
    """As it is now, locked: somebody else may have been quicker."""
    standing = UnassignedReferral.objects.visible_to(by).select_for_update(of=("self",))
    found = standing.filter(pk=referral.pk).first()
    if found is None:
        raise ValidationError(_("Somebody has taken this referral on meanwhile, so nothing was changed."))
    return found


def _become_case(referral: UnassignedReferral, guider: User, by: User) -> Case:
    facts = {name: getattr(referral, name) for name in ("number", "referred_on", "source", "reason")}
    case = Case.objects.create(
        organisation_id=referral.organisation_id, guider=guider, status=Case.Status.REFERRED, **facts
    )
    _leave_trail("referral.assigned", referral, by, case=case, to=guider.pk)
    referral.delete()
    return case


def _leave_trail(action: str, referral: UnassignedReferral, by: User, **more: object) -> None:
    record(
        by=by,
        action=action,
        subject=referral,
        number=referral.number,
        referred_on=referral.referred_on.isoformat(),
        source=referral.source,
        reason=referral.reason,
        **more,  # type: ignore[arg-type]
    )

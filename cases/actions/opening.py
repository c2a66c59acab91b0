"""A referral becomes a case with a number and its first people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, VerpPlace
from accounts.roles import Permission
from audit.actions import record
from cases import rules
from cases.actions.numbers import next_number
from cases.actions.people import write_participant
from cases.actions.referral import write_referrer
from cases.models import Case, Participation
from cases.rules import PersonFacts, ReferrerFacts

NOTHING_SAID = ReferrerFacts()


@transaction.atomic
def open_case(
    *,
    referred_on: date,
    source: str,
    reason: str,
    people: Sequence[PersonFacts],
    by: User,
    status: str = Case.Status.ENGAGING,
    referrer: ReferrerFacts = NOTHING_SAID,
) -> Case:
    """`by` is in charge of the new case."""
    if not by.may(Permission.WORK_CASES):
        raise PermissionDenied
    rules.check_not_in_future(referred_on, _("The day of the referral"))
    rules.check_first_people(people)
    rules.check_first_status(status)
    decided_on = None if status == Case.Status.REFERRED else timezone.localdate()
    case = _open(
        people,
        by,
        referred_on=referred_on,
        source=source,
        reason=reason,
        status=status,
        decided_on=decided_on,
    )
    if referrer != NOTHING_SAID:
        write_referrer(case=case, facts=referrer, by=by)
    return case


@transaction.atomic
def open_own_practice(*, place: VerpPlace, by: User) -> Case:
    """A member of a group is both: in charge of the case, and the one whom the work is for."""
    if not by.may(Permission.WORK_CASES):
        raise PermissionDenied
    place = VerpPlace.objects.select_for_update(of=("self",)).get(pk=place.pk)
    rules.check_own_practice(place, by)
    member = PersonFacts(name=by.name, role=Participation.Role.STAFF, is_client=True)
    return _open(
        [member],
        by,
        referred_on=timezone.localdate(),
        source=Case.Source.SELF,
        reason=Case.Reason.STAFF,
        status=Case.Status.ENGAGING,
        verp_place=place,
    )


def _open(people: Sequence[PersonFacts], by: User, **facts: Any) -> Case:
    case = Case.objects.create(
        organisation_id=by.organisation_id, number=next_number(by.organisation_id), guider=by, **facts
    )
    codes = {name: facts[name] for name in ("source", "reason", "status")}
    record(by=by, action="case.opened", subject=case, case=case, **codes)
    for person in people:
        write_participant(case=case, facts=person, by=by)
    return case

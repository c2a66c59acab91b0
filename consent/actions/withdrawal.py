"""Consent is taken back. From the commit on the film is closed; what cannot stay is destroyed."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.models import Case, Person
from cases.rules import check_in_charge
from consent.actions.destruction import SYSTEM, destroy_film
from consent.actions.keepsakes import end_keepsakes
from consent.erased import line_of
from consent.models import Custody, Destruction, Grant, Withdrawal
from consent.rules import (
    EVERYTHING,
    check_takes_part,
    check_withdrawal,
    films_lost,
    films_showing,
)
from consent.scopes import Purpose, Scope
from vault import tombstones
from vault.models import Job, Recording


@transaction.atomic
def withdraw(*, case: Case, person: Person, scope: str = EVERYTHING, by: User) -> Withdrawal:
    """One scope, or everything. The case and everybody else's decisions stay as they are."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    check_in_charge(by, case)
    check_takes_part(person, case)
    check_withdrawal(case, person, scope)
    lost = list(films_lost(case, person, scope))
    touched = _with_keepsakes(case, person, scope, lost)
    _lock([*lost, *touched])
    withdrawal = Withdrawal.objects.create(
        case=case, person=person, scope=scope, recorded_by=by, withdrawn_at=_after_signing(case, person)
    )
    _end_grants(case, person, scope, lost)
    record(
        by=by,
        action="consent.withdrawn",
        subject=withdrawal,
        case=case,
        person=person.pk,
        scope=scope or "everything",
        films=len(lost),
    )
    for custody in lost:
        destroy_film(custody=custody, reason=Destruction.Reason.WITHDRAWAL, withdrawal=withdrawal, by=by)
    end_keepsakes(case=case, films=touched, by=by)
    transaction.on_commit(partial(tombstones.remember, *line_of(withdrawal)), robust=True)
    return withdrawal


@transaction.atomic
def withdraw_again(*, case: Case, person: Person, scope: str, at: datetime, by: User | str) -> bool:
    """A restored backup did not know it. False where it is known. What came after it stays as it is."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    made, now = (
        Withdrawal.objects.filter(case=case, person=person, scope=scope, withdrawn_at=at),
        timezone.now(),
    )
    if made.exists():
        return False
    lost = [custody for custody in films_lost(case, person, scope) if custody.received_at <= at]
    touched = _with_keepsakes(case, person, scope, lost)
    _lock([*lost, *touched])
    withdrawal = Withdrawal.objects.create(
        case=case, person=person, scope=scope, withdrawn_at=at, repeated_at=now
    )
    _end_grants(case, person, scope, lost)
    record(
        by=by,
        action="consent.withdrawn_again",
        subject=withdrawal,
        case=case,
        person=person.pk,
        scope=scope or "everything",
        films=len(lost),
    )
    for custody in lost:
        proof = destroy_film(
            custody=custody, reason=Destruction.Reason.WITHDRAWAL, withdrawal=withdrawal, by=SYSTEM
        )
        Destruction.objects.filter(pk=proof.pk).update(decided_at=at, repeated_at=now)
    end_keepsakes(case=case, films=touched, by=SYSTEM)
    return True


def _with_keepsakes(case: Case, person: Person, scope: str, lost: list[Custody]) -> list[Custody]:
    """The films that stay and show this person: no pictures to keep of them may."""
    if scope not in (EVERYTHING, Scope.KEEPSAKE):
        return []
    stay = films_showing(case, person).exclude(recording__state__in=Recording.OVER)
    return list(stay.exclude(pk__in=[custody.pk for custody in lost]))


def _lock(lost: list[Custody]) -> None:
    """Take every row before the audit trail's own lock, so that no worker and this wait for each other."""
    recordings = [custody.recording_id for custody in lost]
    list(Recording.objects.select_for_update().filter(pk__in=recordings).order_by("pk"))
    list(Job.objects.select_for_update().filter(recording__in=recordings).order_by("pk"))


def _end_grants(case: Case, person: Person, scope: str, lost: list[Custody]) -> None:
    """What rests on the scope, in every film that shows the person; and all that was open of lost films."""
    showing = films_showing(case, person)
    given = Grant.objects.filter(ended_at=None)
    ending = given.filter(custody__in=lost)
    if scope in (EVERYTHING, Scope.SUPERVISION):
        ending |= given.filter(custody__in=showing, purpose=Purpose.SUPERVISION)
    if scope in (EVERYTHING, Scope.GROUP_SUPERVISION):
        ending |= given.filter(custody__in=showing, purpose=Purpose.GROUP_SUPERVISION)
    if scope == Scope.ACCREDITATION:
        outside = given.exclude(user__organisation=case.organisation_id)
        ending |= outside.filter(custody__in=showing, purpose=Purpose.SUPERVISION)
    ending.update(ended_at=timezone.now())


def _after_signing(case: Case, person: Person) -> datetime:
    """Now, and never before the consent it takes back, also where two machines' clocks differ a little."""
    latest = case.consent_records.filter(person=person).aggregate(at=Max("signed_at"))["at"]
    now = timezone.now()
    return max(now, latest) if latest else now

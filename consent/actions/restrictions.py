"""The use of film is stopped, and allowed again. Meanwhile nothing of it is lost."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.models import Case, Person
from cases.rules import check_in_charge
from consent.models import Restriction
from consent.rules.holds import check_reason
from consent.rules.restrictions import check_is_new, check_is_of, check_not_lifted, restricted_films
from vault import actions as vault
from vault.models import Recording


@transaction.atomic
def restrict(*, case: Case, reason: str, by: User, person: Person | None = None) -> Restriction:
    """From the commit on no byte of the film is sent and no work on it begins."""
    case = _locked(case.pk, by)
    check_is_of(case, person)
    check_is_new(case, person)
    check_reason(reason)
    restriction = Restriction.objects.create(case=case, person=person, reason=reason.strip(), set_by=by)
    settle_rest(case=case, by=by)
    record(
        by=by, action="restriction.set", subject=restriction, case=case, person=person.pk if person else None
    )
    return restriction


@transaction.atomic
def lift_restriction(*, restriction: Restriction, reason: str, by: User) -> Restriction:
    """Consent, holds and retention count again as they stand now."""
    case = _locked(restriction.case_id, by)
    restriction = Restriction.objects.get(pk=restriction.pk)
    check_not_lifted(restriction)
    check_reason(reason)
    restriction.lifted_at, restriction.lifted_by = timezone.now(), by
    restriction.lifting_reason = reason.strip()
    restriction.save(update_fields=["lifted_at", "lifted_by", "lifting_reason"])
    settle_rest(case=case, by=by)
    record(by=by, action="restriction.lifted", subject=restriction, case=case)
    return restriction


def settle_rest(*, case: Case, by: User) -> None:
    """Let the vault rest those films of the case that are restricted now, and no others."""
    restricted = restricted_films(case)
    resting = set(Recording.objects.filter(custody__case=case, is_resting=True).values_list("pk", flat=True))
    vault.rest(recordings=restricted - resting, by=by)
    vault.wake(recordings=resting - restricted, by=by)


def _locked(case_id: int, by: User) -> Case:
    case = Case.objects.select_for_update().get(pk=case_id)
    check_in_charge(by, case)
    return case

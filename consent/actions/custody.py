"""Which case a recording belongs to, who is in the picture, and to whom it is open."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases.models import Case, Person
from cases.rules import check_in_charge
from consent.actions.restrictions import settle_rest
from consent.models import Appearance, Custody, Grant
from consent.rules import check_may_be_let_in, check_takes_part
from consent.scopes import Purpose
from vault.models import Recording


@transaction.atomic
def take_custody(*, recording: Recording, case: Case, persons: Iterable[Person], by: User) -> Custody:
    """From now on the recording belongs to the case, and these people are in the picture."""
    people = list(persons)
    check_in_charge(by, case)
    for person in people:
        check_takes_part(person, case)
    custody = Custody.objects.create(recording=recording, case=case)
    Appearance.objects.bulk_create([Appearance(custody=custody, person=person) for person in people])
    settle_rest(case=case, by=by)
    record(by=by, action="custody.taken", subject=custody, case=case, people=[person.pk for person in people])
    return custody


@transaction.atomic
def add_appearance(*, custody: Custody, person: Person, by: User) -> Appearance:
    """Somebody is seen or heard in the film. The gate asks for their consent from the next request on."""
    _check_may_change(custody, by)
    check_takes_part(person, custody.case)
    appearance, is_new = Appearance.objects.get_or_create(custody=custody, person=person)
    if is_new:
        settle_rest(case=custody.case, by=by)
        record(by=by, action="appearance.added", subject=custody, case=custody.case, person=person.pk)
    return appearance


@transaction.atomic
def remove_appearance(*, custody: Custody, person: Person, by: User) -> None:
    """Somebody was listed by mistake."""
    _check_may_change(custody, by)
    removed, _by_model = Appearance.objects.filter(custody=custody, person=person).delete()
    if removed:
        settle_rest(case=custody.case, by=by)
        record(by=by, action="appearance.removed", subject=custody, case=custody.case, person=person.pk)


@transaction.atomic
def open_access(*, custody: Custody, user: User, purpose: Purpose, by: User) -> Grant:
    """Let a supervisor, or somebody of the own group, in. The gate still decides at every request.

    In a group it counts since when: who returns to it sees what is shown to them anew.
    """
    check_in_charge(by, custody.case)
    check_may_be_let_in(user, purpose, custody.case)
    open_grants = Grant.objects.filter(custody=custody, user=user, purpose=purpose, ended_at=None)
    grant = None
    if purpose == Purpose.SUPERVISION:
        grant = open_grants.filter(given_by=by).first()
    if grant is None:
        open_grants.update(ended_at=timezone.now())
        grant = Grant.objects.create(custody=custody, user=user, purpose=purpose, given_by=by)
        record(
            by=by, action="access.opened", subject=custody, case=custody.case, purpose=purpose, user=user.pk
        )
    return grant


@transaction.atomic
def end_access(*, custody: Custody, user: User, purpose: Purpose, by: User) -> None:
    open_grants = Grant.objects.filter(custody=custody, user=user, purpose=purpose, ended_at=None)
    if open_grants.update(ended_at=timezone.now()):
        record(
            by=by, action="access.ended", subject=custody, case=custody.case, purpose=purpose, user=user.pk
        )


def _check_may_change(custody: Custody, by: User) -> None:
    case = Case.objects.select_for_update().get(pk=custody.case_id)
    check_in_charge(by, case)
    if Recording.objects.filter(pk=custody.recording_id, state=Recording.State.DESTROYED).exists():
        raise ValidationError(_("This film has been destroyed. Who was in it can no longer be changed."))

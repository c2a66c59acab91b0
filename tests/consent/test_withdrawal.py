"""Taking back: at once, only what is meant, and with a proof."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Entry
from cases.models import Participation
from consent.actions import (
    open_access,
    sign,
    withdraw,
)
from consent.models import ConsentRecord, Destruction, Grant, Withdrawal
from consent.rules import permits, standing
from consent.scopes import Purpose, Scope
from consent.tasks import sweep
from tests import builders
from tests import consent_builders as build
from vault.models import Key, Recording, Segment
from vault.storage import sealed_storage

Role = Participation.Role
EVERYTHING = dict.fromkeys(Scope, "given")


@pytest.fixture
def case(cast):
    return builders.case(cast.trainee)


@pytest.fixture
def parent(case):
    person = builders.person(case, name="Amina")
    build.answers(case, person, **EVERYTHING)
    return person


@pytest.fixture
def child(case):
    person = builders.person(case, Role.CHILD, name="Zed")
    build.answers(case, person, **EVERYTHING)
    return person


def state(custody):
    return Recording.objects.get(custody=custody).state


def open_for(user, custody, purpose):
    return permits(user=user, purpose=purpose, custody=custody).allowed


@pytest.mark.parametrize(
    ("scope", "interaction", "review"),
    [
        ("", "destroyed", "destroyed"),
        ("film", "destroyed", "waiting"),
        ("film_the_review", "waiting", "destroyed"),
        *[(scope, "waiting", "waiting") for scope in Scope if not scope.startswith("film")],
    ],
)
def test_what_a_withdrawal_destroys(cast, case, parent, child, scope, interaction, review):
    film = build.film(case, parent, child)
    review_film = build.film(case, parent, child, kind="review")
    without = build.film(case, child)

    withdrawal = withdraw(case=case, person=parent, scope=scope, by=cast.trainee)

    assert (state(film), state(review_film), state(without)) == (interaction, review, "waiting")
    destroyed = [each for each in (film, review_film) if state(each) == "destroyed"]
    assert set(Destruction.objects.values_list("recording", "withdrawal", "reason")) == {
        (each.recording_id, withdrawal.pk, "withdrawal") for each in destroyed
    }
    entry = Entry.objects.get(action="consent.withdrawn")
    assert entry.detail == {"person": parent.pk, "scope": scope or "everything", "films": len(destroyed)}


@pytest.mark.parametrize("scope", Scope)
def test_one_scope_leaves_the_others_and_the_other_people_as_they_are(cast, case, parent, child, scope):
    before = standing(case)

    withdraw(case=case, person=parent, scope=scope, by=cast.trainee)

    assert standing(case) == before | {(parent.pk, scope): "withdrawn"}
    case.refresh_from_db()
    assert case.status == "engaging"


@pytest.mark.parametrize(
    ("scope", "prepares", "reviews", "supervises"),
    [
        (Scope.SHARED_REVIEW, True, False, True),
        (Scope.SUPERVISION, True, True, False),
        (Scope.KEEPSAKE, True, True, True),
        (Scope.FILM, False, False, False),
        ("", False, False, False),
    ],
)
def test_only_the_purpose_that_was_taken_back_closes(
    cast, case, parent, child, scope, prepares, reviews, supervises
):
    film = build.film(case, parent, child)
    open_access(custody=film, user=cast.supervisor, purpose=Purpose.SUPERVISION, by=cast.trainee)

    withdraw(case=case, person=parent, scope=scope, by=cast.trainee)

    assert open_for(cast.trainee, film, Purpose.PREPARATION) == prepares
    assert open_for(cast.trainee, film, Purpose.SHARED_REVIEW) == reviews
    assert open_for(cast.supervisor, film, Purpose.SUPERVISION) == supervises
    assert Grant.objects.filter(ended_at=None).exists() == supervises


def test_giving_supervision_again_does_not_let_the_supervisor_back_in_by_itself(cast, case, parent):
    film = build.film(case, parent)
    open_access(custody=film, user=cast.supervisor, purpose=Purpose.SUPERVISION, by=cast.trainee)
    withdraw(case=case, person=parent, scope="supervision", by=cast.trainee)

    sign(case=case, person=parent, answers={"supervision": "given"}, drawing=build.DRAWING, by=cast.trainee)

    assert not open_for(cast.supervisor, film, Purpose.SUPERVISION)
    open_access(custody=film, user=cast.supervisor, purpose=Purpose.SUPERVISION, by=cast.trainee)
    assert open_for(cast.supervisor, film, Purpose.SUPERVISION)


def test_a_destroyed_film_stays_destroyed_when_consent_is_given_again(cast, case, parent):
    film = build.film(case, parent)
    withdraw(case=case, person=parent, scope="film", by=cast.trainee)

    sign(case=case, person=parent, answers={"film": "given"}, drawing=build.DRAWING, by=cast.trainee)

    assert state(film) == "destroyed"
    assert not open_for(cast.trainee, film, Purpose.PREPARATION)


def test_everything_can_be_taken_back_by_somebody_who_never_agreed(cast, case):
    person = builders.person(case)
    film = build.film(case, person)

    withdraw(case=case, person=person, by=cast.trainee)

    assert state(film) == "destroyed"


def test_what_was_not_given_cannot_be_taken_back_alone(cast, case):
    person = builders.person(case)
    film = build.film(case, person)

    for scope in ("film", "fame"):
        with pytest.raises(ValidationError):
            withdraw(case=case, person=person, scope=scope, by=cast.trainee)

    assert state(film) == "waiting"
    assert not Withdrawal.objects.exists()


def test_nobody_but_the_guider_in_charge_records_a_withdrawal(cast, case, parent):
    film = build.film(case, parent)

    for by in (cast.guider, cast.supervisor, cast.administrator, cast.stranger):
        with pytest.raises(ValidationError):
            withdraw(case=case, person=parent, by=by)

    assert state(film) == "waiting"
    assert not Withdrawal.objects.exists()


def test_a_withdrawal_counts_also_when_the_clock_that_signed_was_ahead(cast, case, parent):
    ConsentRecord.objects.update(signed_at=timezone.now() + timedelta(minutes=5))
    film = build.film(case, parent)

    withdraw(case=case, person=parent, scope="shared_review", by=cast.trainee)

    assert not open_for(cast.trainee, film, Purpose.SHARED_REVIEW)


def test_key_and_bytes_are_gone_and_the_proof_says_so(cast, case, parent, django_capture_on_commit_callbacks):
    custody, file = build.sealed_film(case, [parent], b"film" * 100_000)
    names = list(Segment.objects.filter(file=file).values_list("name", flat=True))
    key = custody.recording.key

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(case=case, person=parent, scope="film", by=cast.trainee)

    proof = Destruction.objects.get()
    assert (proof.files, proof.bytes, proof.hashes) == (1, 400_000, [file.sha256])
    assert proof.key_destroyed_at is not None
    assert proof.bytes_destroyed_at is not None
    assert not Key.objects.using("keystore").filter(pk=key).exists()
    assert not any(sealed_storage().exists(name) for name in names)


def test_the_sweep_completes_the_proof_when_the_vault_was_interrupted(cast, case, parent):
    custody, _file = build.sealed_film(case, [parent], b"film")
    withdraw(case=case, person=parent, scope="film", by=cast.trainee)
    proof = Destruction.objects.get()
    assert (proof.key_destroyed_at, proof.bytes_destroyed_at) == (None, None)

    Recording.objects.filter(pk=custody.recording_id).update(key_destroyed_at=timezone.now())
    sweep()
    proof.refresh_from_db()
    assert proof.key_destroyed_at is not None
    assert proof.bytes_destroyed_at is None

    Segment.objects.all().delete()
    sweep()
    proof.refresh_from_db()
    assert proof.bytes_destroyed_at is not None

"""A film whose people never all agreed does not stay."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Participation
from consent.actions import (
    add_appearance,
    withdraw,
)
from consent.films import quarantined
from consent.models import Destruction, Hold
from consent.rules import in_quarantine, permits
from consent.scopes import Purpose, Scope
from consent.tasks import sweep
from tests import builders
from tests import consent_builders as build
from vault.models import Recording

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


def state(custody):
    return Recording.objects.get(custody=custody).state


def open_for(user, custody, purpose):
    return permits(user=user, purpose=purpose, custody=custody).allowed


LONG_AGO = timezone.now() - timedelta(days=15)


@pytest.mark.parametrize(
    ("answer", "received", "kept"),
    [
        ("given", LONG_AGO, True),
        ("refused", LONG_AGO, False),
        ("not_asked", LONG_AGO, False),
        ("refused", LONG_AGO + timedelta(days=2), True),
    ],
)
def test_a_film_without_everybodys_consent_is_destroyed_after_14_days(
    cast, case, parent, answer, received, kept
):
    other = builders.person(case, Role.KINSHIP_CARER)
    build.answers(case, other, film=answer)
    film = build.film(case, parent, other, received_at=received)

    sweep()

    assert (state(film) != "destroyed") == kept
    assert [each.reason for each in Destruction.objects.all()] == ([] if kept else ["quarantine"])


def test_a_film_with_nobody_listed_is_destroyed_after_14_days(case):
    film = build.film(case, received_at=LONG_AGO)
    sweep()
    assert state(film) == "destroyed"


def test_a_film_of_somebody_who_has_taken_consent_back_before_it_was_received_is_destroyed(
    cast, case, parent
):
    withdraw(case=case, person=parent, scope="film", by=cast.trainee)
    film = build.film(case, parent, received_at=LONG_AGO)

    sweep()

    assert state(film) == "destroyed"


def test_consent_to_filming_the_review_counts_for_a_review_film_only(case):
    person = builders.person(case)
    build.answers(case, person, film_the_review="given")
    film = build.film(case, person, received_at=LONG_AGO)
    review = build.film(case, person, kind="review", received_at=LONG_AGO)

    sweep()

    assert (state(film), state(review)) == ("destroyed", "waiting")


def test_somebody_found_in_an_old_film_gives_14_more_days(cast, case, parent):
    film = build.film(case, parent, received_at=LONG_AGO)
    add_appearance(custody=film, person=builders.person(case), by=cast.trainee)

    sweep()

    assert state(film) == "waiting"
    assert not open_for(cast.trainee, film, Purpose.PREPARATION)


def test_the_sweep_asks_the_same_few_questions_for_many_films_in_order(
    case, parent, django_assert_max_num_queries
):
    for _ in range(30):
        build.film(case, parent, received_at=LONG_AGO)

    with django_assert_max_num_queries(2):
        sweep()


@pytest.mark.parametrize(
    ("answer", "kept", "goes"),
    [
        ("given", False, False),
        ("refused", False, True),
        ("not_asked", False, True),
        ("refused", True, False),
    ],
)
def test_the_day_on_which_a_film_goes_is_told_on_the_case_and_beside_the_film(
    case, parent, sign_in, answer, kept, goes
):
    other = builders.person(case, Role.KINSHIP_CARER)
    build.answers(case, other, film=answer)
    film = build.film(case, parent, other)
    if kept:
        Hold.objects.create(
            case=case,
            kind="legal",
            reason="A court has asked for it.",
            review_on="2027-01-01",
            set_by=case.guider,
        )

    found = in_quarantine(case)

    assert found == ([(film, film.destroyed_unless_complete_by)] if goes else [])
    day = date_format(timezone.localtime(film.destroyed_unless_complete_by), "j F Y")
    page = sign_in(case.guider).get(reverse("case-retention", args=[case.pk])).content.decode()
    assert (f"If not everyone in it agrees by {day}, it is destroyed by itself." in page) == goes


def test_the_case_asks_the_same_few_questions_for_many_films_in_quarantine(
    case, django_assert_max_num_queries
):
    person = builders.person(case)
    for _ in range(30):
        build.film(case, person)
    with django_assert_max_num_queries(11):
        assert len(quarantined(case)) == 30

"""Whose film it is, who is in the picture, to whom it is open, and when it is gone."""

import pytest
from django.core.exceptions import ValidationError

from audit.models import Entry
from cases.models import Participation
from consent.actions import (
    add_appearance,
    destroy_film,
    end_access,
    open_access,
    remove_appearance,
    take_custody,
)
from consent.models import Custody, Destruction, Grant
from consent.rules import permits
from consent.scopes import Purpose, Scope
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


@pytest.fixture
def child(case):
    person = builders.person(case, Role.CHILD, name="Zed")
    build.answers(case, person, **EVERYTHING)
    return person


def state(custody):
    return Recording.objects.get(custody=custody).state


def open_for(user, custody, purpose):
    return permits(user=user, purpose=purpose, custody=custody).allowed


def test_a_film_is_taken_into_custody_by_the_guider_with_people_of_the_case(cast, case, parent):
    recording = Recording.objects.create(key="9d9b8a54-6e3a-4f5e-9d2d-6a0f8d1f0c11")

    custody = take_custody(recording=recording, case=case, persons=[parent], by=cast.trainee)

    assert [each.person for each in custody.appearances.all()] == [parent]
    assert Entry.objects.get(action="custody.taken").detail == {"people": [parent.pk]}


def test_others_do_not_take_custody_and_strangers_are_not_listed(cast, case, parent):
    recording = Recording.objects.create(key="9d9b8a54-6e3a-4f5e-9d2d-6a0f8d1f0c11")
    outside = builders.person(builders.case(cast.guider))

    for persons, by in (([parent], cast.guider), ([parent, outside], cast.trainee)):
        with pytest.raises(ValidationError):
            take_custody(recording=recording, case=case, persons=persons, by=by)

    assert not Custody.objects.exists()


def test_who_is_in_the_picture_is_changed_by_the_guider_until_the_film_is_destroyed(
    cast, case, parent, child
):
    film = build.film(case, parent)

    with pytest.raises(ValidationError):
        add_appearance(custody=film, person=child, by=cast.guider)
    add_appearance(custody=film, person=child, by=cast.trainee)
    add_appearance(custody=film, person=child, by=cast.trainee)
    remove_appearance(custody=film, person=parent, by=cast.trainee)
    assert [each.person for each in film.appearances.all()] == [child]
    assert Entry.objects.filter(action__startswith="appearance.").count() == 2

    destroy_film(custody=film, reason=Destruction.Reason.REMOVED, by=cast.trainee)
    with pytest.raises(ValidationError):
        remove_appearance(custody=film, person=child, by=cast.trainee)
    assert [each.person for each in film.appearances.all()] == [child]


def test_destroying_twice_gives_the_same_proof(cast, case, parent):
    film = build.film(case, parent)

    first = destroy_film(custody=film, reason=Destruction.Reason.REMOVED, by=cast.trainee)

    assert destroy_film(custody=film, reason=Destruction.Reason.RETENTION, by=cast.trainee) == first
    assert Destruction.objects.get().reason == "removed"
    with pytest.raises(ValidationError):
        destroy_film(custody=film, reason=Destruction.Reason.REMOVED, by=cast.guider)


def test_film_is_opened_to_a_supervisor_for_supervision_only_and_once(cast, case, parent):
    film = build.film(case, parent)
    refused = [
        {"user": cast.guider, "purpose": Purpose.SUPERVISION, "by": cast.trainee},
        {"user": cast.trainee, "purpose": Purpose.SUPERVISION, "by": cast.trainee},
        {"user": cast.supervisor, "purpose": Purpose.PREPARATION, "by": cast.trainee},
        {"user": cast.supervisor, "purpose": Purpose.SUPERVISION, "by": cast.supervisor},
    ]
    for arguments in refused:
        with pytest.raises(ValidationError):
            open_access(custody=film, **arguments)
    assert not Grant.objects.exists()

    first = open_access(custody=film, user=cast.supervisor, purpose=Purpose.SUPERVISION, by=cast.trainee)
    assert (
        open_access(custody=film, user=cast.supervisor, purpose=Purpose.SUPERVISION, by=cast.trainee) == first
    )

    end_access(custody=film, user=cast.supervisor, purpose=Purpose.SUPERVISION, by=cast.supervisor)
    assert not open_for(cast.supervisor, film, Purpose.SUPERVISION)

"""What an open player asks every few seconds."""

import pytest
from django.urls import reverse

from cases.models import Participation
from consent.actions import sign, withdraw
from consent.scopes import Scope
from tests import builders
from tests import consent_builders as build

Role = Participation.Role
EVERYTHING = dict.fromkeys(Scope.values, "given")


@pytest.fixture
def case(cast):
    return builders.case(cast.trainee)


@pytest.fixture
def parent(case):
    return builders.person(case, name="Amina")


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.trainee)


@pytest.fixture
def signed(cast, case, parent):
    return sign(case=case, person=parent, answers=EVERYTHING, drawing=build.DRAWING, by=cast.trainee)


@pytest.mark.parametrize(
    ("who", "purpose", "status"),
    [
        ("trainee", "preparation", 200),
        ("trainee", "shared_review", 403),
        ("trainee", "supervision", 404),
        ("trainee", "curiosity", 404),
        ("supervisor", "supervision", 200),
        ("supervisor", "preparation", 404),
        ("other_guider", "preparation", 404),
        ("stranger", "preparation", 404),
        ("administrator", "preparation", 403),
    ],
)
def test_a_player_is_told_whether_it_may_go_on(cast, sign_in, case, parent, who, purpose, status):
    build.answers(case, parent, film="given", supervision="given")
    custody = build.film(case, parent)
    build.grant(custody, cast.supervisor)

    answer = sign_in(getattr(cast, who)).get(f"/custodies/{custody.pk}/permits/{purpose}/")

    assert answer.status_code == status
    if status == 200:
        assert answer.json() == {"allowed": True, "reasons": []}
    assert (b"Amina" in answer.content) == (purpose == "shared_review")


def test_a_player_learns_of_a_withdrawal_at_the_next_question(cast, guider, case, parent, signed):
    custody = build.film(case, parent)
    address = reverse("consent-permit", args=[custody.pk, "preparation"])
    assert guider.get(address).status_code == 200

    withdraw(case=case, person=parent, scope="film", by=cast.trainee)

    answer = guider.get(address)
    assert (answer.status_code, answer.json()) == (
        403,
        {"allowed": False, "reasons": ["This film has been destroyed."]},
    )

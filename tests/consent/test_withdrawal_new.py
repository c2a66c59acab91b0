"""The page that takes consent back, and the proof of what was destroyed."""

import pytest
from django.urls import reverse

from cases.models import Participation
from consent.actions import sign, withdraw
from consent.models import Destruction, Withdrawal
from consent.rules import standing
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


def test_the_page_says_what_will_be_gone_before_anything_is(guider, case, parent, signed):
    build.film(case, parent, received_at="2026-03-02T10:00Z")
    build.film(case, parent, received_at="2026-03-09T10:00Z")

    page = guider.get(reverse("withdrawal-new", args=[case.pk, parent.pk]))

    gone = {choice.scope: choice.consequence for choice in page.context["choices"]}
    films = "Destroyed for good: 2 films (2 March 2026 and 9 March 2026) and every picture made from them."
    assert (gone[""], gone["film"]) == (films, films)
    assert gone["film_the_review"] == "There is no film to destroy. Nothing more will be filmed."
    assert gone["supervision"] == "The film stays, but is no longer used for this."
    assert films in page.content.decode()
    assert not Withdrawal.objects.exists()


def test_taking_everything_back_takes_no_more_steps_than_giving(guider, case, parent, signed):
    build.film(case, parent)
    overview = guider.get(reverse("consent", args=[case.pk])).content.decode()
    for name in ("consent-new", "withdrawal-new"):
        assert reverse(name, args=[case.pk, parent.pk]) in overview

    answer = guider.post(reverse("withdrawal-new", args=[case.pk, parent.pk]), {"scope": "everything"})

    assert answer.headers["Location"] == reverse("consent", args=[case.pk])
    assert Withdrawal.objects.get().scope == ""
    assert set(standing(case).values()) == {"withdrawn"}
    assert Destruction.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"scope": ""}, {"scope": "fame"}, {"scope": "research"}])
def test_what_is_not_chosen_is_not_taken_back(guider, case, parent, data):
    build.answers(case, parent, film="given")

    page = guider.post(reverse("withdrawal-new", args=[case.pk, parent.pk]), data)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("trainee", 200), ("administrator", 200), ("other_guider", 404), ("stranger", 404), ("supervisor", 403)],
)
def test_the_proof_is_for_the_guider_and_the_administrator_and_names_nobody(
    cast, sign_in, case, parent, signed, who, status
):
    build.sealed_film(case, [parent], b"film")
    withdraw(case=case, person=parent, scope="film", by=cast.trainee)
    proof = Destruction.objects.get()

    page = sign_in(getattr(cast, who)).get(reverse("destruction", args=[proof.pk]))

    assert page.status_code == status
    assert (proof.hashes[0].encode() in page.content) == (status == 200)
    assert b"Amina" not in page.content

"""A yes counts while the authority holds on which it was given."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.actions import end_authority
from cases.facts import gather, with_people_and_question
from cases.models import Authority, Case, Participation
from consent.actions import withdraw
from consent.rules import check_withdrawal, permits, standing
from consent.scopes import Purpose, Scope
from consent.tasks import sweep
from tests import builders
from tests import consent_builders as build
from vault.models import Recording

ASK_AGAIN = "Wren has to be asked again about “Being filmed”: whoever agreed may no longer decide for them."
LONG_AGO = timezone.now() - timedelta(days=90)


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def carer(case):
    return builders.person(case, Participation.Role.FOSTER_CARER, name="Rowan")


@pytest.fixture
def wren(case):
    return builders.person(case, Participation.Role.CHILD, name="Wren")


@pytest.fixture
def plan(carer, wren):
    """The placement plan on which the carer decides."""
    return build.authority(carer, wren, "delegated", since=LONG_AGO.date())


@pytest.fixture
def film(case, wren, plan):
    build.answers(case, wren, on=plan, film="given", shared_review="given", supervision="refused")
    return build.film(case, wren, received_at=LONG_AGO)


def ended(authority, days):
    Authority.objects.filter(pk=authority.pk).update(until=timezone.localdate() + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "reasons"),
    [
        (None, ()),
        (1, ()),
        (0, (ASK_AGAIN,)),
        (-40, (ASK_AGAIN,)),
    ],
)
def test_the_gate_closes_on_the_day_on_which_the_authority_ends(cast, film, plan, days, reasons):
    if days is not None:
        ended(plan, days)

    verdict = permits(user=cast.guider, purpose=Purpose.PREPARATION, custody=film)

    assert (verdict.allowed, verdict.reasons) == (reasons == (), reasons)


def test_a_refusal_stays_a_refusal_and_an_answer_on_another_authority_counts(case, wren, film, plan):
    ended(plan, 0)
    held = standing(case)
    assert [held[wren.pk, scope] for scope in ("film", "shared_review", "supervision", "keepsake")] == [
        *("lapsed", "lapsed", "refused", "not_asked")
    ]
    council = builders.person(case, Participation.Role.FAMILY)
    build.answers(case, wren, on=build.authority(council, wren, "court_order"), film="given")
    assert [standing(case)[wren.pk, scope] for scope in ("film", "shared_review")] == ["given", "lapsed"]


def test_a_lapsed_film_is_closed_and_not_destroyed(cast, case, wren, film, plan):
    ended(plan, -60)
    # Taking back something else makes the sweep look at the film closely.
    withdraw(case=case, person=wren, scope=Scope.SHARED_REVIEW, by=cast.guider)

    sweep()

    assert Recording.objects.get(custody=film).state == "waiting"


def test_what_has_lapsed_can_still_be_taken_back(cast, case, wren, film, plan):
    ended(plan, 0)
    check_withdrawal(case, wren, Scope.FILM)

    withdraw(case=case, person=wren, scope=Scope.FILM, by=cast.guider)

    assert standing(case)[wren.pk, "film"] == "withdrawn"
    assert Recording.objects.get(custody=film).state == "destroyed"


def test_the_caseload_says_whom_to_ask_again(case, wren, film, plan):
    build.answers(case, case.participations.get(role="foster_carer").person, film="given")
    ended(plan, 0)
    facts = gather(with_people_and_question(Case.objects.all()), today=timezone.localdate())[case.pk]
    assert (facts.not_asked, facts.lapsed, facts.film_agreed) == ([], ["Wren"], True)


def test_the_guider_records_the_end_on_a_page_that_says_what_follows(cast, sign_in, case, wren, film, plan):
    guider = sign_in(cast.guider)
    address = reverse("authority-ending", args=[case.pk, plan.pk])
    assert b"Film that needs it is closed to everybody." in guider.get(address).content

    before = guider.post(address, {"ended_on": "2020-01-01"})
    assert before.context["form"].non_field_errors() == ["An authority cannot end before it began."]
    assert Authority.objects.get().until is None
    done = guider.post(address, {"ended_on": timezone.localdate().isoformat()}, follow=True)

    assert (Authority.objects.get().until, done.status_code) == (timezone.localdate(), 200)
    assert Entry.objects.filter(action="authority.ended").count() == 1
    assert "Ask again" in done.content.decode()
    offered = guider.get(reverse("consent-new", args=[case.pk, wren.pk])).content.decode()
    assert "Who may decide for this child?" in offered


def test_an_authority_ends_once_and_only_in_a_case_of_its_people(cast, case, plan):
    facts = {"authority": plan, "ended_on": timezone.localdate(), "by": cast.guider}
    with pytest.raises(ValidationError, match="another case"):
        end_authority(case=builders.case(cast.guider), **facts)
    with pytest.raises(ValidationError, match="Only the guider in charge"):
        end_authority(case=case, **facts | {"by": cast.other_guider})
    assert Authority.objects.get().until is None
    end_authority(case=case, **facts)
    with pytest.raises(ValidationError, match="ended already"):
        end_authority(case=case, **facts)

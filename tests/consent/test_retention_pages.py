"""The pages about keeping and holding, and the command that says the same."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from consent.actions import set_hold
from consent.forecast import end_of_month, forecast
from consent.models import Hold, RetentionPolicy
from tests import builders
from tests import consent_builders as build

TODAY = timezone.localdate()
WHY = "The family court has asked us to keep everything."
FORM = {
    "mode": "tool",
    "raw_days": "30",
    "clips_days": "90",
    "review_days": "60",
    "record": "child",
    "ask_again_months": "",
}


@pytest.fixture
def administrator(cast, sign_in):
    return sign_in(cast.administrator)


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.guider)


def promise(organisation, **fields):
    long_ago = timezone.now() - timedelta(days=400)
    return RetentionPolicy.objects.create(
        organisation=organisation, **({"mode": "tool", "record": "child", "made_at": long_ago} | fields)
    )


def ended(guider, days_ago, number, films=1):
    case = builders.case(
        guider,
        status="closed",
        closing_reason="completed",
        closed_on=TODAY - timedelta(days=days_ago),
        number=number,
    )
    person = builders.person(case, name=f"Secret {number}")
    build.answers(case, person, film="given")
    for _ in range(films):
        build.film(case, person)
    return case


def test_an_administrator_decides_what_is_promised_from_now_on(cast, administrator):
    address = reverse("retention")
    assert "Nothing has been decided yet" in administrator.get(address).content.decode()

    refused = administrator.post(address, FORM | {"raw_days": "2000"})
    assert (refused.status_code, RetentionPolicy.objects.count()) == (200, 0)
    administrator.post(address, FORM)

    policy = RetentionPolicy.objects.get()
    assert (policy.raw_days, policy.clips_days, policy.made_by) == (30, 90, cast.administrator)
    assert "film goes after 30 days" in administrator.get(address).content.decode()


def test_what_is_due_names_numbers_only_and_the_command_says_the_same(cast, administrator):
    promise(cast.organisation)
    ended(cast.guider, 61, "A-1", films=2)
    ended(cast.guider, 5, "A-2")
    held = ended(cast.guider, 70, "A-3")
    set_hold(case=held, kind="legal", reason=WHY, review_on=TODAY + timedelta(days=9), by=cast.administrator)
    unagreed = builders.case(cast.guider, number="A-4")
    build.film(unagreed, received_at=timezone.now() - timedelta(days=14))

    lines = forecast(cast.organisation, end_of_month(TODAY))
    page = administrator.get(reverse("destructions-due")).content.decode()
    out = StringIO()
    call_command("retention_forecast", stdout=out)

    found = [(line.case, line.films, line.is_held) for line in sorted(lines, key=lambda line: line.case)]
    assert found == [("A-1", 2, False), ("A-3", 1, True), ("A-4", 1, False)]
    for said in (page, out.getvalue()):
        assert [number in said for number in ("A-1", "A-2", "A-3", "A-4")] == [True, False, True, True]
        assert "Secret" not in said
    assert Case.objects.filter(custodies__recording__state="destroyed").count() == 0


@pytest.mark.parametrize(
    ("films", "sentence"),
    [(0, ""), (1, "1 film is due for destruction."), (3, "3 films are due for destruction.")],
)
def test_the_board_counts_what_should_be_gone_without_what_is_held(cast, administrator, films, sentence):
    for organisation in (cast.organisation, cast.stranger.organisation):
        promise(organisation)
    if films:
        ended(cast.guider, 61, "A-1", films=films)
    ended(cast.guider, 5, "A-2")
    held = ended(cast.guider, 70, "A-3", films=2)
    set_hold(case=held, kind="legal", reason=WHY, review_on=TODAY + timedelta(days=9), by=cast.administrator)
    ended(cast.stranger, 61, "B-1", films=5)

    address = reverse("destructions-overdue")
    part = administrator.get(address).content.decode()
    assert re.findall(r"\d+ films? (?:is|are) due for destruction\.", part) == ([sentence] if films else [])
    assert (reverse("destructions-due") in part) == bool(films)
    assert f'hx-get="{address}"' in administrator.get(reverse("board")).content.decode()


@pytest.mark.parametrize("cases", [3, 30])
def test_the_dry_run_asks_the_same_few_questions_for_any_number_of_cases(
    cast, cases, django_assert_max_num_queries
):
    promise(cast.organisation)
    for number in range(cases):
        ended(cast.guider, 61, f"B-{number}")
    with django_assert_max_num_queries(6):
        assert len(forecast(cast.organisation, end_of_month(TODAY))) == cases


def test_the_guider_is_told_two_weeks_before_and_reads_on_the_case_what_goes_when(cast, guider):
    promise(cast.organisation, clips_days=90)
    soon, later = ended(cast.guider, 50, "A-1"), ended(cast.guider, 40, "A-2")

    told = guider.get(reverse("retention-warnings")).content.decode()
    part = guider.get(reverse("case-retention", args=[soon.pk])).content.decode()

    assert ("Case A-1" in told, "Case A-2" in told) == (True, False)
    assert "60 days after the work ends" in part
    assert "90 days after the work ends" in part
    assert "until the 25th birthday" in part
    opened = builders.case(cast.guider)
    assert (
        "film goes after 60 days" in guider.get(reverse("case-retention", args=[opened.pk])).content.decode()
    )
    assert guider.get(reverse("case-retention", args=[later.pk])).status_code == 200


def test_a_hold_is_set_by_the_guider_and_ended_by_an_administrator(cast, guider, administrator):
    case = ended(cast.guider, 61, "A-1")
    promise(cast.organisation)
    address = reverse("hold-new", args=[case.pk])
    form = {"kind": "complaint", "reason": "short", "review_on": (TODAY + timedelta(days=5)).isoformat()}
    refused = guider.post(address, form)
    assert "at least 20 characters" in refused.content.decode()
    assert not Hold.objects.exists()
    guider.post(address, form | {"reason": WHY})
    hold = Hold.objects.get()

    part = guider.get(reverse("case-retention", args=[case.pk])).content.decode()
    assert ("A hold stands since" in part, WHY in part, "held back" in part) == (True, True, True)
    assert "Look at it again" in administrator.get(reverse("holds")).content.decode()
    assert "is due to be looked at" not in administrator.get(reverse("board")).content.decode()
    Hold.objects.update(review_on=TODAY)
    assert "1 hold is due to be looked at again." in administrator.get(reverse("board")).content.decode()

    page = reverse("hold", args=[hold.pk])
    assert "Please choose the day." in administrator.post(page, {"decision": "keep"}).content.decode()
    administrator.post(page, {"decision": "keep", "review_on": TODAY + timedelta(days=30)})
    assert Hold.objects.get().review_on == TODAY + timedelta(days=30)
    assert "at least 20" in administrator.post(page, {"decision": "end", "reason": "no"}).content.decode()
    assert Hold.objects.get().ended_at is None
    administrator.post(page, {"decision": "end", "reason": "The court has sent its decision."})
    assert Hold.objects.get().ended_by == cast.administrator
    assert "The court has sent" in administrator.get(page).content.decode()


def test_the_reason_of_an_administrator_is_not_shown_to_the_guider(cast, guider):
    case = ended(cast.guider, 1, "A-1")
    set_hold(
        case=case, kind="complaint", reason=WHY, review_on=TODAY + timedelta(days=9), by=cast.administrator
    )
    part = guider.get(reverse("case-retention", args=[case.pk])).content.decode()
    assert (cast.administrator.name in part, WHY in part, "Complaint" in part) == (True, False, False)


def test_the_promise_stands_on_the_form_before_it_is_signed(cast, guider):
    case = builders.case(cast.guider)
    person = builders.person(case)
    page = guider.get(reverse("consent-new", args=[case.pk, person.pk])).content.decode()
    assert "film goes after 60 days" in page

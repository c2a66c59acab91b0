"""When to ask again: one table for the rules, and the case page that prompts."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Authority, Case, Participation
from consent.asking import to_ask
from consent.models import ConsentRecord, FormVersion, RetentionPolicy
from consent.rules.asking import Asked, months_after, prompts
from tests import builders
from tests import consent_builders as build

TODAY = date(2026, 6, 1)
SIGNED = date(2026, 3, 1)
DAY = timedelta(days=1)
SAME = {"signed_on": SIGNED}
CHILD = SAME | {"is_child": True, "signed_own": False}
TABLE = [
    ({}, ["new_person"]),
    ({"is_unborn": True}, []),
    ({"was_unborn": True}, ["born"]),
    ({"was_unborn": True, **CHILD}, []),
    (SAME, []),
    (SAME | {"authority_days": [SIGNED]}, []),
    (SAME | {"authority_days": [SIGNED + DAY]}, ["authority"]),
    (SAME | {"authority_days": [TODAY]}, ["authority"]),
    (SAME | {"authority_days": [TODAY + DAY]}, []),
    (SAME | {"authority_ended": True}, ["authority"]),
    (CHILD | {"carer_days": [SIGNED, SIGNED - DAY]}, []),
    (CHILD | {"carer_days": [SIGNED + DAY]}, ["carer"]),
    (SAME | {"carer_days": [SIGNED + DAY]}, []),
    (SAME | {"birth_days": [SIGNED]}, []),
    (SAME | {"birth_days": [SIGNED + DAY]}, ["birth"]),
    (CHILD | {"birth_days": [SIGNED + DAY]}, []),
    (SAME | {"order_days": [SIGNED]}, []),
    (SAME | {"order_days": [SIGNED + DAY]}, ["legal_status"]),
    (SAME | {"order_days": [TODAY + DAY]}, []),
    (SAME | {"resumed_on": SIGNED}, []),
    (SAME | {"resumed_on": SIGNED + DAY}, ["resumed"]),
    (SAME | {"signed_form": 2, "newest_form": 2}, []),
    (SAME | {"signed_form": 2, "newest_form": 3}, ["new_form"]),
    (CHILD | {"born_on": date(2010, 6, 2)}, []),
    (CHILD | {"born_on": date(2010, 6, 1)}, ["sixteen"]),
    (CHILD | {"born_on": date(2010, 6, 1), "signed_own": True}, []),
    (CHILD | {"born_on": None}, []),
    (SAME | {"ask_again_months": 4}, []),
    (SAME | {"ask_again_months": 3}, ["old"]),
    (SAME | {"resumed_on": TODAY, "signed_form": 1, "newest_form": 2}, ["resumed", "new_form"]),
]


@pytest.mark.parametrize(("facts", "expected"), TABLE)
def test_whom_to_ask_again(facts, expected):
    assert prompts(Asked(today=TODAY, **facts)) == expected


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 1), 12, date(2027, 3, 1)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
    ],
)
def test_months_end_on_a_day_that_exists(day, months, later):
    assert months_after(day, months) == later


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def shown(cast, case, sign_in):
    """`shown()`: each prompt of the consent page."""
    guider = sign_in(cast.guider)

    def shown():
        page = guider.get(reverse("consent", args=[case.pk]))
        return {each.person.name: [str(why) for why in each.why] for each in page.context["to_ask"]}

    return shown


def test_the_consent_page_prompts_for_what_really_happened(cast, case, shown):
    long_ago = timezone.now() - timedelta(days=100)
    amina, zed = builders.person(case, name="Amina"), builders.person(case, "child", name="Zed")
    parental = build.authority(amina, zed, since=long_ago.date())
    Participation.objects.update(since=long_ago.date())
    build.answers(case, amina, film="given")
    build.answers(case, zed, on=parental, film="given")
    ConsentRecord.objects.update(signed_at=long_ago)
    builders.person(case, "unborn", name="Baby", due_on="2030-01-01")
    assert shown() == {}

    builders.person(case, "foster_carer", name="Rowan")
    assert shown() == {"Rowan": ["new_person"], "Zed": ["carer"]}

    Authority.objects.update(until=timezone.localdate())
    RetentionPolicy.objects.create(
        organisation=case.organisation, mode="tool", record="child", ask_again_months=3
    )
    Case.objects.update(resumed_at=timezone.now())
    FormVersion.objects.create(
        organisation=case.organisation, version=2, title="New", introduction="New", purposes=[]
    )
    found = shown()
    assert found["Amina"] == ["resumed", "new_form", "old"]
    assert found["Zed"] == ["authority", "carer", "resumed", "new_form", "old"]


@pytest.mark.parametrize("people", [3, 30])
def test_prompting_asks_the_same_few_questions_for_any_number_of_people(
    case, people, django_assert_num_queries
):
    for _ in range(people):
        build.answers(case, builders.person(case), film="given")
    case = Case.objects.get(pk=case.pk)
    with django_assert_num_queries(10):
        to_ask(case)

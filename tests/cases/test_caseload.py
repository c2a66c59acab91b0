"""My caseload: own cases only, what is due first, found by name or number, in few queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from sessions.models import Cycle
from tests import builders
from tests.cases.many import caseload_of


def cards(response):
    return [card.case.number for card in response.context["cards"]]


def test_it_shows_only_the_cases_i_am_in_charge_of(cast, sign_in, family):
    builders.case(cast.other_guider)
    builders.case(cast.stranger)
    response = sign_in(cast.guider).get(reverse("caseload"))
    assert cards(response) == [family.case.number]
    assert "Agree the helping question" in response.content.decode()


def test_what_is_due_comes_first(cast, sign_in):
    paused = builders.case(cast.guider, status="paused")
    new = builders.case(cast.guider, status="referred")
    assert cards(sign_in(cast.guider).get(reverse("caseload"))) == [new.number, paused.number]


def test_an_empty_caseload_says_how_to_begin(cast, sign_in):
    page = sign_in(cast.guider).get(reverse("caseload")).content.decode()
    assert "Your first case starts with a referral" in page
    assert reverse("referral-new") in page


@pytest.mark.parametrize(("words", "found"), [("ada", True), ("T-", True), ("zz", False), ("  Bo ", True)])
def test_a_search_finds_names_and_numbers(cast, sign_in, family, words, found):
    response = sign_in(cast.guider).post(reverse("caseload"), {"words": words})
    assert cards(response) == ([family.case.number] if found else [])


def test_a_search_never_finds_the_cases_of_others(cast, sign_in, family):
    assert cards(sign_in(cast.other_guider).post(reverse("caseload"), {"words": "Ada"})) == []


@pytest.mark.parametrize(
    ("asked", "expected"), [("open", "AP"), ("paused", "P"), ("finished", "D"), ("all", "ADP")]
)
def test_the_filter_chooses_by_status(cast, sign_in, asked, expected):
    for letter, status in (("A", "active"), ("P", "paused"), ("D", "declined")):
        builders.case(cast.guider, number=letter, status=status)
    shown = cards(sign_in(cast.guider).get(reverse("caseload"), {"status": asked}))
    assert sorted(shown) == sorted(expected)


def test_htmx_gets_the_cards_alone(cast, sign_in, family):
    response = sign_in(cast.guider).post(reverse("caseload"), {}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert family.case.number in page
    assert "<html" not in page


def filled_case(guider):
    case = builders.case(guider)
    client = builders.person(case)
    builders.person(case, "child")
    builders.helping_question(case, rated_by=client)


def test_thirty_cases_take_as_many_queries_as_three(
    cast, sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(cast.guider)
    for _ in range(3):
        filled_case(cast.guider)
    client.get(reverse("caseload"))
    with django_assert_max_num_queries(29) as few:
        client.get(reverse("caseload"))
    for _ in range(27):
        filled_case(cast.guider)
    with django_assert_num_queries(len(few)):
        assert len(cards(client.get(reverse("caseload")))) == 30


def test_what_is_due_comes_first_over_all_pages(cast, sign_in, monkeypatch):
    monkeypatch.setattr("cases.views.caseload.PER_PAGE", 2)
    early = [builders.case(cast.guider, status="paused", referred_on=date(2025, 1, day)) for day in (1, 2, 3)]
    due = builders.case(cast.guider, status="referred", referred_on=date(2026, 1, 1))
    gone = builders.case(cast.guider, status="declined", referred_on=date(2024, 1, 1))
    client, url = sign_in(cast.guider), reverse("caseload")
    shown = [
        number for page in (1, 2, 3) for number in cards(client.get(url, {"status": "all", "page": page}))
    ]
    assert shown == [case.number for case in (due, *early, gone)]


def test_the_waiting_list_has_the_longest_wait_first(cast, sign_in):
    later, earlier = (
        builders.case(cast.guider, status="waiting", referred_on=date(2026, month, 1)) for month in (3, 2)
    )
    builders.case(cast.guider)
    response = sign_in(cast.guider).get(reverse("caseload"), {"status": "waiting"})
    assert cards(response) == [earlier.number, later.number]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["first", "third", "new", "waiting"]),
        ({"urgency": "2"}, ["first", "third", "new"]),
        ({"urgency": "4"}, ["waiting"]),
        ({"urgency": "1"}, []),
        ({"urgency": "nonsense"}, ["first", "third", "new", "waiting"]),
        ({"stage": "before"}, ["new", "waiting"]),
        ({"stage": "first"}, ["first"]),
        ({"stage": "second"}, []),
        ({"stage": "later"}, ["third"]),
        ({"stage": "before", "urgency": "4"}, ["waiting"]),
    ],
)
def test_the_filters_choose_by_what_is_due_and_how_far_it_has_come(cast, sign_in, asked, expected):
    builders.case(cast.guider, number="new", status="referred")
    builders.case(cast.guider, number="waiting", status="waiting")
    first, third = caseload_of(cast.guider, 2)
    for case, number in ((first, "first"), (third, "third")):
        Case.objects.filter(pk=case.pk).update(number=number)
    today = timezone.localdate()
    Cycle.objects.bulk_create(
        Cycle(case=third, number=number, state="complete", completed_on=today) for number in (2, 3)
    )
    assert cards(sign_in(cast.guider).post(reverse("caseload"), asked)) == expected


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"status": "waiting"}, "Nobody waits."),
        ({"status": "paused"}, "No case rests."),
        ({"status": "finished"}, "What is closed, declined or passed on"),
        ({"urgency": "1"}, "No case asks for this at the moment."),
        ({"words": "zz"}, "Try fewer letters"),
    ],
)
def test_an_empty_list_says_what_would_stand_there(cast, sign_in, family, asked, sentence):
    assert sentence in sign_in(cast.guider).post(reverse("caseload"), asked).content.decode()


def test_referrals_that_nobody_has_are_pointed_at(cast, sign_in):
    builders.unassigned_referral(cast.administrator)
    for who in (cast.guider, cast.stranger):
        page = sign_in(who).get(reverse("caseload")).content.decode()
        assert ("1 referral has nobody yet." in page) == (who == cast.guider)


def test_three_hundred_cases_take_as_many_queries_as_three(cast, sign_in):
    client = sign_in(cast.guider)
    pages = [reverse("caseload"), reverse("case", args=[caseload_of(cast.guider, 3)[0].pk])]
    for page in pages:
        client.get(page)
    few = [queries(client, page) for page in pages]
    caseload_of(cast.guider, 297)
    assert [queries(client, page) for page in pages] == few


def queries(client, page):
    with CaptureQueriesContext(connection) as taken:
        assert client.get(page).status_code == 200
    return len(taken)

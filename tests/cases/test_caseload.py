"""My caseload: own cases only, what is due first, found by name or number, in few queries."""

import pytest
from django.urls import reverse

from tests import builders


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
    with django_assert_max_num_queries(24) as few:
        client.get(reverse("caseload"))
    for _ in range(27):
        filled_case(cast.guider)
    with django_assert_num_queries(len(few)):
        assert len(cards(client.get(reverse("caseload")))) == 30

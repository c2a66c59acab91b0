"""While a referral is written down: may the family be here already, and what is said about it."""

from datetime import date

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import rules
from cases.models import Case
from cases.rules import PersonFacts
from cases.rules.doubles import is_alike
from tests import builders
from tests.cases.typed import referral_typed

DAY = date(2026, 2, 3)
OTHER_DAY = date(2026, 2, 4)


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("Zoë", "zoe", True),
        ("Robin Example", "Robin", True),
        ("Katherine", "Catherine", True),
        ("Pip", "Wren", False),
        ("Ada", "Bo", False),
    ],
)
def test_names_are_alike_but_for_a_slip_of_the_pen(name, other, alike):
    assert (is_alike(name, other), is_alike(other, name)) == (alike, alike)


@pytest.mark.parametrize(
    ("name", "born_on", "own"),
    [
        ("Robin", OTHER_DAY, True),  # the same name
        ("ROBIN", None, True),
        ("Robyn", DAY, True),  # the same day, a name like it
        ("Robyn", OTHER_DAY, False),
        ("Wren", DAY, False),  # the same day alone
    ],
)
def test_among_my_own_cases_a_name_or_a_day_with_a_name_like_it_is_shown(cast, name, born_on, own):
    case = builders.case(cast.guider)
    builders.person(case, "child", "Robin", born_on=DAY)
    found = rules.find_doubles([PersonFacts(name=name, role="child", born_on=born_on)], cast.guider)
    assert (found.own, found.elsewhere) == ([case] if own else [], [])


@pytest.mark.parametrize(
    ("name", "born_on", "role", "hinted"),
    [
        ("Robin", DAY, "child", True),
        ("Roxy", DAY, "child", True),
        ("Wren", DAY, "child", False),
        ("Robin", OTHER_DAY, "child", False),
        ("Robin", None, "child", False),
        ("Robin", DAY, "parent", False),
    ],
)
def test_elsewhere_in_the_service_only_a_childs_birthday_and_first_letters_count(
    cast, name, born_on, role, hinted
):
    case = builders.case(cast.other_guider)
    builders.person(case, "child", "Robin", born_on=DAY)
    people = [PersonFacts(name=name, role=role, born_on=born_on)]
    assert rules.find_doubles(people, cast.guider).elsewhere == ([case.pk] if hinted else [])
    assert not rules.find_doubles(people, cast.stranger)


def sent(client, name, **more):
    child = {"people-1-name": name, "people-1-role": "child", "people-1-born_on": "2026-02-03"}
    return client.post(reverse("referral-new"), referral_typed(**child, **{"people-1-due_on": ""}, **more))


def test_a_case_of_mine_is_linked_and_nothing_typed_is_lost(cast, sign_in):
    case = builders.case(cast.guider)
    builders.person(case, "child", "Robin", born_on=DAY)
    client = sign_in(cast.guider)
    page = sent(client, "Robin").content.decode()
    assert "Could they be here already?" in page
    assert reverse("case", args=[case.pk]) in page
    assert ('value="Ada"' in page, 'value="Robin"' in page) == (True, True)
    assert (Case.objects.count(), Entry.objects.filter(action="referral.double_hinted").count()) == (1, 0)
    sent(client, "Robin", looked="yes")
    assert Case.objects.count() == 2


def test_of_another_guiders_case_nothing_is_said_but_that_it_is_there(cast, sign_in):
    case = builders.case(cast.other_guider, number="X-4711")
    builders.person(case, "child", "Robin", born_on=DAY)
    page = sent(sign_in(cast.guider), "Roxy").content.decode()
    assert "A case with a child born that day and the same first letters exists in this service." in page
    for hidden in ("X-4711", "Robin", reverse("case", args=[case.pk])):
        assert hidden not in page
    entry = Entry.objects.get(action="referral.double_hinted")
    assert entry.detail == {"alike": [case.pk]}


def test_looking_takes_as_many_queries_with_thirty_cases_as_with_three(cast, django_assert_num_queries):
    people = [PersonFacts(name="Robin", role="child", born_on=DAY)]
    rules.find_doubles(people, cast.guider)
    for count in (3, 27):
        for _ in range(count):
            for guider in (cast.guider, cast.other_guider):
                builders.person(builders.case(guider), "child", "Robin", born_on=DAY)
        with django_assert_num_queries(3):
            rules.find_doubles(people, cast.guider)

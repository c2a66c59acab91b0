"""The administrator's board and the hand-over: no names of clients, no notes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from sessions.models import Cycle, FilmedSession
from tests import builders

ROLES = [("administrator", 200), ("guider", 403), ("trainee", 403), ("supervisor", 403)]


@pytest.mark.parametrize(("who", "status"), ROLES)
def test_only_the_administrator_sees_the_board(cast, sign_in, family, who, status):
    client = sign_in(getattr(cast, who))
    assert client.get(reverse("board")).status_code == status
    assert client.get(reverse("handover", args=[family.case.pk])).status_code == status


def test_it_lists_numbers_and_people_in_charge_but_no_client(cast, sign_in, family):
    builders.helping_question(family.case)
    elsewhere = builders.case(cast.stranger)
    page = sign_in(cast.administrator).get(reverse("board")).content.decode()
    assert family.case.number in page
    assert cast.guider.get_full_name() in page
    for hidden in (family.client.name + "<", family.child.name + "<", "enjoy each other", elsewhere.number):
        assert hidden not in page


def test_another_services_case_is_not_handed_over(cast, sign_in):
    elsewhere = builders.case(cast.stranger)
    url = reverse("handover", args=[elsewhere.pk])
    assert sign_in(cast.administrator).get(url).status_code == 404


def test_waiting_counts_to_the_first_film_to_the_end_or_to_today(cast, sign_in):
    today = timezone.localdate()
    referred = today - timedelta(days=40)
    filmed, waiting = (builders.case(cast.guider, referred_on=referred) for _ in range(2))
    builders.case(
        cast.guider,
        referred_on=referred,
        status="closed",
        closed_on=today - timedelta(days=10),
        closing_reason="moved",
    )
    cycle = Cycle.objects.create(case=filmed, number=1)
    for days in (33, 20, -5):
        FilmedSession.objects.create(cycle=cycle, kind="filming", held_on=today - timedelta(days=days))
    Cycle.objects.create(case=waiting, number=1)
    rows = sign_in(cast.administrator).get(reverse("board")).context["rows"]
    assert [row.waiting for row in rows] == [30, 40, 7]


def test_a_status_is_chosen_and_counted(cast, sign_in):
    for status in ("active", "active", "paused"):
        builders.case(cast.guider, status=status)
    response = sign_in(cast.administrator).get(reverse("board"), {"status": "active"})
    assert [row.case.status for row in response.context["rows"]] == ["active", "active"]
    counts = {code: count for code, _label, count in response.context["counts"] if count}
    assert counts == {"active": 2, "paused": 1}


def test_thirty_rows_take_as_many_queries_as_three(
    cast, sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(cast.administrator)
    for _ in range(3):
        builders.case(cast.guider)
    client.get(reverse("board"))
    with django_assert_max_num_queries(20) as few:
        client.get(reverse("board"))
    for _ in range(27):
        builders.case(cast.other_guider)
    with django_assert_num_queries(len(few)):
        assert len(client.get(reverse("board")).context["rows"]) == 30


def test_a_case_is_handed_over_and_the_old_guider_is_out_at_once(cast, sign_in, family):
    old, page = sign_in(cast.guider), reverse("case", args=[family.case.pk])
    assert old.get(page).status_code == 200
    url = reverse("handover", args=[family.case.pk])
    response = sign_in(cast.administrator).post(url, {"to": cast.trainee.pk, "reason": "leave"})
    assert response.url == reverse("board")
    assert old.get(page).status_code == 404
    assert sign_in(cast.trainee).get(page).status_code == 200


@pytest.mark.parametrize("to", ["guider", "administrator", "stranger"])
def test_the_form_offers_only_guiders_of_the_service(cast, sign_in, family, to):
    url = reverse("handover", args=[family.case.pk])
    sign_in(cast.administrator).post(url, {"to": getattr(cast, to).pk, "reason": "leave"})
    assert Case.objects.get().guider == cast.guider


def test_an_empty_board_says_what_will_come(cast, sign_in):
    assert "No cases yet" in sign_in(cast.administrator).get(reverse("board")).content.decode()

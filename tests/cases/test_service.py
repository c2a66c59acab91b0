"""The board shows waits and workload in counts, and several cases are handed over at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from sessions.models import Cycle, FilmedSession
from tests import builders
from tests.cases.many import caseload_of


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def shown_waits(client):
    waits = client.get(reverse("board")).context["waits"]
    return [(wait.median, wait.still, wait.over) for wait in waits]


def test_waits_run_from_the_referral_to_each_first_time(cast, sign_in):
    builders.case(cast.guider, status="referred", referred_on=days_ago(20))
    builders.case(cast.guider, status="waiting", referred_on=days_ago(60), first_contact_on=days_ago(50))
    filmed = builders.case(cast.guider, status="active", referred_on=days_ago(40))
    cycle = Cycle.objects.create(case=filmed, number=1)
    for days in (15, 10, -3):
        FilmedSession.objects.create(cycle=cycle, kind="filming", held_on=days_ago(days))
    builders.case(cast.guider, status="declined", referred_on=days_ago(90))
    assert shown_waits(sign_in(cast.administrator)) == [(10, 1, 1), (25, 2, 1), (None, 3, 1)]


def test_workload_is_counted_for_everybody_who_works_cases_and_for_who_has_left(cast, sign_in):
    for status in ("referred", "waiting", "engaging", "active", "paused", "declined"):
        builders.case(cast.other_guider, status=status)
    cast.other_guider.is_active = False
    cast.other_guider.save()
    response = sign_in(cast.administrator).get(reverse("board"))
    loads = {
        load.guider: (load.undecided, load.waiting, load.under_way, load.paused)
        for load in response.context["workload"]
    }
    none = (0, 0, 0, 0)
    assert loads == {cast.guider: none, cast.trainee: none, cast.other_guider: (1, 1, 2, 1)}
    assert "Has left" in response.content.decode()


def test_several_cases_are_handed_over_at_once(cast, sign_in):
    first, second, third = (builders.case(cast.guider) for _ in range(3))
    page = reverse("handovers", args=[cast.guider.pk])
    client = sign_in(cast.administrator)
    typed = {"cases": [first.pk, second.pk], "to": cast.trainee.pk, "reason": "left"}
    assert client.post(page, typed).url == reverse("board")
    assert set(Case.objects.filter(guider=cast.trainee)) == {first, second}
    assert list(Case.objects.filter(guider=cast.guider)) == [third]


@pytest.mark.parametrize("wrong", [{"to": "stranger"}, {"cases": []}, {"cases": "elsewhere"}])
def test_a_hand_over_of_several_stays_in_the_service(cast, sign_in, wrong):
    case, elsewhere = builders.case(cast.guider), builders.case(cast.stranger)
    typed = {"cases": [case.pk], "to": cast.trainee.pk, "reason": "left"}
    if wrong == {"to": "stranger"}:
        wrong = {"to": cast.stranger.pk}
    if wrong == {"cases": "elsewhere"}:
        wrong = {"cases": [case.pk, elsewhere.pk]}
    response = sign_in(cast.administrator).post(reverse("handovers", args=[cast.guider.pk]), typed | wrong)
    assert response.status_code == 200
    case.refresh_from_db()
    assert case.guider == cast.guider


def test_the_board_takes_as_many_queries_with_three_hundred_cases_as_with_three(cast, sign_in):
    client = sign_in(cast.administrator)
    taken = []
    for count in (3, 3, 297):
        caseload_of(cast.guider, count)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("board"))
        taken.append(len(queries))
    assert taken[1] == taken[2]

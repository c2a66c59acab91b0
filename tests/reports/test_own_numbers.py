"""A guider's own caseload in exact numbers: their own cases, and nobody else's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Rating, Visit
from reports.own import own_numbers
from sessions.models import Cycle, FilmedSession
from tests import builders


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def numbers_of(user):
    numbers = own_numbers(user, today=timezone.localdate())
    return dict(numbers.now) | dict(numbers.lately)


def visited(case, day, attendance=""):
    by = case.guider if attendance else None
    Visit.objects.create(
        case=case, day=day, place="home", purpose="filming", attendance=attendance, attendance_by=by
    )


def worked(guider):
    """One case with everything that is counted, once lately and once too long ago."""
    case = builders.case(guider, status="active", referred_on=ago(400))
    for number, day in enumerate((ago(10), ago(380)), start=1):
        cycle = Cycle.objects.create(case=case, number=number)
        FilmedSession.objects.create(
            cycle=cycle, kind="shared_review", held_on=day, finished_at=timezone.now()
        )
        Cycle.objects.filter(pk=cycle.pk).update(state="complete", completed_on=day)
        for attendance in ("on_time", "late_not_seen", "not_attended", "cancelled_by_client"):
            visited(case, day, attendance)
    visited(case, ago(-3))
    question, person = builders.helping_question(case), builders.person(case)
    for day in (ago(20), ago(10)):
        Rating.objects.create(
            question=question, kind="now", moment="review", value=4, rated_by=person, rated_on=day
        )
    return case


def test_what_is_counted(cast):
    worked(cast.guider)
    for status in ("referred", "waiting", "paused"):
        builders.case(cast.guider, status=status, referred_on=ago(30))
    builders.case(
        cast.guider, status="closed", referred_on=ago(500), closed_on=ago(5), closing_reason="completed"
    )
    assert numbers_of(cast.guider) == {
        "Referrals to decide": 1,
        "On the waiting list": 1,
        "Cases open": 2,
        "Of these paused": 1,
        "Visits planned": 1,
        "Referrals received": 3,
        "Visits held": 1,
        "Visits not attended": 2,
        "Visits cancelled": 1,
        "Cycles complete": 1,
        "Shared reviews held": 1,
        "Cases with paired ratings": 1,
        "Cases closed": 1,
    }


def test_nobody_elses_case_is_counted(cast):
    worked(cast.other_guider)
    worked(cast.stranger)
    assert set(numbers_of(cast.guider).values()) == {0}


@pytest.mark.parametrize("change", [{"rated_on": 380}, {"scale_min": 1}, {"kind": "hoped_for"}])
def test_ratings_that_are_no_pair_of_the_last_year_are_not_counted(cast, change):
    worked(cast.guider)
    fields = {"rated_on": ago(change["rated_on"])} if "rated_on" in change else change
    Rating.objects.filter(rated_on=ago(10)).update(**fields)
    if "rated_on" in change:
        Rating.objects.filter(rated_on=ago(20)).update(**fields)
    assert numbers_of(cast.guider)["Cases with paired ratings"] == 0


def test_the_page_shows_them_exactly_and_the_caseload_leads_there(cast, sign_in):
    worked(cast.guider)
    client = sign_in(cast.guider)
    address = reverse("own-numbers")
    page = client.get(address).content.decode()
    assert '<th scope="row">Visits not attended</th><td class="number">2</td>' in page
    assert f'href="{address}"' in client.get(reverse("caseload")).content.decode()
    assert sign_in(cast.supervisor).get(address).status_code == 403


def test_the_number_of_questions_does_not_grow_with_the_caseload(cast):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            own_numbers(cast.guider, today=timezone.localdate())
        return len(asked)

    worked(cast.guider)
    questions()
    few = questions()
    for _each in range(5):
        worked(cast.guider)
    assert questions() == few

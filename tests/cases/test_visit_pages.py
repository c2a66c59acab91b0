"""The visits on the case page and the caseload, and the pages that plan, record and put right."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Visit
from sessions.models import Cycle, FilmedSession
from tests import builders


def visit_of(case, days=0, **fields):
    day = timezone.localdate() + timedelta(days=days)
    facts = {"place": "home", "purpose": "follow_up", "starts_at": time(10)} | fields
    return Visit.objects.create(case=case, day=day, **facts)


def recorded(case, days, state="on_time"):
    return visit_of(case, days, attendance=state, attendance_by=case.guider)


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.guider)


@pytest.fixture
def page(client, family):
    def page():
        return client.get(reverse("case", args=[family.case.pk])).content.decode()

    return page


def sent(days=1, **changes):
    day = timezone.localdate() + timedelta(days=days)
    plan = {"purpose": "follow_up", "day": day.isoformat(), "starts_at": "10:00", "where": "home"}
    return plan | {"minutes": "60"} | changes


@pytest.mark.parametrize(
    ("where", "place", "medium", "words"),
    [
        ("clinic", "clinic", "face_to_face", "At the clinic"),
        ("video_call", "remote", "video_call", "Video call"),
        ("telephone", "remote", "telephone", "Telephone"),
    ],
)
def test_a_visit_is_planned_and_stands_on_the_case_page(client, family, page, where, place, medium, words):
    answer = client.post(reverse("visit-new", args=[family.case.pk]), sent(where=where))
    assert answer.headers["Location"] == reverse("case", args=[family.case.pk]) + "#visits"
    visit = family.case.visits.get()
    assert (visit.place, visit.medium, visit.minutes, visit.starts_at) == (place, medium, 60, time(10))
    assert f"Follow-up · {words} · 60 minutes" in page()


def test_a_visit_with_filming_goes_on_to_the_filming(client, family):
    answer = client.post(reverse("visit-new", args=[family.case.pk]), sent(purpose="filming_and_review"))
    assert answer.headers["Location"] == reverse("visit-filming", args=[family.case.visits.get().pk])


@pytest.mark.parametrize(
    "wrong",
    [{"day": ""}, {"day": "2326-01-01"}, {"starts_at": "half ten"}, {"where": "moon"}, {"minutes": "0"}],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, family, wrong):
    answer = client.post(reverse("visit-new", args=[family.case.pk]), sent(minutes="45") | wrong)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert ("minutes" in wrong, True) == ('value="45"' not in text, bool(answer.context["form"].errors))
    assert family.case.visits.count() == 0


def test_the_next_visit_begins_as_the_last_one_was(client, family):
    url = reverse("visit-new", args=[family.case.pk])
    assert client.get(url).context["form"].initial == {"purpose": "first_meeting"}
    visit_of(family.case, -7, place="remote", medium="telephone", minutes=40)
    initial = client.get(url).context["form"].initial
    assert initial == {"day": None, "starts_at": time(10), "where": "telephone", "minutes": 40}


def test_two_visits_at_one_time_are_warned_of_and_kept(client, cast, family):
    other = visit_of(builders.case(cast.guider), 1)
    answer = client.post(reverse("visit-new", args=[family.case.pk]), sent(), follow=True)
    assert f"another visit at that time: case {other.case.number} at 10:00" in answer.content.decode()
    assert Visit.objects.count() == 2


def test_next_ones_come_first_then_the_past_and_the_rest_folded(page, family):
    for days in range(-8, -2):
        recorded(family.case, days)
    visit_of(family.case, 3)
    open_past = visit_of(family.case, -1)
    text = page()
    shown = text[text.index('id="visits"') :]
    days = [-1, 3, -3, -4, -5, -6, -7, -8]
    words = [f"{timezone.localdate() + timedelta(days=each):%-d %B %Y}," for each in days]
    assert sorted(words, key=shown.index) == words
    assert "Earlier visits (2)" in " ".join(shown.split())
    assert shown.count('value="on_time"') == 1
    assert reverse("attendance", args=[open_past.pk]) in shown


def test_one_press_records_and_one_press_takes_back(client, family, page):
    visit = visit_of(family.case)
    answer = client.post(reverse("attendance", args=[visit.pk]), {"attendance": "late_seen"}, follow=True)
    assert "Recorded: Late, but seen." in answer.content.decode()
    assert reverse("attendance-correction", args=[visit.pk]) in page()
    client.post(reverse("attendance-correction", args=[visit.pk]))
    visit.refresh_from_db()
    assert visit.attendance == ""


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [(0, "perhaps", "Please say who came"), (2, "on_time", "not been held yet")],
)
def test_what_cannot_be_recorded_is_said(client, family, days, state, said):
    visit = visit_of(family.case, days)
    answer = client.post(reverse("attendance", args=[visit.pk]), {"attendance": state}, follow=True)
    assert said in answer.content.decode()
    visit.refresh_from_db()
    assert visit.attendance == ""


def test_a_mistake_is_removed_after_a_question(client, family):
    visit = visit_of(family.case, 2)
    url = reverse("visit-removal", args=[visit.pk])
    assert "planned by mistake" in client.get(url).content.decode()
    client.post(url)
    assert family.case.visits.count() == 0


@pytest.mark.parametrize(
    ("days", "status", "line"),
    [
        (0, "active", "Visit today at 10:00: Follow-up"),
        (1, "engaging", "Visit tomorrow at 10:00: Follow-up"),
        (2, "active", ""),
        (None, "active", "No visit is planned"),
        (None, "referred", ""),
        (None, "paused", ""),
        (0, "paused", ""),
    ],
)
def test_the_caseload_reminds_of_visits(client, family, days, status, line):
    family.case.status = status
    family.case.save(update_fields=["status"])
    if days is not None:
        visit_of(family.case, days)
    for where in (reverse("caseload"), reverse("case", args=[family.case.pk])):
        text = client.get(where).content.decode()
        assert ("visit-reminder" in text, line in text) == (bool(line), True)


def test_a_past_visit_asks_who_came_before_anything_else(client, family):
    visit_of(family.case, -1)
    [card] = client.get(reverse("caseload")).context["cards"]
    assert card.step.sentence.startswith("Say who came on ")
    assert card.step.url == reverse("case", args=[family.case.pk]) + "#visits"


def test_of_equally_pressing_cases_the_one_visited_today_comes_first(client, cast, family):
    other = builders.case(cast.guider)
    builders.person(other)
    visit_of(other)
    cards = client.get(reverse("caseload")).context["cards"]
    assert [card.case for card in cards] == [other, family.case]


def test_three_hundred_visits_take_as_many_queries_as_three(client, family, django_assert_num_queries):
    pages = [reverse("case", args=[family.case.pk]), reverse("caseload")]
    for days in range(-1, 2):
        visit_of(family.case, days)
    for address in pages:
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        many = [
            Visit(case=family.case, day=timezone.localdate(), place="home", purpose="other")
            for _each in range(150)
        ]
        Visit.objects.bulk_create(many)
        with django_assert_num_queries(len(few)):
            client.get(address)


def test_a_filming_that_is_planned_without_a_visit_is_something_ahead(client, family):
    cycle = Cycle.objects.create(case=family.case, number=1)
    filming = FilmedSession.objects.create(cycle=cycle, kind="filming", held_on=timezone.localdate())
    assert "No visit is planned" not in client.get(reverse("caseload")).content.decode()
    filming.held_on -= timedelta(days=1)
    filming.save(update_fields=["held_on"])
    assert "No visit is planned" in client.get(reverse("caseload")).content.decode()

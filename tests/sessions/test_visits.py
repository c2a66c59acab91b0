"""What is filmed goes with its visit: planned with it, moved with it, and never a missed visit by itself."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions import record_attendance
from cases.facts import gather, with_people_and_question
from cases.models import Case, Visit
from cases.next_step import next_step
from cases.rules import VisitPlan
from sessions import actions
from sessions.models import Cycle, FilmedSession
from tests import builders


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


@pytest.fixture
def visit(scene):
    return visit_of(scene.case)


def visit_of(case, days=3, purpose="filming", **fields):
    day = timezone.localdate() + timedelta(days=days)
    facts = {"place": "home", "starts_at": time(10)} | fields
    return Visit.objects.create(case=case, day=day, purpose=purpose, **facts)


def plan_of(filming):
    return filming.held_on, filming.place, filming.activity, filming.visit


def test_the_filming_of_a_visit_asks_neither_day_nor_place_again(client, scene, visit):
    FilmedSession.objects.all().delete()
    url = reverse("visit-filming", args=[visit.pk])
    assert list(client.get(url).context["form"].fields) == ["activity"]
    answer = client.post(url, {"activity": "play"})
    filming = FilmedSession.objects.get()
    assert answer.headers["Location"] == reverse("filming", args=[filming.pk])
    assert plan_of(filming) == (visit.day, "At home", "play", visit)
    assert filming.cycle == scene.cycle
    assert client.get(url).headers["Location"] == answer.headers["Location"]


def test_a_new_cycle_begins_where_every_open_one_has_its_filming(scene, visit):
    filming = actions.film_at_visit(visit=visit, activity="", by=scene.guider)
    assert (filming.cycle.number, scene.case.cycles.count()) == (2, 2)


def test_planning_a_filming_offers_the_visits_that_wait_for_one(client, scene, visit):
    visit_of(scene.case, purpose="follow_up")
    visit_of(builders.case(scene.guider))
    taken = visit_of(scene.case, days=5)
    scene.filming.visit = taken
    scene.filming.save(update_fields=["visit"])
    url = reverse("filming-new", args=[scene.cycle.pk])
    field = client.get(url).context["form"].fields["visit"]
    assert [code for code, _label in field.choices] == [str(visit.pk), "new", ""]
    assert field.initial == str(visit.pk)
    client.post(url, {"visit": visit.pk, "activity": "book", "held_on": "", "place": ""})
    assert plan_of(FilmedSession.objects.latest("pk")) == (visit.day, "At home", "book", visit)


def test_a_filming_and_its_visit_are_planned_in_one_form(client, scene):
    data = {"visit": "new", "held_on": "2026-12-24", "starts_at": "15:00", "kind_of_place": "clinic"}
    client.post(reverse("filming-new", args=[scene.cycle.pk]), data | {"place": "Room 2", "activity": ""})
    visit = scene.case.visits.get()
    planned = (visit.day, visit.starts_at, visit.place, visit.purpose)
    assert planned == (date(2026, 12, 24), time(15), "clinic", "filming")
    assert plan_of(FilmedSession.objects.latest("pk")) == (visit.day, "Room 2", "", visit)


def test_where_one_of_both_is_refused_neither_is_planned(client, scene):
    Cycle.objects.update(state="abandoned", abandon_reason="refilm")
    data = {"visit": "new", "held_on": "2026-12-24", "kind_of_place": "home"}
    answer = client.post(reverse("filming-new", args=[scene.cycle.pk]), data)
    said = ["This cycle was ended. Open a new cycle to film again."]
    assert answer.context["form"].non_field_errors() == said
    assert (scene.case.visits.count(), FilmedSession.objects.count()) == (0, 1)


def test_a_filming_moves_with_its_visit_and_a_film_stays_where_it_was_taken(client, scene, visit, film_of):
    planned = actions.film_at_visit(visit=visit, activity="", by=scene.guider)
    scene.filming.visit = visit
    scene.filming.save(update_fields=["visit"])
    film_of(scene.filming, scene.parent)
    before = scene.filming.held_on
    data = {"day": "2026-12-30", "starts_at": "11:00", "where": "school", "minutes": "45"}
    answer = client.post(reverse("visit-move", args=[visit.pk]), data)
    assert answer.headers["Location"] == reverse("case", args=[scene.case.pk]) + "#visits"
    planned.refresh_from_db()
    scene.filming.refresh_from_db()
    assert (planned.held_on, planned.place) == (date(2026, 12, 30), "At school or nursery")
    assert scene.filming.held_on == before
    assert visit.moves.get().day == visit.day


def test_moving_is_refused_with_a_sentence_and_what_was_typed_stays(client, visit):
    data = {"day": "2526-12-30", "starts_at": "11:00", "where": "school", "minutes": "45"}
    text = client.post(reverse("visit-move", args=[visit.pk]), data).content.decode()
    assert ("more than a year away" in text, 'value="2526-12-30"' in text) == (True, True)
    assert visit.moves.count() == 0


@pytest.mark.parametrize(
    "state", ["late_not_seen", "not_attended", "cancelled_by_client", "cancelled_by_service"]
)
def test_what_was_planned_for_a_visit_that_was_not_held_is_planned_again(scene, state):
    FilmedSession.objects.all().delete()
    visit = visit_of(scene.case, days=0)
    filming = actions.film_at_visit(visit=visit, activity="", by=scene.guider)
    builders.helping_question(scene.case, rated_by=scene.parent)
    scene.case.participations.filter(person=scene.parent).update(is_client=True)
    assert step_of(scene.case) == "Add the film"
    record_attendance(visit=visit, attendance=state, by=scene.guider)
    assert step_of(scene.case) == "Plan the filming"
    again = actions.film_at_visit(visit=visit_of(scene.case, days=4), activity="", by=scene.guider)
    assert (again.cycle, again == filming) == (filming.cycle, False)


def step_of(case):
    fetched = with_people_and_question(Case.objects.filter(pk=case.pk))
    return next_step(gather(fetched, today=timezone.localdate())[case.pk]).sentence


def test_a_film_that_is_of_no_use_is_no_missed_visit(scene):
    visit = visit_of(scene.case, days=0)
    actions.film_at_visit(visit=visit, activity="", by=scene.guider)
    record_attendance(visit=visit, attendance="on_time", by=scene.guider)
    for cycle in scene.case.cycles.all():
        actions.abandon_cycle(cycle=cycle, reason="nothing_usable", by=scene.guider)
    assert list(Visit.objects.seen()) == [visit]


def test_a_visit_of_another_case_or_one_that_was_missed_takes_no_filming(scene):
    other, missed = visit_of(builders.case(scene.guider)), visit_of(scene.case, days=0)
    record_attendance(visit=missed, attendance="not_attended", by=scene.guider)
    for visit in (other, missed):
        with pytest.raises(ValidationError):
            actions.plan_filming(
                cycle=scene.cycle, held_on=visit.day, place="", activity="", visit=visit, by=scene.guider
            )
    assert FilmedSession.objects.count() == 1


@pytest.mark.parametrize(
    ("purpose", "days", "belongs"),
    [
        ("shared_review", 0, True),
        ("filming_and_review", 0, True),
        ("filming", 0, False),
        ("shared_review", 1, False),
    ],
)
def test_a_shared_review_belongs_to_the_visit_of_its_day(scene, film_of, purpose, days, belongs):
    film_of(scene.filming, scene.parent, state="ready", ready_at=timezone.now())
    visit = visit_of(scene.case, days, purpose)
    review = actions.start_review(cycle=scene.cycle, by=scene.guider)
    assert review.visit == (visit if belongs else None)


def test_only_the_guider_in_charge_moves_a_visit_with_its_filming(scene, visit):
    planned = actions.film_at_visit(visit=visit, activity="", by=scene.guider)
    plan = VisitPlan(day=visit.day + timedelta(days=1), place="home")
    with pytest.raises(ValidationError, match="in charge"):
        actions.move_visit(visit=visit, plan=plan, by=scene.cast.other_guider)
    planned.refresh_from_db()
    assert planned.held_on == visit.day

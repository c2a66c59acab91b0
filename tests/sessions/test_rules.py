"""When a cycle opens, is filmed, reviewed and counted."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Entry
from sessions import actions
from sessions.models import Cycle, FilmedSession
from sessions.rules.cycles import can_complete, can_open_cycle
from sessions.rules.uploads import display_name

REVIEW = FilmedSession.Kind.SHARED_REVIEW


@pytest.mark.parametrize(
    ("status", "may"),
    [
        ("referred", False),
        ("waiting", False),
        ("engaging", True),
        ("active", True),
        ("paused", False),
        ("declined", False),
        ("redirected", False),
    ],
)
def test_a_cycle_opens_only_in_a_case_that_is_under_way(scene, status, may):
    scene.case.status = status
    assert can_open_cycle(scene.case) is may


@pytest.mark.parametrize("film", ["none", "receiving", "waiting", "failed", "ready", "destroyed after use"])
@pytest.mark.parametrize("review", ["none", "begun", "finished"])
@pytest.mark.parametrize("state", ["open", "complete", "abandoned"])
def test_a_cycle_counts_only_when_film_and_shared_review_are_done(scene, film_of, film, review, state):
    if film == "destroyed after use":
        film_of(scene.filming, scene.parent, state="destroyed", ready_at=timezone.now())
    elif film == "ready":
        film_of(scene.filming, scene.parent, state="ready", ready_at=timezone.now())
    elif film != "none":
        film_of(scene.filming, scene.parent, state=film)
    if review != "none":
        finished_at = timezone.now() if review == "finished" else None
        FilmedSession.objects.create(cycle=scene.cycle, kind=REVIEW, finished_at=finished_at)
    scene.cycle.state = state
    expected = film in ("ready", "destroyed after use") and review == "finished" and state == "open"
    assert can_complete(scene.cycle) is expected


def test_a_film_of_the_review_does_not_make_up_for_the_film_itself(scene, film_of):
    review = FilmedSession.objects.create(cycle=scene.cycle, kind=REVIEW, finished_at=timezone.now())
    film_of(review, scene.parent, state="ready", ready_at=timezone.now())
    assert can_complete(scene.cycle) is False


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("film.mp4", "film.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Anna\\film.mov", "film.mov"),
        ("fi\x00lm\n\u202e.mp4", "film.mp4"),
        ("x" * 300, "x" * 255),
        ("", "Film"),
        ("/", "Film"),
    ],
)
def test_a_file_name_is_text_to_show_and_never_a_path(given, shown):
    assert display_name(given) == shown


def test_cycles_are_numbered_in_their_case_and_may_overlap(scene):
    second = actions.open_cycle(case=scene.case, by=scene.guider)
    second.filmed_sessions.create(kind="filming")
    third = actions.open_cycle(case=scene.case, by=scene.guider)
    assert [second.number, third.number] == [2, 3]
    assert list(scene.case.cycles.values_list("state", flat=True)) == ["open"] * 3
    assert Entry.objects.filter(action="cycle.opened").count() == 2


def test_beginning_twice_opens_one_cycle(scene):
    opened = [actions.open_cycle(case=scene.case, by=scene.guider) for _press in range(2)]
    assert [cycle.number for cycle in opened] == [2, 2]
    assert Entry.objects.filter(action="cycle.opened").count() == 1


def test_only_the_guider_in_charge_opens_a_cycle(scene):
    with pytest.raises(ValidationError):
        actions.open_cycle(case=scene.case, by=scene.cast.other_guider)
    assert scene.case.cycles.count() == 1


@pytest.mark.parametrize("state", ["complete", "abandoned"])
def test_nothing_is_planned_in_a_cycle_that_has_ended(scene, state):
    ended = {"completed_on": date(2026, 5, 1)} if state == "complete" else {"abandon_reason": "refilm"}
    Cycle.objects.filter(pk=scene.cycle.pk).update(state=state, **ended)
    with pytest.raises(ValidationError):
        actions.plan_filming(
            cycle=scene.cycle, held_on=date(2026, 5, 2), place="", activity="", by=scene.guider
        )
    assert scene.cycle.filmed_sessions.count() == 1


def test_planning_twice_plans_one_filming(scene):
    plan = {"held_on": date(2026, 5, 2), "place": "At home", "activity": "play"}
    planned = [actions.plan_filming(cycle=scene.cycle, by=scene.guider, **plan) for _press in range(2)]
    assert planned[0] == planned[1]
    assert Entry.objects.filter(action="filming.planned").count() == 1
    other = actions.plan_filming(cycle=scene.cycle, by=scene.guider, **(plan | {"place": "Clinic"}))
    assert scene.cycle.filmed_sessions.count() == 3
    assert other not in planned


def test_a_second_filming_of_the_same_plan_is_possible_once_the_first_has_its_film(scene, film_of):
    plan = {"held_on": date(2026, 5, 2), "place": "", "activity": ""}
    first = actions.plan_filming(cycle=scene.cycle, by=scene.guider, **plan)
    film_of(first, scene.parent)
    assert actions.plan_filming(cycle=scene.cycle, by=scene.guider, **plan) != first


@pytest.mark.parametrize("kind", ["filming", "shared_review"])
@pytest.mark.parametrize("state", ["open", "complete", "abandoned"])
def test_a_cycle_that_has_ended_takes_no_film_but_that_of_its_counted_review(scene, kind, state):
    ended = {
        "open": {},
        "complete": {"completed_on": date(2026, 5, 1)},
        "abandoned": {"abandon_reason": "refilm"},
    }
    Cycle.objects.filter(pk=scene.cycle.pk).update(state=state, **ended[state])
    meeting = scene.cycle.filmed_sessions.create(kind=kind)
    meeting.refresh_from_db()
    declared = {"persons": [scene.parent], "file_name": "film.mp4", "length": 5, "by": scene.guider}
    takes = state == "open" or (state, kind) == ("complete", "shared_review")
    if takes:
        actions.start_upload(filmed_session=meeting, **declared)
    else:
        with pytest.raises(ValidationError, match="Open a new cycle to film again"):
            actions.start_upload(filmed_session=meeting, **declared)
    assert meeting.footage.count() == int(takes)


def test_a_shared_review_needs_a_film_and_begins_once(scene, film_of):
    with pytest.raises(ValidationError, match="Film first"):
        actions.start_review(cycle=scene.cycle, by=scene.guider)
    film_of(scene.filming, scene.parent, state="ready", ready_at=timezone.now())
    review = actions.start_review(cycle=scene.cycle, by=scene.guider)
    with pytest.raises(ValidationError, match="already begun"):
        actions.start_review(cycle=scene.cycle, by=scene.guider)
    assert list(scene.cycle.filmed_sessions.filter(kind=REVIEW)) == [review]


def test_a_whole_cycle_is_counted_on_the_day_it_is_completed(scene, film_of):
    film_of(scene.filming, scene.parent, state="ready", ready_at=timezone.now())
    review = actions.start_review(cycle=scene.cycle, by=scene.guider)
    with pytest.raises(ValidationError, match="does not count yet"):
        actions.complete_cycle(cycle=scene.cycle, by=scene.guider)
    actions.finish_review(filmed_session=review, by=scene.guider)
    actions.finish_review(filmed_session=review, by=scene.guider)
    actions.complete_cycle(cycle=scene.cycle, by=scene.guider)
    scene.cycle.refresh_from_db()
    assert (scene.cycle.state, scene.cycle.completed_on) == ("complete", timezone.localdate())
    assert Entry.objects.filter(action="review.finished").count() == 1


def test_a_cycle_ends_early_only_with_a_reason(scene):
    with pytest.raises(ValidationError):
        actions.abandon_cycle(cycle=scene.cycle, reason="", by=scene.guider)
    scene.cycle.refresh_from_db()
    assert scene.cycle.state == "open"
    actions.abandon_cycle(cycle=scene.cycle, reason="nothing_usable", by=scene.guider)
    scene.cycle.refresh_from_db()
    assert (scene.cycle.state, scene.cycle.abandon_reason) == ("abandoned", "nothing_usable")

"""Visits: planned, moved, held or cancelled in six states, put right; a warning where two meet."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import actions, rules
from cases.models import Case, Visit
from cases.rules import VisitPlan
from tests import builders

SEEN = ["on_time", "late_seen"]
MISSED = ["late_not_seen", "not_attended"]
CANCELLED = ["cancelled_by_client", "cancelled_by_service"]


def on(days, starts_at=time(10), **plan):
    day = timezone.localdate() + timedelta(days=days)
    return VisitPlan(**({"day": day, "starts_at": starts_at, "place": "home"} | plan))


@pytest.fixture
def planned(family, cast):
    def planned(days=0, purpose="follow_up", case=None, **plan):
        return actions.plan_visit(
            case=case or family.case, plan=on(days, **plan), purpose=purpose, by=cast.guider
        )

    return planned


def states(visit):
    visit.refresh_from_db()
    return visit.attendance, visit.service_reason


@pytest.mark.parametrize("days", [-3, 0])
@pytest.mark.parametrize("state", [*SEEN, *MISSED, *CANCELLED])
def test_everything_may_be_recorded_of_a_visit_of_today_or_earlier(cast, planned, trail, days, state):
    visit = planned(days)
    actions.record_attendance(visit=visit, attendance=state, by=cast.guider)
    assert states(visit) == (state, "")
    assert (visit.is_seen, visit.is_cancelled) == (state in SEEN, state in CANCELLED)
    assert trail()[-1] == ("visit.attendance_recorded", {"attendance": state, "reason": ""})


@pytest.mark.parametrize(
    ("state", "allowed"), [*((state, False) for state in SEEN + MISSED), *((s, True) for s in CANCELLED)]
)
def test_a_visit_that_lies_ahead_can_only_be_cancelled(cast, planned, state, allowed):
    visit = planned(days=1)
    assert (state in rules.attendances(visit)) == allowed
    if allowed:
        actions.record_attendance(visit=visit, attendance=state, by=cast.guider)
    else:
        with pytest.raises(ValidationError, match="not been held yet"):
            actions.record_attendance(visit=visit, attendance=state, by=cast.guider)
    assert states(visit) == (state if allowed else "", "")


@pytest.mark.parametrize("state", ["", "maybe"])
def test_there_are_six_states_and_no_other(cast, planned, state):
    visit = planned()
    with pytest.raises(ValidationError):
        actions.record_attendance(visit=visit, attendance=state, by=cast.guider)
    assert states(visit) == ("", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.update(attendance="maybe", attendance_by=cast.guider)


@pytest.mark.parametrize("state", [*SEEN, *MISSED, *CANCELLED])
def test_a_reason_is_only_given_where_the_service_cancelled(cast, planned, state):
    visit = planned()
    if state == "cancelled_by_service":
        actions.record_attendance(visit=visit, attendance=state, service_reason="illness", by=cast.guider)
        assert states(visit) == (state, "illness")
    else:
        with pytest.raises(ValidationError, match="reason"):
            actions.record_attendance(visit=visit, attendance=state, service_reason="illness", by=cast.guider)
        assert states(visit) == ("", "")


def test_recording_twice_records_once_and_another_state_is_refused(cast, planned, trail):
    visit = planned()
    for _press in range(2):
        actions.record_attendance(visit=visit, attendance="on_time", by=cast.guider)
    assert [action for action, _codes in trail()].count("visit.attendance_recorded") == 1
    with pytest.raises(ValidationError, match="Take that back first"):
        actions.record_attendance(visit=visit, attendance="not_attended", by=cast.guider)
    assert states(visit) == ("on_time", "")


def test_a_wrong_attendance_is_taken_back_and_the_trail_keeps_it(cast, planned, trail):
    visit = planned()
    actions.record_attendance(
        visit=visit, attendance="cancelled_by_service", service_reason="travel", by=cast.guider
    )
    actions.correct_attendance(visit=visit, by=cast.guider)
    before = {"attendance": "cancelled_by_service", "reason": "travel"}
    assert trail()[-1] == ("visit.attendance_corrected", {"before": before})
    assert states(visit) == ("", "")
    with pytest.raises(ValidationError, match="Nothing is recorded"):
        actions.correct_attendance(visit=visit, by=cast.guider)
    actions.record_attendance(visit=visit, attendance="on_time", by=cast.guider)
    assert states(visit) == ("on_time", "")


def test_a_moved_visit_keeps_where_it_was(cast, planned):
    visit = planned(days=2)
    actions.move_visit(visit=visit, plan=on(5, place="remote", medium="video_call"), by=cast.guider)
    actions.move_visit(visit=visit, plan=on(6, time(14, 30)), by=cast.guider)
    visit.refresh_from_db()
    assert ((visit.day - timezone.localdate()).days, visit.starts_at, visit.sequence) == (6, time(14, 30), 2)
    kept = [((move.day - timezone.localdate()).days, move.place) for move in visit.moves.all()]
    assert kept == [(2, "home"), (5, "remote")]


def test_moving_to_where_it_is_changes_nothing(cast, planned):
    visit = planned(days=2)
    actions.move_visit(visit=visit, plan=on(2), by=cast.guider)
    visit.refresh_from_db()
    assert (visit.sequence, visit.moves.count()) == (0, 0)


def test_a_visit_that_was_held_is_not_moved(cast, planned):
    visit = planned()
    actions.record_attendance(visit=visit, attendance="on_time", by=cast.guider)
    with pytest.raises(ValidationError, match="Plan a new one"):
        actions.move_visit(visit=visit, plan=on(3), by=cast.guider)
    assert visit.moves.count() == 0


EXPECTING = {
    "referred": True,
    "waiting": True,
    "engaging": True,
    "active": True,
    "paused": False,
    "closed": False,
    "declined": False,
    "redirected": False,
}


@pytest.mark.parametrize(("status", "expected"), EXPECTING.items())
def test_a_paused_or_finished_case_is_left_in_peace(status, expected):
    assert rules.expects_visits(Case(status=status)) == expected


def test_the_table_names_every_status():
    assert EXPECTING.keys() == set(Case.Status.values)


@pytest.mark.parametrize("status", ["paused", "closed"])
def test_no_visit_is_planned_while_none_is_expected(planned, family, status):
    ended = {"closed_on": date(2026, 5, 1), "closing_reason": "completed"} if status == "closed" else {}
    Case.objects.update(status=status, **ended)
    with pytest.raises(ValidationError):
        planned()
    assert family.case.visits.count() == 0


def test_attendance_can_still_be_recorded_once_the_case_is_closed(cast, planned, family):
    visit = planned(-1)
    Case.objects.update(status="closed", closed_on=date(2026, 5, 1), closing_reason="completed")
    actions.record_attendance(visit=visit, attendance="on_time", by=cast.guider)
    assert states(visit) == ("on_time", "")


@pytest.mark.parametrize(
    ("place", "medium", "fits"),
    [
        ("home", "face_to_face", True),
        ("remote", "video_call", True),
        ("remote", "telephone", True),
        ("remote", "face_to_face", False),
        ("clinic", "telephone", False),
    ],
)
def test_only_a_remote_visit_is_a_call(planned, family, place, medium, fits):
    if fits:
        assert planned(place=place, medium=medium).is_remote == (place == "remote")
    else:
        with pytest.raises(ValidationError, match="remote"):
            planned(place=place, medium=medium)
    assert family.case.visits.count() == fits


def test_a_year_that_was_mistyped_is_asked_about(planned, family):
    with pytest.raises(ValidationError, match="more than a year away"):
        planned(days=4000)
    assert family.case.visits.count() == 0


def test_planning_twice_plans_one_visit(planned, family):
    assert planned(2) == planned(2)
    assert planned(2, purpose="filming") != planned(2)
    assert family.case.visits.count() == 2


@pytest.mark.parametrize(
    ("starts_at", "minutes", "meets"),
    [
        (time(10), 60, True),
        (time(9), 60, False),
        (time(9), 61, True),
        (time(10, 59), 60, True),
        (time(11), 60, False),
        (None, 60, False),
    ],
)
def test_two_visits_at_one_time_are_told_and_kept(cast, planned, starts_at, minutes, meets):
    other = planned(1)
    visit = planned(1, case=builders.case(cast.guider), starts_at=starts_at, minutes=minutes)
    assert rules.overlapping(visit) == ([other] if meets else [])


def test_a_cancelled_visit_is_in_nobodys_way(cast, planned):
    other = planned(1)
    actions.record_attendance(visit=other, attendance="cancelled_by_client", by=cast.guider)
    assert rules.overlapping(planned(1, case=builders.case(cast.guider))) == []


def test_what_was_planned_by_mistake_is_removed_and_what_was_held_stays(cast, planned, family, trail):
    wrong, held = planned(1), planned()
    actions.record_attendance(visit=held, attendance="on_time", by=cast.guider)
    actions.remove_visit(visit=wrong, by=cast.guider)
    assert trail()[-1][0] == "visit.removed"
    with pytest.raises(ValidationError, match="so it stays"):
        actions.remove_visit(visit=held, by=cast.guider)
    assert list(family.case.visits.all()) == [held]


def test_only_the_guider_in_charge_writes(cast, planned, family):
    visit = planned()
    refused = [
        lambda by: actions.plan_visit(case=family.case, plan=on(9), purpose="other", by=by),
        lambda by: actions.move_visit(visit=visit, plan=on(9), by=by),
        lambda by: actions.record_attendance(visit=visit, attendance="on_time", by=by),
        lambda by: actions.correct_attendance(visit=visit, by=by),
        lambda by: actions.remove_visit(visit=visit, by=by),
    ]
    for act in refused:
        with pytest.raises(ValidationError, match="in charge"):
            act(cast.other_guider)
    assert states(visit) == ("", "")

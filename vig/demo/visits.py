"""Visits of some demonstration cases: held, missed, cancelled and moved, one today and some ahead."""

from datetime import time, timedelta

from django.utils import timezone

from accounts.models import User
from cases.actions import plan_visit, record_attendance
from cases.models import Case, Visit
from cases.rules import VisitPlan
from sessions.actions import move_visit
from vig.demo.people import Cast

MORNING, AFTERNOON = time(9, 30), time(14)


def tell_all(cast: Cast) -> None:
    review_held(cast.guider)
    clips_chosen(cast.guider)
    foster_filming_planned(cast.guider)
    question_agreed(cast.guider)


def review_held(by: User) -> None:
    """Three visits held, one that the client called off and one that the guider did; the next is planned."""
    case = _case("Clover", by)
    _held(case, by, -42, "first_meeting")
    _held(case, by, -35, "other", "cancelled_by_client")
    _held(case, by, -28, "other", "late_seen")
    _held(case, by, -11, "filming", "cancelled_by_service", "illness")
    _held(case, by, -4, "filming")
    visit = _planned(case, by, 2, "filming_and_review")
    case.cycles.get(state="open").filmed_sessions.update(visit=visit)
    plan = VisitPlan(day=visit.day + timedelta(days=1), starts_at=AFTERNOON, place=Visit.Place.HOME)
    move_visit(visit=visit, plan=plan, by=by)


def clips_chosen(by: User) -> None:
    """The shared review is today."""
    case = _case("Aspen", by)
    _held(case, by, -33, "first_meeting")
    _held(case, by, -4, "filming")
    _planned(case, by, 0, "shared_review", starts_at=AFTERNOON)


def foster_filming_planned(by: User) -> None:
    case = _case("Rowan", by)
    _held(case, by, -13, "first_meeting", place="clinic")
    visit = _planned(case, by, 1, "filming")
    case.cycles.get().filmed_sessions.update(visit=visit)


def question_agreed(by: User) -> None:
    """Yesterday's call still waits to be recorded."""
    _planned(_case("Laurel", by), by, -1, "first_meeting", place="remote", medium="video_call", minutes=40)


def _held(
    case: Case, by: User, days: int, purpose: str, attendance: str = "on_time", reason: str = "", **plan: str
) -> None:
    visit = _planned(case, by, days, purpose, **plan)
    record_attendance(visit=visit, attendance=attendance, service_reason=reason, by=by)


def _planned(case: Case, by: User, days: int, purpose: str, **facts: object) -> Visit:
    day = timezone.localdate() + timedelta(days=days)
    chosen: dict[str, object] = {"place": Visit.Place.HOME, "starts_at": MORNING} | facts
    plan = VisitPlan(day=day, **chosen)  # type: ignore[arg-type]
    return plan_visit(case=case, plan=plan, purpose=purpose, by=by)


def _case(client: str, by: User) -> Case:
    """The first of this name: some stories are told again by others."""
    own = Case.objects.filter(guider=by, participations__is_client=True)
    case: Case = own.filter(participations__person__name=f"{client} Example").earliest("pk")
    return case

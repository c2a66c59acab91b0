"""A cycle from its opening to the day it counts, or ends without counting."""

from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.models import Case, Visit
from cases.rules import check_in_charge, visit_held_today
from consent.actions import end_access
from consent.models import Grant
from consent.scopes import Purpose
from sessions.actions.originals import destroy_originals_of
from sessions.models import Cycle, FilmedSession
from sessions.rules.cycles import (
    check_abandon,
    check_complete,
    check_is_open,
    check_open_cycle,
    check_plan_filming,
    check_start_review,
)
from sessions.rules.states import CYCLE, FILMED_SESSION
from sessions.rules.visits import check_visit_of_case


@transaction.atomic
def open_cycle(*, case: Case, by: User) -> Cycle:
    """A cycle that nothing was planned in yet is taken first, so that pressing twice opens one."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    check_in_charge(by, case)
    check_open_cycle(case)
    empty = case.cycles.filter(state=Cycle.State.OPEN, filmed_sessions=None).first()
    if empty is not None:
        return empty
    last = case.cycles.aggregate(last=Max("number"))["last"] or 0
    cycle = Cycle.objects.create(case=case, number=last + 1)
    record(by=by, action="cycle.opened", subject=cycle, case=case, number=cycle.number)
    return cycle


@transaction.atomic
def plan_filming(
    *, cycle: Cycle, held_on: date, place: str, activity: str, by: User, visit: Visit | None = None
) -> FilmedSession:
    """The same plan that has no film yet is taken first, so that pressing twice plans one filming."""
    cycle = locked_cycle(cycle, by)
    check_plan_filming(cycle)
    if visit is not None:
        check_visit_of_case(cycle.case, Visit.objects.get(pk=visit.pk))
    plan = {
        "kind": FilmedSession.Kind.FILMING,
        "held_on": held_on,
        "place": place,
        "activity": activity,
        "visit": visit,
    }
    same = cycle.filmed_sessions.filter(footage=None, nothing_usable="", **plan).first()
    if same is not None:
        return same
    filmed_session = FilmedSession.objects.create(cycle=cycle, **plan)
    record(
        by=by, action="filming.planned", subject=filmed_session, case=cycle.case, held_on=held_on.isoformat()
    )
    return filmed_session


@transaction.atomic
def start_review(*, cycle: Cycle, by: User, call: str = FilmedSession.Call.NONE) -> FilmedSession:
    """In the visit of today that was planned for it, if there is one."""
    cycle = locked_cycle(cycle, by)
    check_start_review(cycle)
    visit = visit_held_today(cycle.case, Visit.TO_REVIEW)
    review = FilmedSession.objects.create(
        cycle=cycle, kind=FilmedSession.Kind.SHARED_REVIEW, visit=visit, call=call
    )
    record(by=by, action="review.started", subject=review, case=cycle.case)
    return review


@transaction.atomic
def finish_review(*, filmed_session: FilmedSession, by: User) -> None:
    """The meeting is over and written up. Doing it twice changes nothing."""
    cycle = locked_cycle(filmed_session.cycle, by)
    review = FilmedSession.objects.select_for_update().get(
        pk=filmed_session.pk, kind=FilmedSession.Kind.SHARED_REVIEW
    )
    if (review.state, "finish") in FILMED_SESSION:
        check_is_open(cycle)
        review.finished_at = timezone.now()
        review.save(update_fields=["finished_at"])
        record(by=by, action="review.finished", subject=review, case=cycle.case)


@transaction.atomic
def complete_cycle(*, cycle: Cycle, by: User) -> None:
    cycle = locked_cycle(cycle, by)
    check_complete(cycle)
    cycle.state = CYCLE[cycle.state, "complete"]
    cycle.completed_on, cycle.completed_by = timezone.localdate(), by
    cycle.save(update_fields=["state", "completed_on", "completed_by"])
    record(by=by, action="cycle.completed", subject=cycle, case=cycle.case, number=cycle.number)
    transaction.on_commit(partial(destroy_originals_of, cycle), robust=True)


@transaction.atomic
def abandon_cycle(*, cycle: Cycle, reason: str, by: User) -> None:
    """The cycle ends without counting. Its film stays until it is removed or its time is up.

    What is with a supervisor comes back by itself. The original goes as in a complete cycle: nobody will make
    anything of it any more.
    """
    cycle = locked_cycle(cycle, by)
    check_abandon(cycle, reason)
    cycle.state = CYCLE[cycle.state, "abandon"]
    cycle.abandon_reason = reason
    cycle.save(update_fields=["state", "abandon_reason"])
    record(by=by, action="cycle.abandoned", subject=cycle, case=cycle.case, reason=reason)
    _close_to_supervisors(cycle, by)
    transaction.on_commit(partial(destroy_originals_of, cycle), robust=True)


def _close_to_supervisors(cycle: Cycle, by: User) -> None:
    open_now = Grant.objects.filter(purpose=Purpose.SUPERVISION, ended_at=None)
    of_cycle = open_now.filter(custody__footage__filmed_session__cycle=cycle)
    for grant in of_cycle.select_related("custody__case", "user"):
        end_access(custody=grant.custody, user=grant.user, purpose=Purpose.SUPERVISION, by=by)


def locked_cycle(cycle: Cycle, by: User) -> Cycle:
    """The cycle as it stands now, held until the transaction ends."""
    case = Case.objects.select_for_update().get(pk=cycle.case_id)
    check_in_charge(by, case)
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    cycle.case = case
    return cycle

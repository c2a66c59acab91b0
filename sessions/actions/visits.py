"""What is filmed goes with the visit it is filmed in."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from cases import actions
from cases.models import Visit
from cases.rules import VisitPlan
from sessions.actions.cycles import open_cycle, plan_filming
from sessions.models import Cycle, FilmedSession
from sessions.rules.visits import cycle_to_film, films_to_come


@transaction.atomic
def film_at_visit(
    *, visit: Visit, activity: str, by: User, cycle: Cycle | None = None, place: str = ""
) -> FilmedSession:
    """The filming of a visit, without asking again when and where; in a cycle that has none yet."""
    cycle = cycle or cycle_to_film(visit.case) or open_cycle(case=visit.case, by=by)
    place = place or visit.where
    return plan_filming(cycle=cycle, held_on=visit.day, place=place, activity=activity, visit=visit, by=by)


@transaction.atomic
def film_at_new_visit(*, cycle: Cycle, plan: VisitPlan, activity: str, place: str, by: User) -> FilmedSession:
    """Both are planned at once, or neither is."""
    purpose = Visit.Purpose.FILMING
    visit = actions.plan_visit(case=cycle.case, plan=plan, purpose=purpose, by=by)
    return film_at_visit(visit=visit, activity=activity, cycle=cycle, place=place, by=by)


@transaction.atomic
def move_visit(*, visit: Visit, plan: VisitPlan, by: User) -> Visit:
    moved = actions.move_visit(visit=visit, plan=plan, by=by)
    for filming in films_to_come(moved).exclude(held_on=moved.day, place=moved.where):
        filming.held_on, filming.place = moved.day, moved.where
        filming.save(update_fields=["held_on", "place"])
        day = moved.day.isoformat()
        record(by=by, action="filming.moved", subject=filming, case=moved.case, held_on=day)
    return moved

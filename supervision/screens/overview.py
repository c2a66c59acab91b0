"""All trainees of a supervisor: who waits for what, and the hours of this quarter."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from supervision.counting import WRITTEN, Supervised
from supervision.models import SupervisionSession, trainees_visible_to
from supervision.road import Road, roads_of
from supervision.screens.road import Bar, Step, bars_of, next_for_supervisor, waiting_for
from supervision.screens.words import duration


@dataclass(frozen=True)
class Row:
    road: Road
    step: Step
    bars: list[Bar]
    this_quarter: str


def quarter_begins(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def overview(supervisor: User) -> dict[str, Any]:
    """Those who wait for this supervisor come first."""
    since = quarter_begins(timezone.localdate())
    people = trainees_visible_to(supervisor).exclude(pk=supervisor.pk)
    roads = roads_of(people.select_related("organisation").order_by("name"))
    waiting = waiting_for(supervisor, list(roads))
    rows = [_row(road, supervisor, waiting.get(pk, []), since) for pk, road in roads.items()]
    held = SupervisionSession.objects.filter(supervisor=supervisor, held_on__gte=since)
    return {
        "rows": sorted(rows, key=lambda row: not row.step.waits),
        "since": since,
        "given": duration(sum(held.values_list("minutes", flat=True))),
    }


def _row(road: Road, supervisor: User, waiting: list[Any], since: date) -> Row:
    return Row(
        road=road,
        step=next_for_supervisor(road, supervisor, waiting),
        bars=bars_of(road.now)[:3] if road.now else [],
        this_quarter=_hours([each for each in road.supervised if each.on >= since]),
    )


def _hours(recent: list[Supervised]) -> str:
    """Whoever supervised; signed by both."""
    in_writing = sum(each.minutes for each in recent if each.kind == WRITTEN)
    together = sum(each.minutes for each in recent) - in_writing
    if not in_writing:
        return _("This quarter: %(together)s of supervision.") % {"together": duration(together)}
    times = {"together": duration(together), "written": duration(in_writing)}
    return _("This quarter: %(together)s of supervision, and %(written)s in writing.") % times

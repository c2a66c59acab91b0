"""What a trainee has done, for the association's own platform: cases by number, part and age, no names."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import paper
from accounts.models import User
from cases.models import Participation
from sessions.models import Cycle
from supervision.models import Attendance
from supervision.road import AHEAD, BEFORE, Road, Standing, road_of
from supervision.screens.people import part_in_case, without_names_of_cases
from supervision.screens.road import bars_of
from supervision.screens.words import duration

NOT_SEEN = (Participation.Role.GUIDER, Participation.Role.INTERPRETER)
# What a spreadsheet could take for a formula, also behind spaces.
RUNS = re.compile(r"\s*[=+\-@]")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True)
class Portfolio:
    trainee: User
    road: Road
    cycles: list[Cycle]
    signed: list[Attendance]


def portfolio_of(trainee: User) -> Portfolio:
    cycles = Cycle.objects.casework().filter(state=Cycle.State.COMPLETE, completed_by=trainee)
    people = Participation.objects.select_related("person").order_by("-is_client", "pk")
    signed = Attendance.objects.filter(trainee=trainee, signed_at__isnull=False)
    return Portfolio(
        trainee=trainee,
        road=road_of(trainee),
        cycles=list(
            cycles.select_related("case")
            .prefetch_related(Prefetch("case__participations", queryset=people))
            .order_by("completed_on", "pk")
        ),
        signed=list(signed.select_related("meeting__supervisor").order_by("meeting__held_on", "pk")),
    )


def people_of(cycle: Cycle) -> str:
    """Who took part on the day it was completed, by part and age then; the client first."""
    on = cycle.completed_on or date.min
    here = [
        part
        for part in cycle.case.participations.all()
        if part.role not in NOT_SEEN
        and not part.only_in_picture
        and part.since <= on
        and (part.until is None or part.until > on)
    ]
    return "; ".join(part_in_case(part, on) for part in here)


def as_pdf(portfolio: Portfolio) -> bytes:
    road, hidden = portfolio.road, without_names_of_cases(portfolio.trainee)
    enrolment = road.enrolment
    lead = _("Cases by number, part and age. Nobody is named.")
    said = {
        "lead": lead,
        "facts": [
            (_("Trainee guider"), portfolio.trainee.name),
            (_("Pathway"), f"{enrolment.pathway.name} ({enrolment.pathway.source})" if enrolment else "–"),
        ],
        "stages": [_stage(standing, hidden) for standing in road.stages if standing.state != AHEAD],
        "statements": [
            (each.stage.name, hidden(each.words))
            for each in (enrolment.statements.all() if enrolment else [])
            if each.submitted_at
        ],
        "titles": [_("Complete cycles"), _("Supervision"), _("Reflective statement")],
        "cycles_head": [_("Completed on"), _("Case"), _("Who took part")],
        "cycles": [
            [_day(cycle.completed_on), f"{cycle.case.number}, {cycle.number}", people_of(cycle)]
            for cycle in portfolio.cycles
        ],
        "meetings_head": [_("Date"), _("Form"), _("Length"), _("Supervisor")],
        "meetings": [_meeting(row) for row in portfolio.signed],
    }
    return paper.pdf(
        "supervision/portfolio.typ",
        organisation=portfolio.trainee.organisation,
        title=_("Portfolio"),
        kicker=portfolio.trainee.name,
        said=said,
    )


def _stage(standing: Standing, hidden: Any) -> dict[str, Any]:
    if standing.state == BEFORE:
        return {"title": standing.stage.name, "facts": [(_("Passed"), _("before Attune"))]}
    facts = [(bar.label, bar.words) for bar in bars_of(standing)]
    if standing.carried:
        facts.append((_("Work from before"), hidden(standing.carried.reason)))
    meeting = standing.meeting
    if meeting and meeting.signed_at:
        signed = _("%(name)s, held on %(day)s") % {
            "name": meeting.assessor.name,
            "day": _day(meeting.held_on),
        }
        facts += [(_("Assessor"), signed), (_("Strengths, and what comes next"), hidden(meeting.words))]
    return {"title": standing.stage.name, "facts": facts}


def _meeting(row: Attendance) -> list[str]:
    meeting = row.meeting
    where = _("remote") if meeting.is_remote else _("in person")
    return [
        _day(meeting.held_on),
        f"{meeting.get_kind_display()}, {where}",
        duration(meeting.minutes),
        meeting.supervisor.name,
    ]


def _day(on: date | None) -> str:
    return date_format(on, "j F Y") if on else ""


def as_csv(portfolio: Portfolio) -> bytes:
    """One line for each cycle, meeting and end of a stage; dates as a spreadsheet reads them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["What", "Date", "Case", "Cycle", "Who took part", "Minutes", "Form", "Signed by"])
    for line in _lines(portfolio):
        writer.writerow([safe(str(cell)) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def _lines(portfolio: Portfolio) -> Iterable[list[object]]:
    for cycle in portfolio.cycles:
        number, day = cycle.case.number, cycle.completed_on
        yield ["cycle", day, number, cycle.number, people_of(cycle), "", "", ""]
    for row in portfolio.signed:
        meeting = row.meeting
        facts = [meeting.minutes, f"{meeting.kind}{' remote' if meeting.is_remote else ''}"]
        yield ["supervision", meeting.held_on, "", "", "", *facts, meeting.supervisor.name]
    for standing in portfolio.road.stages:
        if standing.meeting and standing.meeting.signed_at:
            end = standing.meeting
            yield ["end of stage", end.held_on, "", "", standing.stage.name, "", "", end.assessor.name]


def safe(text: str) -> str:
    """A cell that no spreadsheet runs."""
    text = CONTROL.sub(" ", text)
    return f"'{text}" if RUNS.match(text) else text

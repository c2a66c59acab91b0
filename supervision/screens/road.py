"""Where a trainee stands, as they and their supervisor read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from supervision.models import Submission
from supervision.road import AHEAD, Road, Standing
from supervision.screens.people import without_names_of_cases
from supervision.screens.words import duration, what_is_missing


@dataclass(frozen=True)
class Bar:
    """`percent` is None where the stage names no number."""

    label: str
    words: str
    percent: int | None = None


@dataclass(frozen=True)
class Step:
    """`waits`: nothing goes on until this person does it."""

    title: str
    text: str
    action: str = ""
    url: str = ""
    waits: bool = False


def bars_of(standing: Standing) -> list[Bar]:
    """What is done of what is asked; of a stage that is still to come only what is asked."""
    stage, tally = standing.stage, standing.tally
    clients = _("Clients") if stage.number == 1 else _("More clients")
    rows: list[tuple[str, int, int, Callable[[int], str]]] = [
        (_("Cycles"), tally.cycles, stage.cycles, str),
        (clients, tally.clients, stage.clients, str),
        (_("Supervision"), tally.minutes, stage.minutes, duration),
        (_("Meetings (a guide)"), tally.meetings, stage.meetings, str),
    ]
    if standing.state == AHEAD:
        return [Bar(label, words(asked)) for label, _done, asked, words in rows if asked]
    return [_bar(*row) for row in rows]


def _bar(label: str, done: int, asked: int, words: Callable[[int], str]) -> Bar:
    if not asked:
        return Bar(label, words(done))
    said = _("%(done)s of %(asked)s") % {"done": words(done), "asked": words(asked)}
    return Bar(label, said, min(100 * done // asked, 100))


def stage_facts(standing: Standing) -> list[str]:
    """Sentences below the bars."""
    stage, facts = standing.stage, [standing.stage.note] if standing.stage.note else []
    if standing.since and stage.months:
        facts.append(
            ngettext(
                "Since %(day)s; about %(number)d month is a guide.",
                "Since %(day)s; about %(number)d months are a guide.",
                stage.months,
            )
            % {"day": date_format(standing.since, "j F Y"), "number": stage.months}
        )
    return facts


def next_for_trainee(road: Road) -> Step:
    """In words, what is next."""
    if road.to_sign:
        meeting = road.to_sign[0].meeting
        facts = {"day": date_format(meeting.held_on, "j F"), "time": duration(meeting.minutes)}
        return Step(
            _("Read and sign the note of your supervision"),
            _("Of %(day)s, %(time)s. It counts once you have signed too.") % facts,
            _("Read it"),
            reverse("meeting", args=[meeting.pk]),
            waits=True,
        )
    standing = road.now
    if road.enrolment is None:
        words = _("Your supervisor chooses it together with you, and where you stand on it.")
        return Step(_("Your pathway is not chosen yet"), words)
    if standing is None:
        return Step(_("You have come to the end of this pathway"), _("Your portfolio has it all on paper."))
    if not standing.is_done:
        title = _("Still to come in %(stage)s") % {"stage": standing.stage.name}
        return Step(title, what_is_missing(standing.missing), _("My caseload"), reverse("caseload"))
    return _end_of_stage(road, standing)


def _end_of_stage(road: Road, standing: Standing) -> Step:
    title = _("%(stage)s has all it asks for") % {"stage": standing.stage.name}
    if standing.meeting:
        title = _("%(name)s holds the meeting that ends %(stage)s") % {
            "name": standing.meeting.assessor.name,
            "stage": standing.stage.name,
        }
    if road.statement and road.statement.submitted_at:
        return Step(title, _("Your reflective statement is handed in. There is nothing you have to do."))
    words = _("Write your reflective statement, so that it can be read before the meeting.")
    return Step(title, words, _("Write it"), reverse("statement"), waits=True)


def next_for_supervisor(road: Road, viewer: User, submissions: list[Submission]) -> Step:
    """What waits for this supervisor, or for whom everybody waits."""
    trainee, standing = road.trainee, road.now
    if standing and standing.meeting and standing.meeting.assessor_id == viewer.pk:
        title = _("Hold the meeting that ends %(stage)s, then sign") % {"stage": standing.stage.name}
        page = reverse("stage-meeting", args=[standing.meeting.pk])
        return Step(title, _("You are asked as the assessor."), _("Open"), page, waits=True)
    if submissions:
        count = len(submissions)
        words = ngettext("%d submission waits for you", "%d submissions wait for you", count) % count
        page = reverse("submission", args=[submissions[0].pk])
        return Step(words, _urgency(submissions[0]), _("Look at the clips"), page, waits=True)
    if road.enrolment is None:
        page = reverse("enrolment-new", args=[trainee.pk])
        words = _("Then the bars show what is done and what is next.")
        return Step(_("Choose a pathway together"), words, _("Choose"), page, waits=True)
    if standing is None:
        return Step(_("Finished"), _("The whole pathway is done."))
    return _on_the_way(road, standing, viewer)


def _on_the_way(road: Road, standing: Standing, viewer: User) -> Step:
    names = {"stage": standing.stage.name, "name": standing.meeting.assessor.name if standing.meeting else ""}
    if road.to_sign:
        return Step(_("Waits for their signature"), _("They have a meeting to read and sign."))
    if not standing.is_done:
        return Step(_("On the way in %(stage)s") % names, what_is_missing(standing.missing))
    if standing.meeting:
        return Step(_("Waits for %(name)s to assess %(stage)s") % names, _("They were asked."))
    if viewer.organisation_id != road.trainee.organisation_id:
        words = _("A supervisor of their own organisation asks the assessor. Tell your trainee.")
        return Step(_("%(stage)s has all it asks for") % names, words)
    page = reverse("assessment-new", args=[road.trainee.pk])
    words = _("Somebody who has never supervised this trainee.")
    return Step(_("Ask an assessor for the end of %(stage)s") % names, words, _("Ask"), page, waits=True)


def _urgency(submission: Submission) -> str:
    if submission.review_planned_on is None:
        return _("No shared review is planned yet.")
    day = date_format(submission.review_planned_on, "l j F")
    return _("Shared review planned on %(day)s.") % {"day": day}


def progress_screen(road: Road, viewer: User) -> dict[str, Any]:
    stages = [(standing, bars_of(standing), stage_facts(standing)) for standing in road.stages]
    is_own = viewer.pk == road.trainee.pk
    waiting = [] if is_own else waiting_for(viewer, [road.trainee.pk]).get(road.trainee.pk, [])
    statement = road.statement.words if road.statement and road.statement.submitted_at else ""
    return {
        "road": road,
        "trainee": road.trainee,
        "statement_words": statement if is_own else without_names_of_cases(road.trainee)(statement),
        "is_own": is_own,
        "stages": stages,
        "next": next_for_trainee(road) if is_own else next_for_supervisor(road, viewer, waiting),
    }


def waiting_for(supervisor: User, trainees: list[int]) -> dict[int, list[Submission]]:
    """By trainee what this supervisor has not decided yet, most urgent first."""
    open_to = Submission.objects.with_supervisor().filter(supervisor=supervisor, submitted_by__in=trainees)
    found: dict[int, list[Submission]] = {}
    for submission in open_to.order_by(F("review_planned_on").asc(nulls_last=True), "submitted_at"):
        found.setdefault(submission.submitted_by_id, []).append(submission)
    return found

"""The work itself: cycles with their films, shared reviews, and when it was brought to supervision.

Films are told by their day and their clips counted: no picture ever goes into a record.
"""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from cases.models import Case
from clips import written
from clips.models import Clip, ShownClip
from clips.personal_lines import Line, day_of, line
from sessions.models import Cycle, FilmedSession


def cycles(case: Case) -> list[Line]:
    clips = dict(
        Clip.objects.filter(footage__custody__case=case)
        .values_list("footage__filmed_session")
        .annotate(number=Count("pk"))
        .order_by()
    )
    gone = case.cycles.prefetch_related("filmed_sessions__footage__custody__recording")
    return [row for cycle in gone.order_by("number") for row in _cycle(cycle, clips)]


def _cycle(cycle: Cycle, clips: dict[int, int]) -> list[Line]:
    first = line(
        (_("Cycle %(number)d") % {"number": cycle.number}, cycle.get_state_display()),
        (_("Completed on"), day_of(cycle.completed_on)),
        (_("Why it was let go"), cycle.get_abandon_reason_display()),
    )
    meetings = sorted(cycle.filmed_sessions.all(), key=lambda meeting: (meeting.held_on, meeting.pk))
    return [first, *(_meeting(meeting, clips.get(meeting.pk, 0)) for meeting in meetings)]


def _meeting(meeting: FilmedSession, clips: int) -> Line:
    films = [footage.custody.recording.get_state_display() for footage in meeting.footage.all()]
    return line(
        (meeting.get_kind_display(), day_of(meeting.held_on)),
        (_("Where"), meeting.place),
        (_("How"), meeting.get_call_display() if meeting.is_remote else ""),
        (_("Confirmed that the platform has no copy"), meeting.copy_deleted_at),
        (_("What was done"), meeting.get_activity_display()),
        (_("Nothing usable"), meeting.get_nothing_usable_display()),
        (_("Films"), f"{len(films)} ({', '.join(map(str, films))})" if films else ""),
        (_("Clips made"), clips or ""),
    )


def reviews(case: Case) -> list[Line]:
    held = FilmedSession.objects.filter(cycle__case=case, kind=FilmedSession.Kind.SHARED_REVIEW)
    held = held.select_related("cycle").prefetch_related(
        "shown_clips__reflections__said_by",
        "shown_clips__reflections__noticed_by",
        "shown_clips__signs__person",
        "agreed_points",
    )
    return [row for review in held.order_by("held_on", "pk") for row in _review(review)]


def _review(review: FilmedSession) -> list[Line]:
    named = _("Shared review of cycle %(number)d") % {"number": review.cycle.number}
    first = line((named, day_of(review.held_on)), (_("Held until"), review.finished_at))
    shown = [_shown(each) for each in review.shown_clips.all()]
    return [first, *shown, *(written.of_point(each) for each in review.agreed_points.all())]


def _shown(shown: ShownClip) -> Line:
    return line(
        (_("Clip shown"), shown.name),
        (_("Question to begin with"), shown.prompt),
        *((each.under, each.words) for each in shown.reflections.all()),
        *((each.person.name, each.what) for each in shown.signs.all()),
    )


def supervision(case: Case) -> list[Line]:
    """Only when. What was said there is about the guider's learning, and known above this app."""
    brought = "selection__submissions"
    rows: Any = (
        Cycle.objects.filter(case=case, **{f"{brought}__isnull": False})
        .order_by(f"{brought}__submitted_at", "number")
        .values_list("number", f"{brought}__submitted_at", f"{brought}__decision__decided_at")
    )
    return [
        line((_("Cycle"), number), (_("Brought to supervision"), submitted_at), (_("Answered"), decided_at))
        for number, submitted_at, decided_at in rows
    ]

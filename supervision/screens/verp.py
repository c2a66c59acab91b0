"""What the pages of a group show. To the others: goals and clips with parts, never a name from the case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User, VerpCourse, VerpPlace
from cases.models import Case, Participation
from cases.rules import current_question
from clips.seen import Seen, chain, seen
from consent.rules import permits
from consent.scopes import Purpose
from supervision.models import GroupRemark, Showing, ShowingClip, VerpMeeting
from supervision.rules.verp import can_write_to, is_closed_to_group, is_large
from supervision.screens.people import words_for
from supervision.screens.words import duration


@dataclass(frozen=True)
class Step:
    title: str
    text: str
    action: str = ""
    url: str = ""


@dataclass(frozen=True)
class Row:
    """A member with their goal; `case` only for themselves, as long as it is theirs."""

    place: VerpPlace
    goal: str
    case: Case | None
    came: str


@dataclass(frozen=True)
class Card:
    """A showing that this person may open."""

    showing: Showing
    question: str
    clips: int
    remarks: int
    is_own: bool


@dataclass(frozen=True)
class Shown:
    clip: ShowingClip
    title: str
    answer: str
    seen: list[Seen]
    chain: str
    permit: str
    refusals: tuple[str, ...]


def course_screen(course: VerpCourse, viewer: User) -> dict[str, Any]:
    places = list(
        VerpPlace.objects.kept()
        .filter(course=course)
        .select_related("member", "case")
        .prefetch_related("case__helping_questions__ratings", "case__participations__person")
    )
    meetings = list(course.meetings.prefetch_related("attended__member"))
    cards = _cards(Showing.objects.visible_to(viewer).filter(cycle__case__verp_place__course=course), viewer)
    rows = [_row(place, viewer, meetings) for place in places]
    leads = course.led_by_id == viewer.pk
    return {
        "course": course,
        "rows": rows,
        "own": next((row for row in rows if row.place.member_id == viewer.pk), None),
        "showings": [card for card in cards if not _is_over(card, course)],
        "before": [card for card in cards if _is_over(card, course)],
        "meetings": meetings,
        "met": duration(sum(meeting.minutes for meeting in meetings)),
        "leads": leads and course.ended_on is None,
        "is_large": leads and is_large(course),
        "next": _next(course, viewer, rows, cards, meetings),
    }


def _is_over(card: Card, course: VerpCourse) -> bool:
    return course.ended_on is not None or card.showing.ended_at is not None


def _row(place: VerpPlace, viewer: User, meetings: list[VerpMeeting]) -> Row:
    case = getattr(place, "case", None)
    if case is None or case.guider_id != place.member_id:
        return Row(place, "", None, _came(place, meetings))
    standing = current_question(case)
    goal = words_for(viewer, case)(standing.question.agreed_wording) if standing else ""
    return Row(place, goal, case if place.member_id == viewer.pk else None, _came(place, meetings))


def _came(place: VerpPlace, meetings: list[VerpMeeting]) -> str:
    came = [meeting for meeting in meetings if place in meeting.attended.all()]
    if not came:
        return ""
    return ngettext("%(number)d meeting, %(time)s", "%(number)d meetings, %(time)s", len(came)) % {
        "number": len(came),
        "time": duration(sum(meeting.minutes for meeting in came)),
    }


def _cards(showings: QuerySet[Showing], viewer: User) -> list[Card]:
    """The names of whoever is in the cases are fetched with them, so that none is read out."""
    found = showings.select_related("cycle__case__verp_place__member").prefetch_related(
        "cycle__case__participations__person"
    )
    counted = found.annotate(
        clip_count=Count("clips", distinct=True),
        remark_count=Count("remarks", distinct=True),
        is_answered=Exists(GroupRemark.objects.filter(showing=OuterRef("pk"), written_by=viewer)),
    )
    return [
        Card(
            showing,
            words_for(viewer, showing.cycle.case)(showing.question),
            showing.clip_count,
            showing.remark_count,
            showing.place.member_id == viewer.pk,
        )
        for showing in counted
    ]


def _next(
    course: VerpCourse, viewer: User, rows: list[Row], cards: list[Card], meetings: list[VerpMeeting]
) -> Step:
    if course.ended_on is not None:
        return Step(
            _("This group has ended"),
            _("What you showed and what was written to you stays with you. Nobody else sees it any more."),
        )
    answers = [card for card in cards if _is_unanswered(card)]
    if answers:
        name = answers[0].showing.place.member.name
        url = reverse("showing", args=[answers[0].showing.pk])
        return Step(
            _("%(name)s shows you clips") % {"name": name},
            _("Look at what works, and write it down for them."),
            _("Look at the clips"),
            url,
        )
    return (
        _next_to_lead(course, rows, meetings)
        if course.led_by_id == viewer.pk
        else _next_of_own(course, viewer, rows)
    )


def _is_unanswered(card: Card) -> bool:
    return card.showing.ended_at is None and not card.is_own and not card.showing.is_answered  # type: ignore[attr-defined]


def _next_to_lead(course: VerpCourse, rows: list[Row], meetings: list[VerpMeeting]) -> Step:
    if not rows:
        return Step(
            _("Add the members"),
            _("Around four colleagues who film their own practice. Each of them sets a goal first."),
            _("Add a member"),
            reverse("verp-place-new", args=[course.pk]),
        )
    title = _("Write down the next meeting") if meetings else _("Write down the first meeting")
    return Step(
        title,
        _("When you have met: how long, and who came. Clips appear here when a member shows them."),
        _("Write down a meeting"),
        reverse("verp-meeting-new", args=[course.pk]),
    )


def _next_of_own(course: VerpCourse, viewer: User, rows: Iterable[Row]) -> Step:
    own = next((row for row in rows if row.place.member_id == viewer.pk), None)
    if own is None or not hasattr(own.place, "case"):
        return Step(
            _("Set your goal"),
            _("What would you like more of in your own practice? Your films and clips follow it."),
            _("Set my goal"),
            reverse("verp-goal", args=[course.pk]),
        )
    if own.case is None:
        return Step(
            _("Somebody else has your film now"),
            _("Your case was handed over, so nothing of it is shown here any more."),
        )
    return Step(
        _("Go on with your own practice"),
        _("Film, choose a few clips yourself, and show them to the group."),
        _("Open my own practice"),
        reverse("case", args=[own.case.pk]),
    )


def showing_screen(showing: Showing, viewer: User) -> dict[str, Any]:
    case = showing.cycle.case
    words = words_for(viewer, case)
    is_own = showing.place.member_id == viewer.pk
    clips = list(showing.clips.select_related("footage__custody__recording", "render"))
    standing = current_question(case)
    purpose = Purpose.PREPARATION if is_own else Purpose.GROUP_SUPERVISION
    refusals = _refusals(clips, viewer, purpose)
    return {
        "showing": showing,
        "course": showing.place.course,
        "presenter": showing.place.member,
        "is_own": is_own,
        "goal": words(standing.question.agreed_wording) if standing else "",
        "asked": words(showing.question),
        "clips": [_shown(clip, words, purpose, refusals[clip.footage.custody_id]) for clip in clips],
        "remarks": [(remark, words(remark.words)) for remark in showing.remarks.select_related("written_by")],
        "may_write": can_write_to(showing=showing, by=viewer),
        "is_closed": is_own and showing.ended_at is None and is_closed_to_group(showing),
    }


def _shown(
    clip: ShowingClip, words: Callable[[str], str], purpose: Purpose, refusals: tuple[str, ...]
) -> Shown:
    parts = {role.value: str(role.label) for role in Participation.Role}
    return Shown(
        clip=clip,
        title=words(clip.title),
        answer=words(clip.answer),
        seen=seen((code, parts.get(part, part)) for code, part in clip.principles),
        chain=chain((parts.get(part, part), kind, channel) for part, kind, channel in clip.turns),
        permit=reverse("consent-permit", args=[clip.footage.custody_id, purpose]),
        refusals=refusals,
    )


def _refusals(clips: Iterable[ShowingClip], viewer: User, purpose: Purpose) -> dict[int, tuple[str, ...]]:
    """By film: why nothing of it plays; empty where it does."""
    films = {clip.footage.custody_id: clip.footage.custody for clip in clips}
    return {pk: permits(user=viewer, purpose=purpose, custody=film).reasons for pk, film in films.items()}

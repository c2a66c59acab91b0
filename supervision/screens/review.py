"""What the review screen shows. Roles and ages of the family, never a name, a birth date or an address."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case, Participation
from cases.rules import current_question, is_in_charge
from clips.film_of_review import table_or_none
from clips.rules import frame_before
from clips.seen import chain, seen
from consent.rules import permits
from consent.scopes import Purpose
from sessions.models import Footage
from supervision.models import Decision, Remark, Submission, SubmittedClip
from supervision.rules import can_confirm, can_suggest, can_take, suggestions_for
from supervision.screens.moments import Picked, has_looked, picked_in, stretch_clock
from supervision.screens.next_step import next_step
from supervision.screens.people import part_in_case, parts_now, words_for
from supervision.screens.screen_times import times_beside
from vault.frames import FrameTable

# Seconds of the film before and after a clip that are played with it.
AROUND = 10


@dataclass(frozen=True)
class Question:
    """The helping question, as the viewer may read it."""

    agreed_wording: str
    own_words: str
    ratings: list[Any]


def review_screen(submission: Submission, viewer: User) -> dict[str, Any]:
    clips = clips_of(submission)
    films = {clip.footage_id: clip.footage for clip in clips}
    tables = {key: table_or_none(film) for key, film in films.items()}
    case = submission.selection.cycle.case
    words = words_for(viewer, case)
    picked = picked_in(submission, tables, clips) if has_looked(submission) else []
    remarks = [
        _remark(remark, tables[remark.footage_id], viewer, words) for remark in _remarks_of(submission, films)
    ]
    return {
        "submission": submission,
        "asked": words(submission.question),
        "case": case if is_in_charge(viewer, case) else None,
        "next": next_step(submission, viewer, clips),
        "people": [part_in_case(part) for part in parts_now(case)],
        "question": question_of(case, words),
        "films": [
            _with_times(film_of(film, submission, tables[key], viewer), film, submission, viewer)
            for key, film in films.items()
        ],
        "clips": [_clip(clip, tables[clip.footage_id], words, picked) for clip in clips],
        "picked": picked,
        "remarks": remarks,
        "may_suggest": can_suggest(submission=submission, by=viewer),
        "may_confirm": can_confirm(submission=submission, by=viewer),
        "suggestions": suggestions_for(submission),
        **_said_at_the_end(submission, viewer, words),
    }


def clips_of(submission: Submission) -> list[SubmittedClip]:
    return list(submission.clips.select_related("footage__custody__recording").order_by("position"))


def question_of(case: Case, words: Callable[[str], str]) -> Question | None:
    standing = current_question(case)
    if standing is None:
        return None
    question = standing.question
    return Question(words(question.agreed_wording), words(question.own_words), standing.ratings)


def _said_at_the_end(submission: Submission, viewer: User, words: Callable[[str], str]) -> dict[str, Any]:
    """The trainee's learning points are between the two of them, also when somebody else has the case."""
    decision = getattr(submission, "decision", None)
    said = {"decision_words": words(decision.words) if decision else ""}
    if viewer.pk not in {submission.supervisor_id, submission.submitted_by_id}:
        return said
    before = Decision.objects.filter(
        submission__supervisor=submission.supervisor,
        submission__submitted_by=submission.submitted_by,
        submission__pk__lt=submission.pk,
    )
    last = before.exclude(learning_points="").order_by("-decided_at").first()
    return said | {
        "learning_points": words(decision.learning_points) if decision else "",
        "last_time": last,
        "learned_last_time": words(last.learning_points) if last else "",
    }


def _remarks_of(submission: Submission, films: dict[UUID, Footage]) -> list[Remark]:
    remarks = submission.remarks.filter(footage__in=films).select_related(
        "written_by", "taken_as", "submission__selection__cycle__case"
    )
    return list(remarks)


def film_of(film: Footage, submission: Submission, table: FrameTable | None, viewer: User) -> dict[str, Any]:
    """Addresses of one film: the supervisor watches for supervision, the trainee as the guider in charge."""
    supervises = viewer.pk == submission.supervisor_id
    purpose = Purpose.SUPERVISION if supervises else Purpose.PREPARATION
    route, args = ("submission", [submission.pk, film.pk]) if supervises else ("footage", [film.pk])
    return {
        **{part: reverse(f"{route}-{part}", args=args) for part in ("film", "strip", "frames")},
        "id": str(film.pk),
        "refusals": _refusals(film, submission, purpose, viewer),
        "permit": reverse("consent-permit", args=[film.custody_id, purpose]),
        "frame_count": table.count if table else 0,
        "layout": json.dumps(film.custody.recording.strip_layout),
        "for_supervision": supervises,
    }


def _with_times(shown: dict[str, Any], film: Footage, submission: Submission, viewer: User) -> dict[str, Any]:
    """What was said in it is told only to whom the film itself is open."""
    words = words_for(viewer, submission.selection.cycle.case)
    return shown | {"times": None if shown["refusals"] else times_beside(film, submission, viewer, words)}


def _refusals(film: Footage, submission: Submission, purpose: Purpose, viewer: User) -> tuple[str, ...]:
    """Why there is no player; empty where the gate lets this person in."""
    if purpose == Purpose.SUPERVISION and submission.state == Submission.State.WITHDRAWN:
        return (_("The film is closed to you since its cycle ended. What was written stays here."),)
    if purpose == Purpose.SUPERVISION and hasattr(submission, "decision"):
        return (_("The film is closed to you since this was decided. What was written stays here."),)
    return permits(user=viewer, purpose=purpose, custody=film.custody).reasons


def _clip(
    clip: SubmittedClip, table: FrameTable | None, words: Callable[[str], str], picked: list[Picked]
) -> dict[str, Any]:
    roles = {role.value: str(role.label) for role in Participation.Role}
    return {
        "clip": clip,
        "title": words(clip.title),
        "answer": words(clip.answer),
        "was_picked": any(clip.position in each.clips for each in picked),
        **(_place(clip, table) if table else {"at": "", "before": clip.in_frame}),
        "seen": seen((code, roles.get(role, role)) for code, role in clip.principles),
        "chain": chain((roles.get(role, role), kind, channel) for role, kind, channel in clip.turns),
    }


def _place(clip: SubmittedClip, table: FrameTable) -> dict[str, Any]:
    """Where the clip lies in its film, and the stretches around it that can be played."""
    begins, ends = table.time_of(clip.in_frame), table.time_of(clip.out_frame - 1)
    at, until = stretch_clock(table, clip.in_frame, clip.out_frame)
    return {
        "at": at,
        "until": until,
        "seconds": round(ends - begins),
        "before": frame_before(table, clip.in_frame, clip.before_seconds),
        "from": frame_before(table, clip.in_frame, AROUND),
        "to": min(table.index_at(ends + AROUND) + 1, table.count),
    }


def _remark(
    remark: Remark, table: FrameTable | None, viewer: User, words: Callable[[str], str]
) -> dict[str, Any]:
    at, until = stretch_clock(table, remark.frame, remark.end_frame or remark.frame + 1)
    return {
        "remark": remark,
        "words": words(remark.words),
        "at": at,
        "until": until if remark.end_frame else "",
        "may_take": can_take(remark=remark, by=viewer),
    }

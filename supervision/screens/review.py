"""What the review screen shows. Roles and ages of the family, never a name, a birth date or an address."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import HelpingQuestion, Participation
from clips.rules import frame_before
from clips.seen import chain, seen
from consent.rules import permits
from consent.scopes import Purpose
from sessions.models import Cycle, Footage
from supervision.models import Decision, Remark, Submission, SubmittedClip
from supervision.screens.people import part_in_case, parts_now
from vault.frames import FrameTable, table_of
from vault.models import Recording


@dataclass(frozen=True)
class Step:
    """What the guider does after the decision. `again` is where clips are brought once more."""

    title: str
    text: str
    action: str
    url: str
    again: str = ""


def review_screen(submission: Submission, viewer: User) -> dict[str, Any]:
    clips = list(submission.clips.select_related("footage__custody__recording").order_by("position"))
    films = {clip.footage_id: clip.footage for clip in clips}
    tables = {key: _table(film) for key, film in films.items()}
    case = submission.selection.cycle.case
    return {
        "submission": submission,
        "case": case if case.guider_id == viewer.pk else None,
        "next": next_step(submission, viewer, clips),
        "people": [part_in_case(part) for part in parts_now(case)],
        "question": HelpingQuestion.objects.filter(case=case, replaced_by=None).last(),
        "films": [_film(film, submission, tables[key], viewer) for key, film in films.items()],
        "clips": [_clip(clip, tables[clip.footage_id]) for clip in clips],
        "remarks": [_remark(remark, tables[remark.footage_id]) for remark in _remarks_of(submission, films)],
    }


def next_step(submission: Submission, viewer: User, clips: list[SubmittedClip]) -> Step | None:
    """For the guider in charge, once it is decided and as long as nothing has come after it."""
    cycle = submission.selection.cycle
    later = submission.selection.submissions.filter(pk__gt=submission.pk)
    is_over = cycle.state != Cycle.State.OPEN or later.exists()
    if cycle.case.guider_id != viewer.pk or not hasattr(submission, "decision") or is_over:
        return None
    if submission.decision.verdict == Decision.Verdict.RELEASED:
        return Step(
            title=_("Prepare the shared review"),
            text=_("Your supervisor released the clips. Put them in order and see that everything is ready."),
            action=_("Prepare"),
            url=reverse("review-new", args=[cycle.pk]),
        )
    return Step(
        title=_("Look at the clips again"),
        text=_("Read the remarks, change what you like in the studio, then bring the clips again."),
        action=_("Open the studio"),
        url=reverse("studio", args=[clips[0].footage_id]),
        again=reverse("submission-new", args=[cycle.pk]),
    )


def _table(film: Footage) -> FrameTable | None:
    """None once the film is destroyed."""
    recording = film.custody.recording
    return table_of(recording) if recording.state == Recording.State.READY else None


def _remarks_of(submission: Submission, films: dict[UUID, Footage]) -> list[Remark]:
    return list(submission.remarks.filter(footage__in=films).select_related("written_by"))


def _film(film: Footage, submission: Submission, table: FrameTable | None, viewer: User) -> dict[str, Any]:
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
    }


def _refusals(film: Footage, submission: Submission, purpose: Purpose, viewer: User) -> tuple[str, ...]:
    """Why there is no player; empty where the gate lets this person in."""
    if purpose == Purpose.SUPERVISION and hasattr(submission, "decision"):
        return (_("The film is closed to you since this was decided. What was written stays here."),)
    return permits(user=viewer, purpose=purpose, custody=film.custody).reasons


def _clip(clip: SubmittedClip, table: FrameTable | None) -> dict[str, Any]:
    roles = {role.value: str(role.label) for role in Participation.Role}
    return {
        "clip": clip,
        "at": clock(table.time_of(clip.in_frame)) if table else "",
        "seconds": round(table.time_of(clip.out_frame - 1) - table.time_of(clip.in_frame)) if table else 0,
        "before": frame_before(table, clip.in_frame, clip.before_seconds) if table else clip.in_frame,
        "seen": seen((code, roles.get(role, role)) for code, role in clip.principles),
        "chain": chain((roles.get(role, role), kind, channel) for role, kind, channel in clip.turns),
    }


def _remark(remark: Remark, table: FrameTable | None) -> dict[str, Any]:
    return {"remark": remark, "at": clock(table.time_of(min(remark.frame, table.count - 1))) if table else ""}


def clock(seconds: float) -> str:
    """Minutes and seconds, as on a player."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"

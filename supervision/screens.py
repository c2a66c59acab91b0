"""What the review screen shows. Roles and ages of the family, never a name, a birth date or an address."""

import json
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.models import HelpingQuestion, Participation, Person
from clips.principles import PRINCIPLES
from sessions.models import Footage
from supervision.models import Remark, Submission, SubmittedClip
from vault.frames import FrameTable, table_of


def review_screen(submission: Submission, viewer: User) -> dict[str, Any]:
    clips = list(submission.clips.select_related("footage__custody__recording").order_by("position"))
    films = {clip.footage_id: clip.footage for clip in clips}
    tables = {key: table_of(film.custody.recording) for key, film in films.items()}
    reviewing = viewer.pk == submission.supervisor_id and not hasattr(submission, "decision")
    case = submission.selection.cycle.case
    return {
        "submission": submission,
        "reviewing": reviewing,
        "may_watch": reviewing or viewer.pk == submission.submitted_by_id,
        "people": [part_in_case(part) for part in case.participations.select_related("person")],
        "question": HelpingQuestion.objects.filter(case=case, replaced_by=None).last(),
        "films": [_film(film, submission, tables[key], viewer) for key, film in films.items()],
        "clips": [_clip(clip, tables[clip.footage_id]) for clip in clips],
        "remarks": [_remark(remark, tables[remark.footage_id]) for remark in _remarks_of(submission, films)],
    }


def _remarks_of(submission: Submission, films: dict[Any, Footage]) -> list[Remark]:
    return list(submission.remarks.filter(footage__in=films).select_related("written_by"))


def _film(film: Footage, submission: Submission, table: FrameTable, viewer: User) -> dict[str, Any]:
    """Addresses of one film: the supervisor watches for supervision, the trainee as the guider in charge."""
    if viewer.pk == submission.supervisor_id:
        parts = {
            part: reverse(f"submission-{part}", args=[submission.pk, film.pk])
            for part in ("film", "strip", "frames")
        }
        purpose = "supervision"
    else:
        parts = {part: reverse(f"footage-{part}", args=[film.pk]) for part in ("film", "strip", "frames")}
        purpose = "preparation"
    return {
        **parts,
        "id": str(film.pk),
        "permit": reverse("consent-permit", args=[film.custody_id, purpose]),
        "frame_count": table.count,
        "layout": json.dumps(film.custody.recording.strip_layout),
    }


def _clip(clip: SubmittedClip, table: FrameTable) -> dict[str, Any]:
    start, end = table.time_of(clip.in_frame), table.time_of(clip.out_frame - 1)
    roles = dict(Participation.Role.choices)
    return {
        "clip": clip,
        "at": clock(start),
        "seconds": round(end - start),
        "left": 100 * clip.in_frame / table.count,
        "width": 100 * (clip.out_frame - clip.in_frame) / table.count,
        "principles": [
            (PRINCIPLES[code].name, roles.get(role, role))
            for code, role in clip.principles
            if code in PRINCIPLES
        ],
    }


def _remark(remark: Remark, table: FrameTable) -> dict[str, Any]:
    return {"remark": remark, "at": clock(table.time_of(min(remark.frame, table.count - 1)))}


def clock(seconds: float) -> str:
    """Minutes and seconds, as on a player."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def part_in_case(part: Participation) -> str:
    """`Parent, 31 years`; `Child, 7 months`; `Unborn child`."""
    role = part.get_role_display()
    age = age_of(part.person)
    return f"{role}, {age}" if age else role


def age_of(person: Person) -> str:
    """Whole months below two years, then whole years; empty when not known or not born."""
    if person.born_on is None:
        return ""
    today = timezone.localdate()
    months = (today.year - person.born_on.year) * 12 + today.month - person.born_on.month
    months -= today.day < person.born_on.day
    if months < 1:
        return _("newborn")
    if months < 24:
        return ngettext("%d month", "%d months", months) % months
    return ngettext("%d year", "%d years", months // 12) % (months // 12)

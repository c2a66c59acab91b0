"""What somebody brought to supervision, what they decided and when they met: of family and film nothing."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts.models import User
from accounts.roles import Permission
from supervision.models import Submission, SupervisionSession
from supervision.rules import can_confirm
from supervision.screens.people import without_names


@dataclass(frozen=True)
class Entry:
    """`is_open`: the screen with clips and remarks can still be read, and is where reading is confirmed."""

    submission: Submission
    learning_points: str
    is_open: bool
    may_confirm: bool


def record_screen(viewer: User) -> dict[str, Any]:
    """The newest first. Where a name stood in the learning points, the part in the case stands."""
    found = (
        Submission.objects.on_record_of(viewer)
        .select_related("submitted_by", "supervisor", "selection__cycle__case", "decision__decided_by")
        .prefetch_related("selection__cycle__case__participations__person")
        .annotate(clip_count=models.Count("clips"))
        .order_by("-submitted_at", "-pk")
    )
    reached = set(Submission.objects.visible_to(viewer).values_list("pk", flat=True))
    entries = [_entry(submission, viewer, is_open=submission.pk in reached) for submission in found]
    return {
        "brought": [entry for entry in entries if entry.submission.submitted_by_id == viewer.pk],
        "decided": [entry for entry in entries if entry.submission.submitted_by_id != viewer.pk],
        "meetings": meetings_of(viewer),
    }


def meetings_of(viewer: User) -> models.QuerySet[SupervisionSession]:
    """All of them, the newest first: those they took part in and, as a supervisor, those they held."""
    meetings = SupervisionSession.objects.visible_to(viewer)
    if not viewer.may(Permission.SUPERVISE):
        meetings = meetings.filter(attendances__trainee=viewer)
    return meetings.select_related("supervisor").prefetch_related("attendances__trainee")


def _entry(submission: Submission, viewer: User, *, is_open: bool) -> Entry:
    decision = getattr(submission, "decision", None)
    words = without_names(submission.selection.cycle.case.participations.all())
    return Entry(
        submission,
        learning_points=words(decision.learning_points) if decision else "",
        is_open=is_open,
        may_confirm=not is_open
        and viewer.may(Permission.BRING_TO_SUPERVISION)
        and can_confirm(submission=submission, by=viewer),
    )

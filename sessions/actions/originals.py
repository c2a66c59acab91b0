"""Originals go when the policy says so: each in a transaction of its own, after what made it due."""

import logging

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit.actions import record
from cases.models import Case
from sessions.models import Cycle, Footage
from sessions.rules.originals import films_past_their_original
from vault.actions import discard_file
from vault.models import Recording, SealedFile

SYSTEM = "system"

log = logging.getLogger(__name__)


def destroy_originals_of(cycle: Cycle) -> None:
    """Those that are due now; one that still waits for its check goes by the sweep."""
    _destroy_each(films_past_their_original().filter(filmed_session__cycle=cycle))


def destroy_due_originals() -> None:
    _destroy_each(films_past_their_original())


@transaction.atomic
def destroy_original(*, footage: Footage, by: User | str) -> None:
    """Destroy the original and keep the working copy. Does nothing where it is not due, or no more."""
    Case.objects.select_for_update().get(pk=footage.custody.case_id)
    recording = Recording.objects.select_for_update().get(pk=footage.custody.recording_id)
    if not films_past_their_original().filter(pk=footage.pk).exists():
        return
    original = recording.files.get(role=SealedFile.Role.ORIGINAL, complete=True)
    discard_file(file=original, by=by)
    record(
        by=by,
        action="original.destroyed",
        subject=footage,
        case=footage.custody.case,
        policy=settings.ORIGINALS,
        sha256=original.sha256,
    )


def _destroy_each(films: QuerySet[Footage]) -> None:
    for footage in films.select_related("custody__case"):
        try:
            destroy_original(footage=footage, by=SYSTEM)
        except Exception:  # one film must not keep the others waiting; the next sweep tries again
            log.exception("The original of %s could not be destroyed yet.", footage.pk)

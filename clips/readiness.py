"""How far the files of chosen clips are, and how long the clips last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clips.models import Clip, SelectedClip
from clips.rules import is_missing
from clips.seen import Seen, chain_of, seen_in
from vault.frames import FrameTable, table_of
from vault.models import Job, Recording


class Readiness(models.TextChoices):
    WAITING = "waiting", _("Being cut")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be cut")
    GONE = "gone", _("The film is gone")


@dataclass(frozen=True)
class ChosenClip:
    clip: Clip
    seconds: float
    state: Readiness

    @property
    def name(self) -> str:
        return self.clip.title or gettext("Clip without a title")

    @property
    def seen(self) -> list[Seen]:
        return seen_in(self.clip)

    @property
    def chain(self) -> str:
        return chain_of(self.clip)


def readiness_of(chosen: Iterable[SelectedClip]) -> list[ChosenClip]:
    tables: dict[UUID, FrameTable] = {}
    return [_row(row.clip, tables) for row in chosen]


def _row(clip: Clip, tables: dict[UUID, FrameTable]) -> ChosenClip:
    recording = clip.footage.custody.recording
    if recording.state != Recording.State.READY:
        return ChosenClip(clip, 0, Readiness.GONE)
    table = tables.get(recording.pk)
    if table is None:
        table = tables[recording.pk] = table_of(recording)
    seconds = table.time_of(clip.out_frame - 1) - table.time_of(clip.in_frame)
    return ChosenClip(clip, seconds, render_state(clip))


def render_state(clip: Clip) -> Readiness:
    if clip.render is None or is_missing(clip.render):
        return Readiness.FAILED
    return Readiness.READY if clip.render.state == Job.State.DONE else Readiness.WAITING

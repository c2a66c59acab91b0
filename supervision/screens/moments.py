"""Stretches that were marked before the clips were seen, and how places in a film are called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from clips.clock import clock
from supervision.models import Look, PickedMoment, Submission, SubmittedClip
from supervision.rules import meet
from vault.frames import FrameTable


@dataclass(frozen=True)
class Picked:
    """`clips` are the positions of those that it meets."""

    moment: PickedMoment
    at: str
    until: str
    clips: list[int]


def picked_in(
    submission: Submission, tables: Mapping[UUID, FrameTable | None], clips: Iterable[SubmittedClip] = ()
) -> list[Picked]:
    return [
        Picked(
            moment,
            *stretch_clock(tables.get(moment.footage_id), moment.in_frame, moment.out_frame),
            [clip.position for clip in clips if meet(clip, moment)],
        )
        for moment in PickedMoment.objects.filter(submission=submission)
    ]


def has_looked(submission: Submission) -> bool:
    """The supervisor has seen the clips, so what they marked before is no secret any more."""
    return Look.objects.filter(submission=submission, user=submission.supervisor).exists()


def stretch_clock(table: FrameTable | None, first: int, end: int) -> tuple[str, str]:
    """Where it begins and where its last frame is; empty once the film is destroyed."""
    if table is None:
        return "", ""
    last = min(end, table.count) - 1
    return clock(table.time_of(min(first, last))), clock(table.time_of(last))

"""Making and changing clips, and ticking what is seen in them."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit.actions import record
from cases.models import Person
from clips.history import remembered
from clips.models import Clip, Moment, PrincipleTick, Turn
from clips.principles import principle_of
from clips.rules import (
    check_before,
    check_can_prepare,
    check_can_remove,
    check_principle,
    check_range,
    check_subject,
    check_turns,
    check_version,
    frames_in,
    settings_of,
)
from sessions.models import Footage
from vault.actions import let_go, request_clip
from vault.frames import table_of
from vault.models import Job

RANGE = frozenset({"in_frame", "out_frame"})


@transaction.atomic
def make_clip(
    *, footage: Footage, in_frame: int, out_frame: int, by: User, moment: Moment | None = None
) -> Clip:
    check_can_prepare(by, footage)
    check_range(footage.custody.recording, in_frame, out_frame)
    with remembered(footage, kind="clip.made", by=by):
        clip = Clip.objects.create(
            footage=footage, moment=moment, in_frame=in_frame, out_frame=out_frame, made_by=by
        )
    record(
        by=by,
        action="clip.made",
        subject=clip,
        case=footage.custody.case,
        in_frame=in_frame,
        out_frame=out_frame,
    )
    return clip


def make_clip_of_moment(*, moment: Moment, by: User) -> Clip:
    """From some seconds before the moment to some after it (settings), as far as the film reaches."""
    recording = moment.footage.custody.recording
    check_can_prepare(by, moment.footage)
    wanted = settings_of(by)
    table = table_of(recording)
    at = table.time_of(moment.frame)
    last = table.index_at(at + wanted.length_after)
    return make_clip(
        footage=moment.footage,
        moment=moment,
        in_frame=table.index_at(max(at - wanted.lead_in, 0)),
        out_frame=min(last + 1, frames_in(recording)),
        by=by,
    )


@transaction.atomic
def change_clip(*, clip: Clip, version: int, by: User, **changes: Any) -> Clip:
    """Change some of range, words and turns. `version` is the one the changes were made on."""
    check_can_prepare(by, clip.footage)
    with remembered(clip.footage, kind="clip.changed", by=by):
        current = Clip.objects.select_for_update().get(pk=clip.pk)
        check_version(current, version)
        turns = changes.pop("turns", current.chain)
        retold = turns != current.chain
        changed = {name: value for name, value in changes.items() if getattr(current, name) != value}
        if not changed and not retold:
            return current
        for name, value in changed.items():
            setattr(current, name, value)
        check_range(clip.footage.custody.recording, current.in_frame, current.out_frame)
        check_before(current.before_seconds)
        current.full_clean(exclude=["footage", "moment", "made_by", "render"])
        current.version += 1
        current.save(update_fields=[*changed, "version"])
        if changed.keys() & RANGE:
            renew_render(current, by=by)
        if retold:
            _retell(current, turns)
    record(
        by=by,
        action="clip.changed",
        subject=current,
        case=clip.footage.custody.case,
        fields=sorted([*changed, *(["turns"] if retold else [])]),
    )
    return current


def _retell(clip: Clip, turns: list[dict[str, Any]]) -> None:
    """The chain is replaced as a whole: what it says lies in its order."""
    told = [
        Turn(
            clip=clip,
            position=position,
            person_id=turn["person"],
            kind=turn["kind"],
            channel=turn["channel"],
            frame=turn["frame"],
        )
        for position, turn in enumerate(turns, start=1)
    ]
    check_turns(clip, told)
    clip.turns.all().delete()
    Turn.objects.bulk_create(told)


@transaction.atomic
def remove_clip(*, clip: Clip, by: User, version: int | None = None) -> None:
    """`version`, where it is known, is the one that was seen when the clip was removed."""
    footage = clip.footage
    with remembered(footage, kind="clip.removed", by=by):
        clip = Clip.objects.select_for_update().get(pk=clip.pk)
        check_can_remove(by, clip)
        if version is not None:
            check_version(clip, version)
        record(
            by=by,
            action="clip.removed",
            subject=clip,
            case=footage.custody.case,
            in_frame=clip.in_frame,
            out_frame=clip.out_frame,
        )
        clip.delete()
        let_go(job=clip.render, by=by)


@transaction.atomic
def tick(*, clip: Clip, principle: str, subject: Person, by: User) -> None:
    """Whoever ticks a descriptor has seen its principle too."""
    check_can_prepare(by, clip.footage)
    check_principle(principle)
    check_subject(clip, subject)
    with remembered(clip.footage, kind="clip.ticked", by=by):
        for code in sorted({principle_of(principle), principle}):
            made, created = PrincipleTick.objects.get_or_create(clip=clip, principle=code, subject=subject)
            if created:
                case = clip.footage.custody.case
                record(by=by, action="clip.ticked", subject=clip, case=case, tick=made.pk)


@transaction.atomic
def untick(*, clip: Clip, principle: str, subject: Person, by: User) -> None:
    """With a principle go its descriptors."""
    check_can_prepare(by, clip.footage)
    with remembered(clip.footage, kind="clip.unticked", by=by):
        seen = Q(principle=principle) | Q(principle__startswith=f"{principle}.")
        gone, _ = PrincipleTick.objects.filter(seen, clip=clip, subject=subject).delete()
    if gone:
        record(
            by=by, action="clip.unticked", subject=clip, case=clip.footage.custody.case, principle=principle
        )


def renew_render(clip: Clip, *, by: User) -> None:
    """The frames are others now: a chosen clip gets a new file, and the old one is let go."""
    before = clip.render
    clip.render = render_of(clip, by=by) if hasattr(clip, "chosen") else None
    clip.save(update_fields=["render"])
    if clip.render != before:
        let_go(job=before, by=by)


def render_of(clip: Clip, *, by: User) -> Job:
    recording = clip.footage.custody.recording
    return request_clip(recording=recording, in_frame=clip.in_frame, out_frame=clip.out_frame, by=by)

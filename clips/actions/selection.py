"""The clips chosen for a shared review, and their order."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from clips.actions.clips import render_of
from clips.history import hold, remembered
from clips.models import Clip, SelectedClip, Selection
from clips.rules import OrderConflict, check_can_choose, check_can_order, is_missing
from sessions.models import Cycle

# No selection is as long as this: a place where rows wait while they change places.
OUT_OF_THE_WAY = 10_000


@transaction.atomic
def choose(*, clip: Clip, by: User) -> SelectedClip:
    """Put the clip last in its cycle's selection. Choosing again asks anew for a file not cut."""
    footage = clip.footage
    with remembered(footage, kind="clip.chosen", by=by):
        clip = Clip.objects.select_for_update().get(pk=clip.pk)
        check_can_choose(by, clip)
        selection, _made = Selection.objects.select_for_update().get_or_create(
            cycle=footage.filmed_session.cycle
        )
        last = selection.chosen.aggregate(last=Max("position"))["last"] or 0
        chosen, created = SelectedClip.objects.get_or_create(
            clip=clip, defaults={"selection": selection, "position": last + 1}
        )
        ensure_render(clip, by=by)
    if created:
        record(by=by, action="clip.chosen", subject=clip, case=footage.custody.case, position=last + 1)
    return chosen


@transaction.atomic
def unchoose(*, clip: Clip, by: User) -> None:
    """Possible after the film is gone too: a clip that can no longer be shown must not block the review."""
    check_can_order(by, clip.footage.filmed_session.cycle)
    with remembered(clip.footage, kind="clip.unchosen", by=by):
        gone, _rows = SelectedClip.objects.filter(clip=clip).delete()
    if gone:
        record(by=by, action="clip.unchosen", subject=clip, case=clip.footage.custody.case)


@transaction.atomic
def reorder(*, cycle: Cycle, clips: Sequence[int], by: User, known: Sequence[int] | None = None) -> None:
    """`clips`: the ids of all chosen clips in their new order; `known`: the order they were moved from."""
    check_can_order(by, cycle)
    hold(cycle.pk)
    selection = Selection.objects.filter(cycle=cycle).first()
    chosen = {row.clip_id: row for row in selection.chosen.select_related("clip")} if selection else {}
    if known is not None and list(known) != list(chosen):
        raise OrderConflict(list(chosen))
    if sorted(clips) != sorted(chosen):
        raise ValidationError(_("The selection has changed meanwhile. Load the page again to see it."))
    moved = [new for new, old in zip(clips, chosen, strict=True) if new != old]
    if not moved:
        return
    with remembered(chosen[moved[0]].clip.footage, kind="selection.ordered", by=by):
        SelectedClip.objects.filter(selection=selection).update(position=F("position") + OUT_OF_THE_WAY)
        for position, clip_id in enumerate(clips, start=1):
            chosen[clip_id].position = position
        SelectedClip.objects.bulk_update(chosen.values(), ["position"])
    record(by=by, action="selection.ordered", subject=selection or cycle, case=cycle.case, clips=list(clips))


def ensure_render(clip: Clip, *, by: User) -> None:
    """A chosen clip has a file, or one on its way."""
    if is_missing(clip.render):
        clip.render = render_of(clip, by=by)
        clip.save(update_fields=["render"])

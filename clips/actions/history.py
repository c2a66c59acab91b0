"""Undoing and redoing the steps that a person took in a film (`clips.history`)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from clips.actions.restoring import restore
from clips.history import Picture, Thing, hold, next_steps, picture, steps_of
from clips.models import Edit
from clips.rules import Overtaken, UnableToPrepare, check_can_order, check_can_prepare
from sessions.models import Footage
from vault.models import Recording


def undo(*, footage: Footage, by: User) -> Edit:
    """Put back what this person's last step in the film changed.

    A step that was overtaken changes nothing and leaves the line, so that it does not block the one before.
    """
    try:
        with transaction.atomic():
            now = _begin(footage, by)
            step, _later = next_steps(footage, by)
            if step is None:
                raise UnableToPrepare(_("There is nothing to undo."))
            _check(footage, by, now, step, have="after")
            restore(step.things, "before", by=by)
            step.undone_at = timezone.now()
            _finish(footage, by, step, "edit.undone")
    except ValidationError:
        if step:
            step.delete()
        raise
    return step


def redo(*, footage: Footage, by: User) -> Edit:
    """Do again what was undone last. Where it was overtaken, what was built on it goes from the line too."""
    try:
        with transaction.atomic():
            now = _begin(footage, by)
            _earlier, step = next_steps(footage, by)
            if step is None:
                raise UnableToPrepare(_("There is nothing to redo."))
            _check(footage, by, now, step, have="before")
            restore(step.things, "after", by=by)
            step.undone_at = None
            _finish(footage, by, step, "edit.redone")
    except ValidationError:
        steps_of(footage, by).exclude(undone_at=None).delete()
        raise
    return step


def forget_steps() -> None:
    """A destroyed film takes with it what was typed in its studio as something to undo."""
    Edit.objects.filter(footage__custody__recording__state=Recording.State.DESTROYED).delete()


def _begin(footage: Footage, by: User) -> Picture:
    check_can_prepare(by, footage)
    hold(footage.filmed_session.cycle_id)
    return picture(footage)


def _check(footage: Footage, by: User, now: Picture, step: Edit, *, have: str) -> None:
    if any((thing[side] or {}).get("chosen") for thing in step.things for side in ("before", "after")):
        check_can_order(by, footage.filmed_session.cycle)
    for thing in step.things:
        if not _stands(now, thing, have):
            raise Overtaken


def _stands(now: Picture, thing: Thing, have: str) -> bool:
    """Whether the row is as the step left it, in the fields that the step changed."""
    image = now.get((thing["noun"], thing["id"]))
    expected = thing[have]
    if image is None or expected is None:
        return image is expected
    return all(image.get(name) == value for name, value in expected.items() if name != "version")


def _finish(footage: Footage, by: User, step: Edit, action: str) -> None:
    step.save(update_fields=["undone_at"])
    record(
        by=by,
        action=action,
        subject=footage,
        case=footage.custody.case,
        kind=step.kind,
        things=[f"{thing['noun']}:{thing['id']}" for thing in step.things],
    )

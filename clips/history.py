"""The edit history of a film: what each change was before and after, so that it can be undone after a reload.

Every action that changes moments, clips or the selection writes inside one call, in its own transaction:

    with remembered(footage, kind="clip.changed", by=by):
        clip.title = title
        clip.save()

What differs between the beginning and the end of the block becomes one step of this person in this film, and
`clips.actions.undo` and `redo` restore it. Nothing more is needed for a new verb than its words in `KINDS`;
a new plain field of `Moment` or `Clip` is covered by itself, a new child row of theirs by its model in
`PARTS`. A block inside another one belongs to the outer step. The row of the cycle is locked meanwhile, so
that nobody else's change is taken for one's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from clips.models import Clip, ClipPlan, Edit, Moment, PrincipleTick, SelectedClip, Turn
from sessions.models import Cycle, Footage
from vault.models import Job

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# What a step is called on the button: "Undo: removing a clip". The key is also the action in the audit log.
KINDS: dict[str, StrPromise] = {
    "moment.marked": _("marking a moment"),
    "moment.changed": _("changing a moment"),
    "moment.removed": _("removing a moment"),
    "clip.made": _("making a clip"),
    "clip.changed": _("changing a clip"),
    "clip.removed": _("removing a clip"),
    "clip.ticked": _("ticking a principle"),
    "clip.unticked": _("unticking a principle"),
    "clip.chosen": _("choosing a clip"),
    "clip.unchosen": _("taking a clip out of the selection"),
    "selection.ordered": _("changing the order"),
}
# Steps of typing and nudging: what follows after a shorter pause is the same step.
TYPED = frozenset({"moment.changed", "clip.changed"})
PAUSE = timedelta(seconds=2)
LONGEST = 200

# What is remembered, in the order in which rows come back, and the child rows that belong to them.
NOUNS: dict[str, type[Moment] | type[Clip]] = {"moment": Moment, "clip": Clip}
PARTS: tuple[type[models.Model], ...] = (PrincipleTick, Turn, SelectedClip, ClipPlan)
# Set by calls of their own, so that two windows cannot lose them; everything else shares its row's version.
WITHOUT_VERSION = frozenset({"ticks", "chosen", "plan"})

Thing = dict[str, Any]
Image = dict[str, Any]
Picture = dict[tuple[str, int], Image]

_remembering: ContextVar[bool] = ContextVar("remembering", default=False)


@contextmanager
def remembered(footage: Footage, *, kind: str, by: User) -> Iterator[None]:
    """Whatever the block changes in this film becomes one step that can be undone. See the module."""
    if kind not in KINDS:
        raise KeyError(f"Give {kind} its words in KINDS.")
    if _remembering.get():
        yield
        return
    opened = _remembering.set(True)
    try:
        with transaction.atomic():
            hold(footage.filmed_session.cycle_id)
            before = picture(footage)
            yield
            _append(footage, kind, by, differences(before, picture(footage)))
    finally:
        _remembering.reset(opened)


def hold(cycle: int) -> None:
    """Nobody else changes a film of this cycle until the transaction ends."""
    Cycle.objects.select_for_update(no_key=True).get(pk=cycle)


def picture(footage: Footage) -> Picture:
    """Every moment and clip of the film as it stands now, and clips of other films chosen for its cycle."""
    cycle = footage.filmed_session.cycle_id
    chosen = models.Q(footage=footage) | models.Q(chosen__selection__cycle=cycle)
    taken = _images("moment", footage.moments.all()) | _images("clip", Clip.objects.filter(chosen))
    for part in PARTS:
        _add_parts(taken, part)
    return taken


def differences(before: Picture, after: Picture) -> list[Thing]:
    """One entry for each row that changed: only the fields that differ, or all where one side is missing."""
    changed = []
    for noun, pk in [*before, *(key for key in after if key not in before)]:
        old, new = before.get((noun, pk)), after.get((noun, pk))
        if old is not None and new is not None:
            names = [name for name in new if name != "version" and old[name] != new[name]]
            old, new = ({name: side[name] for name in names} for side in (old, new))
        if old != new:
            changed.append({"noun": noun, "id": pk, "before": old, "after": new})
    return changed


def steps_of(footage: Footage, user: User) -> models.QuerySet[Edit]:
    return footage.edits.filter(by=user)


def next_steps(footage: Footage, user: User) -> tuple[Edit | None, Edit | None]:
    """What would be undone and redone next."""
    steps = steps_of(footage, user)
    return (
        steps.filter(undone_at=None).order_by("-pk").first(),
        steps.exclude(undone_at=None).order_by("pk").first(),
    )


def plain_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """All but the key and the files that are made of the row: they can be made again."""
    fields = model._meta.concrete_fields
    return [field for field in fields if not field.primary_key and field.related_model is not Job]


def parent_of(part: type[models.Model]) -> models.ForeignKey[Any, Any]:
    """The foreign key by which this child row belongs to a moment or a clip."""
    relations = [field for field in part._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return next(field for field in relations if field.related_model in NOUNS.values())


def name_of(part: type[models.Model]) -> str:
    """What the child rows are called on their moment or clip."""
    return str(parent_of(part).remote_field.get_accessor_name())


def _images(noun: str, rows: models.QuerySet[Any]) -> Picture:
    names = [field.attname for field in plain_fields(NOUNS[noun])]
    return {(noun, row["pk"]): _image(row, names) for row in rows.order_by("pk").values("pk", *names)}


def _image(row: dict[str, Any], names: list[str]) -> Image:
    return {name: _as_json(row[name]) for name in names}


def _as_json(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | str | list | dict) else str(value)


def _add_parts(taken: Picture, part: type[models.Model]) -> None:
    parent = parent_of(part)
    noun = next(noun for noun, model in NOUNS.items() if model is parent.related_model)
    owners = [pk for owner, pk in taken if owner == noun]
    names = [field.attname for field in plain_fields(part) if field is not parent]
    for pk in owners:
        taken[noun, pk][name_of(part)] = []
    rows: models.QuerySet[Any] = models.QuerySet(part).filter(**{f"{parent.attname}__in": owners})
    for row in rows.order_by(*names).values(parent.attname, *names):
        taken[noun, row[parent.attname]][name_of(part)].append(_image(row, names))


def _append(footage: Footage, kind: str, by: User, things: list[Thing]) -> None:
    if not things:
        return
    steps, now = steps_of(footage, by), timezone.now()
    steps.exclude(undone_at=None).delete()
    last = steps.order_by("-pk").first()
    if (
        last
        and kind in TYPED
        and last.kind == kind
        and now - last.at < PAUSE
        and _goes_on(last.things, things)
    ):
        last.things = [old | {"after": new["after"]} for old, new in zip(last.things, things, strict=True)]
        last.at = now
        if all(thing["before"] == thing["after"] for thing in last.things):
            last.delete()
        else:
            last.save(update_fields=["things", "at"])
        return
    Edit.objects.create(footage=footage, by=by, kind=kind, things=things, at=now)
    too_old = list(steps.order_by("-pk").values_list("pk", flat=True)[LONGEST:])
    steps.filter(pk__in=too_old).delete()


def _goes_on(one: list[Thing], other: list[Thing]) -> bool:
    """Whether the second step goes on where the first one ended, with the same fields of the same rows."""
    ends, begins = (
        [(thing["noun"], thing["id"], thing[side]) for thing in things]
        for things, side in ((one, "after"), (other, "before"))
    )
    return ends == begins

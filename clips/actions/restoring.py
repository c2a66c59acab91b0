"""Putting rows back as a step remembers them: with their ids, child rows, places and files."""

from typing import Any

from django.db import models
from django.db.models import F

from accounts.models import User
from clips.actions.clips import RANGE, renew_render
from clips.actions.selection import OUT_OF_THE_WAY, ensure_render
from clips.history import NOUNS, PARTS, WITHOUT_VERSION, Image, Thing, name_of, parent_of, plain_fields
from clips.models import Clip, Moment, PrincipleTick, SelectedClip, Turn
from clips.rules import Overtaken, check_in_the_film, check_subject
from vault.actions import let_go


def restore(things: list[Thing], side: str, *, by: User) -> None:
    """Make every row of `things` what it was on this side. Parents come back first and go last."""
    staying = [thing for noun in NOUNS for thing in things if thing["noun"] == noun and thing[side]]
    for thing in staying:
        _write(thing["noun"], thing["id"], thing[side])
        _drop_parts(thing["noun"], thing["id"], thing[side])
    for thing in staying:
        _write_parts(thing["noun"], thing["id"], thing[side])
    for noun in reversed(NOUNS):
        for thing in things:
            if thing["noun"] == noun and thing[side] is None:
                _delete(noun, thing["id"], by)
    for thing in staying:
        if thing["noun"] == "clip":
            _settle_file(thing["id"], thing[side], by)


def _write(noun: str, pk: int, image: Image) -> None:
    """A new version each time: what another window holds is older now."""
    model = NOUNS[noun]
    row = models.QuerySet(model).filter(pk=pk).first()
    seen = row.version if row else image["version"]
    row = row or model(pk=pk)
    for field in plain_fields(model):
        if field.attname in image:
            setattr(row, field.attname, _standing(field, image[field.attname]))
    if image.keys() - WITHOUT_VERSION:
        row.version = seen + 1
    row.save()


def _standing(field: models.Field[Any, Any], value: Any) -> Any:
    """A row that this one pointed at may be gone for good."""
    value = field.to_python(value)
    if value is None or not isinstance(field, models.ForeignKey):
        return value
    if models.QuerySet(field.related_model).filter(pk=value).exists():
        return value
    if field.null:
        return None
    raise Overtaken


def _drop_parts(noun: str, pk: int, image: Image) -> None:
    for part in _parts_of(noun, image):
        models.QuerySet(part).filter(**{parent_of(part).attname: pk}).delete()


def _write_parts(noun: str, pk: int, image: Image) -> None:
    for part in _parts_of(noun, image):
        fields = {field.attname: field for field in plain_fields(part)}
        for values in image[name_of(part)]:
            known = {name: _standing(fields[name], value) for name, value in values.items() if name in fields}
            row = part(**{parent_of(part).attname: pk}, **known)
            if isinstance(row, SelectedClip):
                _make_room(row)
            if isinstance(row, PrincipleTick):
                check_subject(row.clip, row.subject)
            if isinstance(row, Turn):
                check_in_the_film(row.clip, {row.person_id})
            row.full_clean()
            row.save()


def _parts_of(noun: str, image: Image) -> list[type[models.Model]]:
    mine = [part for part in PARTS if parent_of(part).related_model is NOUNS[noun]]
    return [part for part in mine if name_of(part) in image]


def _make_room(row: SelectedClip) -> None:
    """Where another clip has taken the place meanwhile, it and those after it move on by one."""
    others = SelectedClip.objects.filter(selection=row.selection_id)
    if others.filter(position=row.position).exists():
        later = others.filter(position__gte=row.position)
        later.update(position=F("position") + OUT_OF_THE_WAY)
        later.update(position=F("position") - OUT_OF_THE_WAY + 1)


def _delete(noun: str, pk: int, by: User) -> None:
    row: Moment | Clip = models.QuerySet[Any](NOUNS[noun]).get(pk=pk)
    row.delete()
    if isinstance(row, Clip):
        let_go(job=row.render, by=by)


def _settle_file(pk: int, image: Image, by: User) -> None:
    clip = Clip.objects.select_related("footage__custody__recording", "render", "chosen").get(pk=pk)
    if image.keys() & RANGE:
        renew_render(clip, by=by)
    elif hasattr(clip, "chosen"):
        ensure_render(clip, by=by)

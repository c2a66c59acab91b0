"""Read `docs/inventory/`: what each field holds, about whom, why and how long, and what a report may tell."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "inventory"
WORDS = "words.toml"
KINDS = ("identity", "contact", "life", "film", "coded", "secret", "technical")
KEYS = {"about", "purpose", "kept", "about_staff", "may_leave", "may_compare", *KINDS}
# Django's own tables of rights, which nobody here uses.
EMPTY = {"auth", "contenttypes"}


@dataclass(frozen=True)
class Entry:
    """One field. What may leave does so as a number over many people, never by itself."""

    model: str
    field: str
    about: tuple[str, ...]
    kind: str
    purpose: str
    kept: str
    may_leave: bool
    may_be_compared: bool

    @property
    def is_protected(self) -> bool:
        """A report neither tells it nor counts by it."""
        return not (self.may_leave or self.may_be_compared or self.kind == "technical")


@cache
def words() -> dict[str, Any]:
    return tables(FOLDER / WORDS)


@cache
def entries() -> tuple[Entry, ...]:
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name != WORDS)
    return tuple(
        entry for path in files for model, table in tables(path).items() for entry in _entries(model, table)
    )


def models_with_data() -> list[type[models.Model]]:
    """Every table there is, with those that only join two others."""
    found = apps.get_models(include_auto_created=True)
    return [each for each in found if each._meta.app_label not in EMPTY and each._meta.managed]


def stored(model: type[models.Model]) -> set[str]:
    return {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}


def tables(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _entries(model: str, table: dict[str, Any]) -> Iterator[Entry]:
    unknown = set(table) - KEYS
    if unknown:
        raise ValueError(f"{model}: {', '.join(sorted(unknown))} is not a word of the inventory")
    for kind in KINDS:
        for field in table.get(kind, ()):
            yield Entry(
                model=model,
                field=field,
                about=("staff",) if field in table.get("about_staff", ()) else tuple(table["about"]),
                kind=kind,
                purpose=table["purpose"],
                kept=table["kept"],
                may_leave=field in table.get("may_leave", ()),
                may_be_compared=field in table.get("may_compare", ()),
            )

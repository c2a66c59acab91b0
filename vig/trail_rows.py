"""Entries of the trail as an administrator reads them: words for codes, names of colleagues only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from accounts.models import User
from audit.models import Entry
from consent.scopes import Purpose
from vig.trail import openings, people_in_trail
from vig.trail_words import ACTIONS, words_of

COLLEAGUE = "accounts.user:"


@dataclass(frozen=True)
class Row:
    entry: Entry
    who: str
    what: StrPromise | str
    about: str
    purpose: str


@dataclass(frozen=True)
class Opening:
    who: str
    times: int
    first: datetime
    last: datetime


def rows_of(entries: list[Entry], user: User) -> list[Row]:
    names = _names([label for entry in entries for label in (entry.actor, entry.subject)], user)
    purposes = dict(Purpose.choices)
    return [
        Row(
            entry,
            _who(entry.actor, names),
            ACTIONS.get(entry.action, entry.action),
            names.get(entry.subject) or words_of(entry.subject),
            str(purposes.get(entry.purpose, entry.purpose)),
        )
        for entry in entries
    ]


def openings_of(found: QuerySet[Entry], user: User) -> list[Opening]:
    counted = list(openings(found))
    names = _names([each["actor"] for each in counted], user)
    return [
        Opening(_who(each["actor"], names), each["times"], each["first"], each["last"]) for each in counted
    ]


def _names(labels: Iterable[str], user: User) -> dict[str, str]:
    numbers = {label.removeprefix(COLLEAGUE) for label in labels if label.startswith(COLLEAGUE)}
    people = people_in_trail(user).filter(pk__in=numbers)
    return {f"{COLLEAGUE}{person.pk}": person.name for person in people}


def _who(actor: str, names: dict[str, str]) -> str:
    if actor.startswith(COLLEAGUE):
        return names.get(actor) or _("Somebody from elsewhere")
    return actor

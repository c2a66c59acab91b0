"""Lines of the copy of what is kept about a person: pairs of a name and a value."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format

from accounts.paper import day_and_time
from cases.models import Case, Person

Line = list[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    title: str
    lines: list[Line]


def day_of(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def line(*pairs: tuple[str, Any]) -> Line:
    """Without what is empty."""
    shown = [(name, day_and_time(value) if isinstance(value, datetime) else value) for name, value in pairs]
    return [(name, str(value)) for name, value in shown if value not in ("", None)]


def is_client(case: Case, person: Person) -> bool:
    return case.participations.filter(person=person, is_client=True).exists()

"""Who is in a case, by part and age: never a name, a birth date or an address."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from cases.ages import age_of
from cases.models import Case, Participation
from cases.rules import is_in_charge


def parts_now(case: Case) -> QuerySet[Participation]:
    return case.participations.filter(until=None).select_related("person")


def part_in_case(part: Participation, on: date | None = None) -> str:
    """`Parent, 31 years`; `Child, 7 months`; `Unborn child`: today, or on a day in the past."""
    role = part.get_role_display()
    age = age_of(part.person, on or timezone.localdate())
    return f"{role}, {age}" if age else role


def words_for(viewer: User, case: Case) -> Callable[[str], str]:
    """What somebody wrote, as this person may read it: outside the case, parts stand where a name stood."""
    if is_in_charge(viewer, case):
        return str
    return without_names(case.participations.all())


def without_names_of_cases(guider: User) -> Callable[[str], str]:
    """What a guider wrote, with a part for each name of somebody in a case that is or was theirs."""
    theirs = Q(case__guider=guider) | Q(case__cycles__completed_by=guider)
    return without_names(Participation.objects.filter(theirs).select_related("person").distinct())


def without_names(participations: Iterable[Participation]) -> Callable[[str], str]:
    """The same words with parts in brackets where a name stood."""
    parts: dict[str, str] = {}
    for part in participations:
        for name in (part.person.name, *part.person.name.split()):
            if len(name) > 1:
                parts.setdefault(name, part.get_role_display())
    if not parts:
        return str
    names = "|".join(re.escape(name) for name in sorted(parts, key=len, reverse=True))
    named = re.compile(rf"(?<!\w)({names})(?!\w)")
    return lambda words: named.sub(lambda found: f"[{parts[found.group()]}]", words)

"""Whether the people of a new referral may be known already. What may be said about it is in ADR 35."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from accounts.models import User
from cases.models import Case, Participation
from cases.rules.people import PersonFacts

Role = Participation.Role

CHILDREN = (Role.CHILD, Role.SIBLING, Role.PUPIL)
ALIKE = 0.8
FIRST_LETTERS = 2


@dataclass(frozen=True)
class Doubles:
    """`own` may be opened by who asks; of those `elsewhere` nothing is said but that they are there."""

    own: list[Case] = field(default_factory=list)
    elsewhere: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.own or self.elsewhere)


def find_doubles(people: Sequence[PersonFacts], user: User) -> Doubles:
    [own] = find_own([people], user)
    return Doubles(own, _elsewhere(people, user))


def find_own(families: Sequence[Sequence[PersonFacts]], user: User) -> list[list[Case]]:
    """For each family the user's own cases in which one of them may take part. Two queries for all."""
    rows = Participation.objects.filter(case__in=Case.objects.visible_to(user))
    known = list(rows.values_list("case", "person__name", "person__born_on"))
    found = [
        {case for case, name, born_on in known if _is_one_of(people, name, born_on)} for people in families
    ]
    cases = Case.objects.in_bulk(set().union(*found))
    return [[cases[pk] for pk in sorted(each)] for each in found]


def _is_one_of(people: Sequence[PersonFacts], name: str, born_on: date | None) -> bool:
    return any(
        plain(person.name) == plain(name)
        or (born_on is not None and person.born_on == born_on and is_alike(person.name, name))
        for person in people
    )


def plain(name: str) -> str:
    """Without case, accents and more than one space, so that Zoë and zoe are one name."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())


def is_alike(name: str, other: str) -> bool:
    """The same, one within the other, or a slip of the pen apart."""
    one, two = plain(name), plain(other)
    return one in two or two in one or SequenceMatcher(None, one, two).ratio() >= ALIKE


def _elsewhere(people: Sequence[PersonFacts], user: User) -> list[int]:
    born = {
        (person.born_on, plain(person.name)[:FIRST_LETTERS])
        for person in people
        if person.born_on and person.role in CHILDREN
    }
    if not born:
        return []
    others = Participation.objects.exclude(case__in=Case.objects.visible_to(user)).filter(
        case__organisation=user.organisation_id,
        role__in=CHILDREN,
        person__born_on__in={day for day, _letters in born},
    )
    rows = others.values_list("case", "person__born_on", "person__name")
    return sorted({case for case, day, name in rows if (day, plain(name)[:FIRST_LETTERS]) in born})

"""What holds now of all that people have decided and taken back."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.utils import timezone

from cases.models import Case, Person
from consent.models import Custody, ScopeDecision, Withdrawal
from consent.scopes import Scope

GIVEN, REFUSED, NOT_ASKED, WITHDRAWN = "given", "refused", "not_asked", "withdrawn"
# Given by somebody who has no authority to decide any more.
LAPSED = "lapsed"
Decided = tuple[int, str, str, datetime]
TakenBack = tuple[int, str, datetime]


def standing(case: Case) -> dict[tuple[int, str], str]:
    """What everyone who ever took part in the case has agreed to, scope by scope, as it stands now."""
    people = set(case.participations.values_list("person_id", flat=True))
    answers = answers_of(case.pk, people)
    return {(person, scope): answers.get((person, scope), NOT_ASKED) for person in people for scope in Scope}


def missing(custody: Custody, scopes: Iterable[str]) -> list[tuple[Person, Scope]]:
    """Who in the picture has not given which of these scopes."""
    return [(person, scope) for person, scope, _answer in open_questions(custody, people_in(custody), scopes)]


def people_in(custody: Custody) -> list[Person]:
    """Everyone who is seen or heard in the film."""
    return [each.person for each in custody.appearances.select_related("person").order_by("person_id")]


def open_questions(
    custody: Custody, people: Collection[Person], scopes: Iterable[str]
) -> list[tuple[Person, Scope, str]]:
    answers = answers_of(custody.case_id, [person.pk for person in people])
    needed = [scope for scope in Scope if scope in set(scopes)]
    asked = [
        (person, scope, answers.get((person.pk, scope), NOT_ASKED)) for person in people for scope in needed
    ]
    return [question for question in asked if question[2] != GIVEN]


def settle(decided: Iterable[Decided], taken_back: Iterable[TakenBack]) -> dict[tuple[int, str], str]:
    """Turn decisions (person, scope, answer, when) in order of signing, and withdrawals, into what holds.

    A later decision replaces an earlier one, except that "not asked" replaces nothing. A withdrawal at or
    after the moment of giving takes it back, also where it has lapsed meanwhile; an empty scope takes back
    every scope.
    """
    held: dict[tuple[int, str], tuple[str, datetime]] = {}
    for person, scope, answer, when in decided:
        if answer != NOT_ASKED:
            held[person, scope] = (answer, when)
    for person, scope, when in taken_back:
        for key, (answer, given_at) in held.items():
            if key[0] == person and scope in ("", key[1]) and answer in (GIVEN, LAPSED) and given_at <= when:
                held[key] = (WITHDRAWN, given_at)
    return {key: answer for key, (answer, _when) in held.items()}


def answers_of(case_id: int, people: Iterable[int]) -> dict[tuple[int, str], str]:
    decided = ScopeDecision.objects.filter(record__case_id=case_id, record__person_id__in=people)
    taken_back = Withdrawal.objects.filter(case_id=case_id, person_id__in=people)
    today = timezone.localdate()
    rows = decided.order_by("record__signed_at", "record_id").values_list(
        "record__person_id", "scope", "answer", "record__signed_at", "record__authority__until"
    )
    return settle(
        [(person, scope, counted(answer, until, today), when) for person, scope, answer, when, until in rows],
        taken_back.values_list("person_id", "scope", "withdrawn_at"),
    )


def counted(answer: str, until: date | None, today: date) -> str:
    """A yes counts only while the authority it was signed on holds: up to, and not on, the day it ended."""
    return LAPSED if answer == GIVEN and until is not None and until <= today else answer

"""Outcome measures of closed cases: how many moved which way. Read in batches, so memory stays flat."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from cases.instruments import INSTRUMENTS
from cases.models import Case, Score, Visit
from cases.rules.measures import Change, Scored, change_of_all, paired_change
from reports.counts import Scope
from sessions.models import FilmedSession

BATCH = 500
# Names of the program: what a service calls its own measures is its own text, and stays here.
NAMES = {each.code: each.name for each in INSTRUMENTS}


def changes(scope: Scope) -> dict[str, Counter[Change]]:
    """By measure: each case once."""
    scored = scope.closed.filter(scores__isnull=False).distinct().order_by("pk").values_list("pk", flat=True)
    numbers, found = scored.iterator(), dict[str, Counter[Change]]()
    while cases := list(islice(numbers, BATCH)):
        for name, change in _changes(cases, scope.period.last_day):
            found.setdefault(name, Counter())[change] += 1
    return dict(sorted(found.items()))


def _changes(cases: Iterable[int], until: date) -> Iterator[tuple[str, Change]]:
    contacts = _contacts(cases)
    lines: dict[tuple[int, str], dict[tuple[int, str, int | None], list[Scored]]] = defaultdict(dict)
    ways: dict[int, tuple[str, Decimal | None]] = {}
    rows = Score.objects.filter(case__in=cases, given_on__lte=until).values_list(
        "case", "scale__measure__code", "scale", "rater", "person", "value", "given_on",
        "scale__direction", "scale__threshold",
    )  # fmt: skip
    for case, code, scale, rater, person, value, given_on, direction, threshold in rows:
        ways[scale] = direction, threshold
        name = NAMES.get(code) or _("Measures of the service's own")
        lines[case, name].setdefault((scale, rater, person), []).append(Scored(value, given_on))
    for (case, name), given in lines.items():
        results = (_change(scores, contacts[case], *ways[key[0]]) for key, scores in given.items())
        yield name, change_of_all(results)


def _change(scores: list[Scored], contacts: set[date], direction: str, threshold: Decimal | None) -> Change:
    return paired_change(scores, contacts=contacts, direction=direction, threshold=threshold).result


def _contacts(cases: Iterable[int]) -> dict[int, set[date]]:
    """First contact, visits, filmings and shared reviews that took place."""
    found: dict[int, set[date]] = defaultdict(set)
    met = Case.objects.filter(pk__in=cases).values_list("pk", "first_contact_on")
    seen = Visit.objects.seen().filter(case__in=cases).order_by().values_list("case", "day")
    held = FilmedSession.objects.filter(cycle__case__in=cases, finished_at__isnull=False)
    for rows in (met, seen, held.values_list("cycle__case", "held_on")):
        for case, day in rows:
            if day:
                found[case].add(day)
    return found

"""What goes when, as it would be if the case were closed today: a part of the page that closes it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.views.loading import own_case
from consent.plans import clocks_if_closed, films_left
from consent.rules import hold_on, is_case_restricted
from consent.rules.retention import Clock, Kept

PAPERS = frozenset({Kept.FORMS, Kept.RECORD})


@dataclass(frozen=True)
class Day:
    """What goes on one day, by one rule. Papers are kept until then; film is destroyed."""

    on: date
    rule: str
    are_papers: bool
    what: list[str]


def days_of(clocks: dict[Kept, Clock]) -> list[Day]:
    """The first day first."""
    what: dict[tuple[date, str, bool], list[str]] = defaultdict(list)
    for kept, clock in clocks.items():
        what[clock.on, clock.rule, kept in PAPERS].append(str(kept.label))
    return [Day(*key, what=labels) for key, labels in sorted(what.items())]


@requires(Permission.WORK_CASES)
@require_GET
def closing_retention(request: SignedInRequest, case_id: int) -> HttpResponse:
    case, today = own_case(request, case_id), timezone.localdate()
    context = {
        "days": days_of(clocks_if_closed(case, today)),
        "films": films_left(case),
        "is_kept": hold_on(case.pk) is not None or is_case_restricted(case.pk),
        "today": today,
    }
    return render(request, "consent/closing_retention.html", context)

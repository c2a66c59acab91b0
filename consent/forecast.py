"""What would be destroyed by itself until a day: numbers of cases and films, no names, no film."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from cases.models import Case
from consent.plans import plans
from consent.rules import overdue_in_quarantine


@dataclass(frozen=True, order=True)
class Line:
    """`is_held`: it is due, and stays while the hold stands."""

    on: date
    case: str
    what: str
    rule: str
    is_held: bool
    films: int = 0


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def forecast(organisation: Organisation, until: date) -> list[Line]:
    """What is due already and was not destroyed yet is due today."""
    today, counted = timezone.localdate(), Counter[Line]()
    for plan in plans(Case.objects.filter(organisation=organisation)):
        for clock, part in plan.steps:
            if clock.on <= until:
                number = plan.custody.case.number
                counted[Line(max(clock.on, today), number, str(part.label), clock.rule, plan.is_held)] += 1
    end = timezone.make_aware(datetime.combine(until, time.max))
    for custody in overdue_in_quarantine(at=end):
        if custody.case.organisation_id == organisation.pk:
            on = max(timezone.localdate(custody.destroyed_unless_complete_by), today)
            rule = _("Not everybody in the film has agreed in time")
            what = _("The film and everything made from it")
            counted[Line(on, custody.case.number, what, rule, is_held=False)] += 1
    return sorted(
        Line(line.on, line.case, line.what, line.rule, line.is_held, films) for line, films in counted.items()
    )

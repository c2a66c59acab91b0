"""Who the open cases are for, in bands: never an age, a language or a name."""

from collections import Counter
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, Cases, Interpreting, Participation
from reports.counts import Breakdown, Counted, Figures, Population, Scope, Subject, tally
from reports.dimensions import AGES, INTERPRETERS

Role = Participation.Role
CHILDREN = (Role.CHILD, Role.UNBORN)
GROWN = (
    Role.PARENT,
    Role.CARER,
    Role.FOSTER_CARER,
    Role.ADOPTER,
    Role.SPECIAL_GUARDIAN,
    Role.KINSHIP_CARER,
    Role.FAMILY,
    Role.STAFF,
)
# The first number of months that is too old for the band.
BANDS = ((6, "0_5_months"), (12, "6_11_months"), (24, "1"), (60, "2_4"), (144, "5_11"), (216, "12_17"))


def count(scope: Scope) -> Counted:
    still = open_at_end(scope)
    needs = still.order_by().values_list("interpreting__need").annotate(number=Count("pk"))
    interpreter = tally(
        INTERPRETERS, ((need or Interpreting.Need.NOT_KNOWN, number) for need, number in needs)
    )
    parts = Participation.objects.filter(
        Q(until=None) | Q(until__gt=scope.period.last_day),
        case__in=still,
        since__lte=scope.period.last_day,
        only_in_picture=False,
    ).order_by()
    ages = _ages(parts, scope.period.last_day)
    by_part = dict(parts.values_list("role").annotate(number=Count("pk")))
    grown = {str(role.label): {_("Number"): by_part.get(role, 0)} for role in GROWN}
    return Counted(
        [
            Population("open", _("Cases open at the end"), sum(interpreter.values())),
            Population("children", _("Children of these cases"), sum(ages.values())),
        ],
        [
            Breakdown("open", "by_interpreter", _("By interpreter"), INTERPRETERS, interpreter),
            Breakdown("children", "by_age", _("Children by age"), AGES, ages),
        ],
        [Figures("parts", _("Parts of adults in these cases"), grown)],
    )


def open_at_end(scope: Scope) -> Cases:
    return scope.cases.exclude(status__in=Case.NOT_TAKEN_ON).filter(
        Q(closed_on=None) | Q(closed_on__gt=scope.period.last_day), opened_at__lt=scope.period.ends
    )


def age_band(role: str, born_on: date | None, on: date) -> str:
    if role == Role.UNBORN or (born_on is not None and born_on > on):
        return "antenatal"
    if born_on is None:
        return "not_known"
    months = 12 * (on.year - born_on.year) + on.month - born_on.month - (on.day < born_on.day)
    return next((band for too_old, band in BANDS if months < too_old), "not_known")


def _ages(parts: QuerySet[Participation], on: date) -> dict[str, int]:
    rows = parts.filter(role__in=CHILDREN).values_list("role", "person__born_on")
    found = Counter(age_band(role, born_on, on) for role, born_on in rows.iterator())
    return tally(AGES, found.items())


SUBJECT = Subject(
    "people",
    gettext_lazy("Who the cases are for"),
    count,
    (
        gettext_lazy("Cases that were taken on and open on the last day of the period."),
        gettext_lazy("Ages are those on that day. A person with a part in two cases is counted in both."),
    ),
)

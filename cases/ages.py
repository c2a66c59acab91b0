"""How old somebody is, in words; for a child born early the corrected age stands beside it."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Person

# General professional knowledge, not confirmed in a source of ours: a pregnancy is counted as forty weeks;
# below 37 a child is born early, and the age is corrected for that until the second birthday.
FULL_TERM = 280
EARLY_BELOW = 259
CORRECTED_BELOW_MONTHS = 24
YEARS_FROM_MONTHS = 24


def age_of(person: Person, on: date) -> str:
    """`7 months`; `7 months (corrected 5 months)`; empty when not known or not born."""
    if person.born_on is None:
        return ""
    age, corrected = in_words(person.born_on, on), corrected_age_of(person, on)
    return _("%(age)s (corrected %(corrected)s)") % {"age": age, "corrected": corrected} if corrected else age


def corrected_age_of(person: Person, on: date) -> str:
    """Counted from the day on which the child would have been due; empty where it is not corrected."""
    born, days = person.born_on, person.gestation_days
    if born is None or days is None or days >= EARLY_BELOW or _months(born, on) >= CORRECTED_BELOW_MONTHS:
        return ""
    due = born + timedelta(days=FULL_TERM - days)
    return in_words(due, on) if due <= on else _("not due yet")


def in_words(born: date, on: date) -> str:
    """Whole months below two years, then whole years."""
    months = _months(born, on)
    if months < 1:
        return _("newborn")
    if months < YEARS_FROM_MONTHS:
        return ngettext("%d month", "%d months", months) % months
    return ngettext("%d year", "%d years", months // 12) % (months // 12)


def gestation_of(born_on: date, due_on: date) -> int:
    """Days of pregnancy at birth, from the day that the child was due."""
    return FULL_TERM - (due_on - born_on).days


def weeks_of(days: int | None) -> str:
    """`33+4`, as it is written in the clinic."""
    return "" if days is None else f"{days // 7}+{days % 7}"


def _months(born: date, on: date) -> int:
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)

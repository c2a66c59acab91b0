"""A day as people and spreadsheets write it. What could be two days is refused, never guessed."""

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
MONTHS = 12


def separators_with_day_first(cells: Iterable[str]) -> frozenset[str]:
    """Where one day of a file can only be read day first, so are all that are written with its separator.

    With full stops nobody writes the month first.
    """
    found = {"."}
    for cell in cells:
        match = DAY_FIRST.fullmatch(cell)
        if match and int(match[1]) > MONTHS:
            found.add(match[2])
    return frozenset(found)


def parse(cell: str, day_first: frozenset[str]) -> date:
    match = ISO.fullmatch(cell)
    if match:
        return _day(cell, match[1], match[2], match[3])
    match = DAY_FIRST.fullmatch(cell)
    if not match:
        raise ValidationError(
            _("“%(cell)s” is not a date I can read. Write it as 2026-04-03, with four digits for the year.")
            % {"cell": cell}
        )
    one, separator, two, year = match.groups()
    if separator not in day_first and one != two and int(one) <= MONTHS and int(two) <= MONTHS:
        raise ValidationError(
            _("“%(cell)s” can be %(one)s or %(two)s. Write the date as 2026-04-03: year, month, day.")
            % {
                "cell": cell,
                "one": date_format(_day(cell, year, two, one), "j F Y"),
                "two": date_format(_day(cell, year, one, two), "j F Y"),
            }
        )
    return _day(cell, year, two, one)


def _day(cell: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise ValidationError(_("“%(cell)s” is not a day of the calendar.") % {"cell": cell}) from error

"""Closed calendar quarters and closed calendar years. Nobody picks days freely: two reports whose
periods differ a little could be subtracted from each other."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

WHOLE_YEAR = 0
CODE = re.compile(r"(2\d{3})(?:-Q([1-4]))?")


@dataclass(frozen=True, order=True)
class Period:
    """Without a quarter it is the whole year."""

    year: int
    quarter: int = WHOLE_YEAR

    def __str__(self) -> str:
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def last_day(self) -> date:
        return self.day_after - timedelta(days=1)

    @property
    def day_after(self) -> date:
        if self.quarter in (WHOLE_YEAR, 4):
            return date(self.year + 1, 1, 1)
        return date(self.year, 3 * self.quarter + 1, 1)

    @property
    def days(self) -> tuple[date, date]:
        return self.first_day, self.last_day

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first_day, time.min))

    @property
    def ends(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return timezone.make_aware(datetime.combine(self.day_after, time.min))

    @property
    def is_over(self) -> bool:
        return self.last_day < timezone.localdate()

    @property
    def whole_year(self) -> "Period":
        return Period(self.year)

    def overlaps(self, other: "Period") -> bool:
        return self.first_day <= other.last_day and other.first_day <= self.last_day


def period_of(code: str) -> Period | None:
    found = CODE.fullmatch(code)
    return Period(int(found[1]), int(found[2] or WHOLE_YEAR)) if found else None


def quarter_of(day: date) -> Period:
    return Period(day.year, (day.month + 2) // 3)


def closed_periods(since: date) -> list[Period]:
    """Newest first, each year before its quarters, back to the quarter of `since`."""
    years = range(timezone.localdate().year, since.year - 1, -1)
    periods = [Period(year, quarter) for year in years for quarter in (WHOLE_YEAR, 4, 3, 2, 1)]
    return [period for period in periods if period.is_over and period.last_day >= since]

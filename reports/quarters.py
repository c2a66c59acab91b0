"""Calendar quarters, and which of them are over."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def days(self) -> tuple[date, date]:
        return self.first_day, self.last_day

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first_day, time.min))

    @property
    def ends(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return self.next.begins

    @property
    def is_over(self) -> bool:
        return self.last_day < timezone.localdate()


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def closed_quarters(since: date) -> list[Quarter]:
    """Newest first, back to the quarter of `since`."""
    found, quarter = [], quarter_of(timezone.localdate()).previous
    while quarter >= quarter_of(since):
        found.append(quarter)
        quarter = quarter.previous
    return found

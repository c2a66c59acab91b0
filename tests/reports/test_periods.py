"""Closed quarters and closed years, and nothing between them."""

from datetime import date

import pytest

from reports.periods import Period, closed_periods, period_of, quarter_of

Q1 = Period(2026, 1)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), Period(2026, 1)),
        (date(2026, 3, 31), Period(2026, 1)),
        (date(2026, 4, 1), Period(2026, 2)),
        (date(2026, 12, 31), Period(2026, 4)),
    ],
)
def test_a_day_belongs_to_one_quarter_and_one_year(day, quarter):
    assert quarter_of(day) == quarter
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter.whole_year.days == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("2026-Q1", Q1),
        ("2026", Period(2026)),
        ("2026-Q0", None),
        ("2026-Q5", None),
        ("26-Q1", None),
        ("1999", None),
        ("2026-q1", None),
        ("2026-Q1-", None),
    ],
)
def test_a_period_is_read_from_its_code_and_written_as_it(code, period):
    assert period_of(code) == period
    assert period is None or str(period) == code


@pytest.mark.parametrize(
    ("one", "other", "overlapping"),
    [
        (Q1, Q1, True),
        (Q1, Period(2026), True),
        (Period(2026), Period(2026, 4), True),
        (Q1, Period(2026, 2), False),
        (Q1, Period(2025), False),
        (Period(2025), Period(2026), False),
    ],
)
def test_a_year_overlaps_its_quarters(one, other, overlapping):
    assert (one.overlaps(other), other.overlaps(one)) == (overlapping, overlapping)


def test_a_period_is_over_the_day_after_its_last(monkeypatch):
    for today, over in ((date(2026, 3, 31), False), (date(2026, 4, 1), True)):
        monkeypatch.setattr("reports.periods.timezone.localdate", lambda today=today: today)
        assert Q1.is_over is over
    assert closed_periods(date(2025, 11, 1)) == [Q1, Period(2025), Period(2025, 4)]

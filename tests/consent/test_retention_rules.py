"""Which promise holds, when its clocks run out, and what of a film goes then: as tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consent.models import RetentionPolicy
from consent.rules.retention import Clock, Kept, clocks, due, promised, steps
from vault.models import Recording

CLOSED = date(2026, 3, 10)
LONG_BEFORE = datetime(2020, 1, 1, tzinfo=UTC)


def policy(mode="tool", record="child", made_at=LONG_BEFORE, **days):
    return RetentionPolicy(mode=mode, record=record, made_at=made_at, **days)


def day(number):
    return datetime(2026, 1, number, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made_on", "signed_on", "counts"),
    [
        ([], 5, None),
        ([3], 5, 3),
        ([3], None, 3),
        ([3, 8], 5, 3),
        ([3, 8], 8, 8),
        ([3, 8], 9, 8),
        ([3, 8], None, 8),
        ([3, 8], 1, 3),
        ([8, 3], 5, 3),
    ],
)
def test_a_case_keeps_the_promise_under_which_its_first_consent_was_signed(made_on, signed_on, counts):
    policies = [policy(made_at=day(number)) for number in made_on]
    found = promised(policies, signed_on and day(signed_on))
    assert (found and found.made_at.day) == counts


def ends(**facts):
    births = facts.pop("births", [])
    return {kept: clock.on for kept, clock in clocks(policy(**facts), CLOSED, births).items()}


def test_a_temporary_tool_has_a_clock_for_each_class():
    found = ends(raw_days=0, clips_days=30, review_days=60, record="adult")
    assert found == {
        Kept.RAW: CLOSED,
        Kept.CLIPS: date(2026, 4, 9),
        Kept.REVIEW: date(2026, 5, 9),
        Kept.FORMS: date(2034, 3, 10),
        Kept.RECORD: date(2034, 3, 10),
    }


@pytest.mark.parametrize(
    ("record", "births", "until"),
    [
        ("adult", [], date(2034, 3, 10)),
        ("mental_health", [date(2025, 1, 1)], date(2046, 3, 10)),
        ("maternity", [], date(2051, 3, 10)),
        ("child", [], date(2051, 3, 10)),
        ("child", [None], date(2051, 3, 10)),
        ("child", [date(2020, 7, 1)], date(2045, 7, 1)),
        ("child", [date(2020, 2, 29)], date(2045, 3, 1)),
        ("child", [date(2009, 3, 10)], date(2035, 3, 10)),
        ("child", [date(2008, 3, 11)], date(2034, 3, 11)),
        ("child", [date(2008, 3, 10)], date(2033, 3, 10)),
        ("child", [date(2020, 7, 1), date(2024, 7, 1)], date(2049, 7, 1)),
        ("child", [date(2008, 6, 1), date(2008, 3, 10)], date(2034, 6, 1)),
    ],
)
def test_part_of_the_record_keeps_everything_as_long_as_the_record(record, births, until):
    assert set(ends(mode="record", record=record, births=births).values()) == {until}


def test_nothing_goes_sooner_than_fourteen_days_after_a_policy_was_made():
    found = ends(made_at=datetime(2026, 5, 1, 12, tzinfo=UTC), raw_days=0, clips_days=0, review_days=90)
    assert (found[Kept.RAW], found[Kept.CLIPS], found[Kept.REVIEW]) == (
        *(date(2026, 5, 15), date(2026, 5, 15)),
        date(2026, 6, 8),
    )


TODAY = date(2026, 6, 1)
EARLIER, LATER, NEVER = (TODAY + timedelta(days=days) for days in (-9, 0, 1))
TABLE = [
    # state, clips have files, the film's day, the clips' day, what goes today
    ("ready", False, NEVER, EARLIER, None),
    ("ready", False, LATER, NEVER, "film"),
    ("ready", True, NEVER, NEVER, None),
    ("ready", True, LATER, NEVER, "raw"),
    ("ready", True, NEVER, LATER, "clips"),
    ("ready", True, EARLIER, LATER, "film"),
    ("ready", True, LATER, EARLIER, "film"),
    ("ready", True, LATER, LATER, "film"),
    ("clips", True, EARLIER, NEVER, None),
    ("clips", True, EARLIER, LATER, "film"),
    ("clips", True, NEVER, LATER, "film"),
    ("failed", False, LATER, NEVER, "film"),
    ("receiving", False, LATER, NEVER, "film"),
    ("waiting", False, NEVER, LATER, None),
]


@pytest.mark.parametrize(("state", "has_cut", "film_on", "clips_on", "part"), TABLE)
@pytest.mark.parametrize("kind", ["interaction", "review"])
def test_what_of_a_film_goes(kind, state, has_cut, film_on, clips_on, part):
    film, other = (Kept.REVIEW, Kept.RAW) if kind == "review" else (Kept.RAW, Kept.REVIEW)
    kept = {film: Clock(film_on, ""), Kept.CLIPS: Clock(clips_on, ""), other: Clock(date(2000, 1, 1), "")}
    assert due(steps(Recording(kind=kind, state=state), kept, has_cut=has_cut), TODAY) == part

"""The rows of an extract: who has agreed, what a row tells, who stands out and what is made coarser."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Case, Participation
from consent.models import Withdrawal
from consent.rules import agreed_to, all_agree
from consent.scopes import Scope as Purposes
from reports.counts import Scope
from reports.extract.coarsening import coarsened, quarters_of_referral, recognisable, stands_out
from reports.extract.extract_file import extract_of
from reports.extract.rows import cycles_band, rows
from reports.periods import Period
from tests import builders, consent_builders
from tests.reports.agreeing import agreeing
from tests.reports.history import YEAR

WHOLE = Period(YEAR)


def row(outcome: str = "improved", **facts: str) -> dict[str, str]:
    return {"age": "1", "quarter": "2025-Q1", "source": "gp", "reason": "other", "outcome": outcome} | facts


@pytest.mark.parametrize(
    ("people", "answers", "agree"),
    [
        ({1: True}, {1: "given"}, True),
        ({1: True}, {}, False),
        ({1: True}, {1: "refused"}, False),
        ({1: True}, {1: "withdrawn"}, False),
        ({1: True}, {1: "lapsed"}, False),
        ({1: True, 2: True}, {1: "given"}, False),
        ({1: True, 2: True}, {1: "given", 2: "given"}, True),
        ({1: True, 2: False}, {1: "given"}, True),
        ({1: True, 2: False}, {1: "given", 2: "refused"}, False),
        ({1: True, 2: False}, {1: "given", 2: "withdrawn"}, False),
        ({1: False}, {1: "given"}, False),
        ({}, {}, False),
    ],
)
def test_whose_yes_it_takes(people, answers, agree):
    assert all_agree(people, answers) is agree


def test_the_last_answer_and_a_withdrawal_count_and_only_those_to_research(cast):
    cases = [builders.case(cast.guider) for _each in range(5)]
    yes, no, again, back, film = [(case, builders.person(case)) for case in cases]
    Participation.objects.update(is_client=True)
    for case, person in (yes, no, again, back):
        consent_builders.answers(case, person, research="given")
    consent_builders.answers(*no, research="refused")
    consent_builders.answers(*again, research="not_asked")
    consent_builders.answers(*film, film="given")
    Withdrawal.objects.create(case=back[0], person=back[1], scope="research", recorded_by=cast.guider)
    Withdrawal.objects.create(case=yes[0], person=yes[1], scope="film", recorded_by=cast.guider)
    assert agreed_to(Purposes.RESEARCH, Case.objects.all()) == {yes[0].pk, again[0].pk}


def test_a_row_tells_the_case_as_it_was_on_the_last_day(cast):
    case = builders.case(
        cast.guider,
        status="closed",
        referred_on=date(2025, 2, 1),
        opened_at=timezone.now() - timedelta(days=3000),
        closed_on=date(2025, 8, 1),
        closing_reason="completed",
    )
    parent = builders.person(case)
    Participation.objects.update(is_client=True)
    for born_on in (date(2024, 1, 1), date(2020, 1, 1)):
        child = builders.person(case, "child", born_on=born_on)
        Participation.objects.filter(person=child).update(since=date(2025, 2, 1))
    consent_builders.answers(case, parent, research="given")
    told = {quarter: rows(Scope(cast.organisation, Period(YEAR, quarter)))[0] for quarter in (2, 3)}
    assert (told[2]["status"], told[2]["closing"]) == ("open", "")
    assert (told[3]["status"], told[3]["closing"]) == ("closed", "completed")
    assert [told[3][name] for name in ("age", "quarter", "cycles", "interpreter", "outcome")] == [
        "1",
        "2025-Q1",
        "none",
        "not_known",
        "not_paired",
    ]
    assert rows(Scope(cast.organisation, Period(YEAR, 4))) == []


@pytest.mark.parametrize(
    ("outcomes", "out"),
    [
        (["improved"] * 3 + ["worse"], True),
        (["improved"] * 4 + ["worse"], False),
        (["improved"] * 9, True),
        ([], True),
    ],
)
def test_who_stands_out(outcomes, out):
    assert stands_out([row(outcome) for outcome in outcomes]) is out


@pytest.mark.parametrize(
    ("number", "band"), [(0, "none"), (1, "some"), (2, "some"), (3, "three"), (9, "three")]
)
def test_cycles_are_told_in_bands(number, band):
    assert cycles_band(number) == band


def test_rows_that_are_safe_stay_as_they_are_and_a_few_that_stand_out_are_dropped_and_counted(db):
    safe = [row("improved"), row("worse")] * 20
    found = coarsened([*safe, row(source="self")], recognisable([row()]))
    assert (len(found.rows), found.dropped) == (40, 1)
    assert {each["source"] for each in found.rows} == {"GP"}


def test_many_that_stand_out_are_made_coarser_in_the_documented_order(db):
    ages = ["0_5_months", "6_11_months"]
    given = [row(outcome, age=age) for age in ages for outcome in ("improved", "worse", "worse", "improved")]
    found = coarsened(given, recognisable(given))
    assert ({each["age"] for each in found.rows}, found.dropped) == ({"Under 1 year"}, 0)


def test_where_all_have_one_outcome_nothing_is_left(db):
    given = [row()] * 30
    found = coarsened(given, recognisable(given))
    assert (found.rows, found.dropped) == ([], 30)


def test_quarters_become_years_the_oldest_first(db):
    found = quarters_of_referral({"2024-Q1", "2024-Q3", "2025-Q1"})
    assert [(str(step.into), sorted(step.codes)) for step in found.merges] == [
        ("2024", ["2024-Q1", "2024-Q3"]),
        ("2025", ["2025-Q1"]),
        ("2025 and before", ["2024-Q1", "2024-Q3", "2025-Q1"]),
    ]


def test_three_and_three_hundred_cases_take_the_same_number_of_queries(cast):
    scope, counts = Scope(cast.organisation, WHOLE), []
    for number, seed in ((3, 1), (300, 2)):
        agreeing(cast, number, seed)
        with CaptureQueriesContext(connection) as queries:
            extract_of(scope)
        counts.append(len(queries))
    assert counts[0] == counts[1]

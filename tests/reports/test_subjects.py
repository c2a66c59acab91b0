"""What each template counts, of which period, and that the number of questions stays the same."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Interpreting, Measure, MeasureScale, Rating, Score, Visit
from consent.models import Destruction
from reports.counts import Counted, Scope
from reports.dimensions import CLOSINGS, SOURCES, Dimension, steps
from reports.making import make
from reports.periods import Period
from reports.profiles import STANDARD
from reports.subjects import SUBJECTS
from reports.subjects.funnel import furthest
from reports.subjects.outcomes import result_of
from reports.subjects.people import age_band
from sessions.models import Cycle, FilmedSession, Footage
from supervision.actions import ensure_pathways
from supervision.models import Enrolment, Stage
from tests import builders, consent_builders
from tests.reports.history import caseload

Q1 = Period(2026, 1)
IN_IT, BEFORE, AFTER = date(2026, 2, 1), date(2025, 12, 1), date(2026, 4, 1)
EARLY = datetime(2025, 12, 1, tzinfo=UTC)
numbers = count(1)
BY_CODE = {subject.code: subject for subject in SUBJECTS}


def counted(cast, code: str) -> Counted:
    return BY_CODE[code].count(Scope(cast.organisation, Q1))


def found(counts) -> dict[str, int]:
    return {code: number for code, number in counts.items() if number}


def breakdowns(cast, code: str) -> dict[str, dict[str, int]]:
    return {each.code: found(each.counts) for each in counted(cast, code).breakdowns}


def totals(cast, code: str) -> dict[str, int]:
    return {each.code: each.total for each in counted(cast, code).populations}


def closed_case(guider, on=date(2026, 3, 1), reason="completed", **fields) -> Case:
    return builders.case(
        guider, status="closed", closed_on=on, closing_reason=reason, opened_at=EARLY, **fields
    )


def filmed(case: Case, on: date) -> Cycle:
    cycle = Cycle.objects.create(case=case, number=next(numbers))
    filming = FilmedSession.objects.create(cycle=cycle, kind="filming", held_on=on)
    custody = consent_builders.film(case)
    Footage.objects.create(filmed_session=filming, custody=custody, file_name="f", added_by=case.guider)
    return cycle


def completed(case: Case, on: date) -> None:
    cycle = filmed(case, on)
    FilmedSession.objects.create(
        cycle=cycle, kind="shared_review", held_on=on, finished_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    Cycle.objects.filter(pk=cycle.pk).update(state="complete", completed_on=on)


def rated(case: Case, *values: int) -> None:
    person, question = builders.person(case), builders.helping_question(case)
    for month, value in enumerate(values, start=1):
        Rating.objects.create(
            question=question, kind="now", moment="review", value=value, rated_by=person,
            rated_on=date(2026, month, 1),
        )  # fmt: skip


def test_referrals_are_counted_when_they_were_received_also_those_nobody_is_in_charge_of(cast):
    builders.case(cast.guider, referred_on=IN_IT, source="gp")
    builders.case(cast.guider, referred_on=IN_IT, status="declined", reason="staff")
    builders.case(cast.guider, referred_on=BEFORE)
    builders.case(cast.guider, referred_on=AFTER)
    builders.case(cast.stranger, referred_on=IN_IT)
    builders.unassigned_referral(cast.administrator, referred_on=IN_IT)
    assert totals(cast, "referrals") == {"received": 3}
    assert breakdowns(cast, "referrals") == {
        "by_source": {"gp": 2, "health_visitor": 1},
        "by_reason": {"attachment": 1, "staff": 1, "perinatal": 1},
        "by_decision": {"taken_on": 1, "waiting": 1, "declined": 1},
    }


def test_a_wait_belongs_to_the_period_in_which_it_ended(cast):
    case = builders.case(cast.guider, referred_on=date(2026, 1, 1), first_contact_on=date(2026, 1, 20))
    filmed(case, IN_IT)
    builders.case(cast.guider, referred_on=BEFORE, first_contact_on=date(2025, 12, 20))
    planned = Cycle.objects.create(case=builders.case(cast.guider), number=1)
    FilmedSession.objects.create(cycle=planned, kind="filming", held_on=IN_IT)
    assert totals(cast, "waits") == {"first_contact": 1, "first_film": 1, "first_review": 0}
    assert counted(cast, "waits").days[0].waits["Referral to first film"] == [31]
    by_target = breakdowns(cast, "waits")
    assert (by_target["first_contact_by_target"], by_target["first_film_by_target"]) == (
        {"over": 1},
        {"within": 1},
    )


@pytest.mark.parametrize(
    ("film", "review", "cycles", "code"),
    [
        (None, None, 0, "nothing"),
        (IN_IT, None, 0, "film"),
        (IN_IT, IN_IT, 1, "review"),
        (IN_IT, IN_IT, 2, "review"),
        (IN_IT, IN_IT, 3, "third_cycle"),
        (IN_IT, IN_IT, 4, "third_cycle"),
    ],
)
def test_a_case_is_counted_where_it_came_furthest(film, review, cycles, code):
    assert furthest(film, review, cycles) == code


def test_closed_cases_are_counted_once_in_every_breakdown(cast):
    far = closed_case(cast.guider, referred_on=BEFORE)
    for _cycle in range(3):
        completed(far, IN_IT)
    rated(far, 3, 6)
    closed_case(cast.guider, reason="moved", referred_on=BEFORE)
    closed_case(cast.guider, on=AFTER, referred_on=BEFORE)
    assert totals(cast, "closing") == totals(cast, "funnel") == totals(cast, "outcomes") == {"closed": 2}
    assert breakdowns(cast, "closing") == {"by_closing_reason": {"completed": 1, "moved": 1}}
    assert breakdowns(cast, "funnel") == {"furthest": {"third_cycle": 1, "nothing": 1}}
    assert breakdowns(cast, "outcomes") == {"by_rating": {"improved": 1, "not_paired": 1}}


@pytest.mark.parametrize(
    ("given", "result"),
    [
        ([], "not_paired"),
        ([[3]], "not_paired"),
        ([[3], [9]], "not_paired"),
        ([[3, 5]], "improved"),
        ([[3, 9, 3]], "no_change"),
        ([[5, 3]], "worse"),
        ([[3, 5], [5, 3]], "worse"),
        ([[3, 5], [5, 5]], "improved"),
    ],
)
def test_first_rating_against_last(given, result):
    assert result_of(given) == result


def test_measures_are_counted_by_the_names_of_the_program_only(cast):
    measures = [
        Measure.objects.create(organisation=cast.organisation, code=code, name=name, when="pre_post")
        for code, name in (("phq9", "Renamed"), ("", "Of Mrs Smith"))
    ]
    case = closed_case(cast.guider, referred_on=BEFORE, first_contact_on=date(2026, 1, 5))
    Visit.objects.create(
        case=case, day=IN_IT, place="home", purpose="other", attendance="on_time", attendance_by=cast.guider
    )
    for measure in measures:
        scale = MeasureScale.objects.create(
            measure=measure, lowest=0, highest=27, direction="difficult", threshold=6
        )
        for value, on in ((20, date(2026, 1, 10)), (8, date(2026, 2, 10))):
            Score.objects.create(
                case=case,
                scale=scale,
                value=value,
                lowest=0,
                highest=27,
                rater="guider",
                given_on=on,
                moment="review",
            )
    (figures,) = counted(cast, "outcomes").figures
    assert {name: found(row) for name, row in figures.rows.items()} == {
        "Measures of the service's own": {"Moved the hoped-for way": 1},
        "PHQ-9": {"Moved the hoped-for way": 1},
    }


def test_visits_are_counted_by_attendance_and_medium(cast):
    case = builders.case(cast.guider)
    for day, attendance in ((IN_IT, "on_time"), (IN_IT, "not_attended"), (IN_IT, ""), (AFTER, "on_time")):
        Visit.objects.create(
            case=case, day=day, place="home", purpose="other", attendance=attendance,
            attendance_by=cast.guider if attendance else None,
        )  # fmt: skip
    assert totals(cast, "activity") == {"visits": 2}
    assert breakdowns(cast, "activity") == {
        "by_attendance": {"on_time": 1, "not_attended": 1},
        "by_medium": {"face_to_face": 2},
    }


@pytest.mark.parametrize(
    ("role", "born_on", "band"),
    [
        ("unborn", None, "antenatal"),
        ("child", date(2026, 4, 2), "antenatal"),
        ("child", None, "not_known"),
        ("child", date(2025, 10, 1), "0_5_months"),
        ("child", date(2025, 9, 30), "6_11_months"),
        ("child", date(2025, 3, 31), "1"),
        ("child", date(2024, 3, 31), "2_4"),
        ("child", date(2021, 3, 31), "5_11"),
        ("child", date(2014, 3, 31), "12_17"),
        ("child", date(2008, 3, 31), "not_known"),
    ],
)
def test_children_are_counted_in_bands_of_their_age_on_the_last_day(role, born_on, band):
    assert age_band(role, born_on, Q1.last_day) == band


def test_people_are_those_of_cases_open_on_the_last_day(cast):
    still = builders.case(cast.guider, opened_at=EARLY)
    builders.person(still, "child", born_on=date(2026, 1, 1))
    builders.person(still, "parent")
    Interpreting.objects.create(case=still, need="signed")
    for case in (closed_case(cast.guider), builders.case(cast.guider, status="declined", opened_at=EARLY)):
        builders.person(case, "child")
    still.participations.update(since=BEFORE)
    assert totals(cast, "people") == {"open": 1, "children": 1}
    assert breakdowns(cast, "people") == {"by_interpreter": {"signed": 1}, "by_age": {"0_5_months": 1}}
    assert found({head: row["Number"] for head, row in counted(cast, "people").figures[0].rows.items()}) == {
        "Parent": 1
    }


def test_film_is_on_time_within_a_day_of_the_decision(cast):
    case = builders.case(cast.guider)
    decided = datetime(2026, 2, 1, tzinfo=UTC)
    for late in (timedelta(hours=1), timedelta(days=3)):
        recording = consent_builders.film(case, state="destroyed").recording
        Destruction.objects.create(
            case=case, recording=recording, reason="removed", files=1, bytes=1, hashes=[],
            decided_at=decided, key_destroyed_at=decided + late,
        )  # fmt: skip
    assert totals(cast, "films") == {"films": 2}
    assert breakdowns(cast, "films") == {"films_on_time": {"on_time": 1, "late": 1}}


def test_guiders_in_training_are_counted_by_stage(cast):
    ensure_pathways()
    stage = Stage.objects.filter(number=2).first()
    Enrolment.objects.create(
        trainee=cast.trainee, pathway=stage.pathway, stage=stage, first_stage=stage,
        enrolled_by=cast.supervisor, begun_on=BEFORE,
    )  # fmt: skip
    assert totals(cast, "workforce") == {"in_training": 1}
    assert breakdowns(cast, "workforce") == {"by_stage": {"2": 1}}


def test_the_number_of_questions_does_not_grow_with_the_caseload(cast):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            make(cast.organisation, Period(2025), STANDARD)
        return len(asked)

    caseload(cast.guider, 3, seed=1)
    make(cast.organisation, Period(2025), STANDARD)  # the salt of the service is made once
    few = questions()
    caseload(cast.guider, 300, seed=2)
    assert questions() == few


@pytest.mark.parametrize("dimension", [SOURCES, CLOSINGS])
def test_every_step_of_merging_has_fewer_rows_and_loses_none(dimension: Dimension):
    all_steps = steps(dimension)
    assert [len(rows) for rows in all_steps] == sorted({len(rows) for rows in all_steps}, reverse=True)
    for rows in all_steps:
        assert sorted(code for row in rows for code in row.codes) == sorted(dimension.rows)
    assert len(all_steps[-1]) == 1

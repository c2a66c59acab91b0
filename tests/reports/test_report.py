"""The caseload report: what it counts, who may have it, and that it never moves once frozen."""

import hashlib
import uuid
from datetime import UTC, date, datetime
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from cases.models import Case, Rating
from reports import actions, csv_file
from reports.caseload import CaseloadReport, Line, caseload_report
from reports.facts import collect
from reports.models import Release, Snapshot
from reports.profiles import STANDARD
from reports.quarters import Quarter, closed_quarters, quarter_of
from reports.tables import HIDDEN
from sessions.models import Cycle, FilmedSession, Footage
from tests import builders, consent_builders

Q1 = Quarter(2026, 1)
numbers = count(1)


def closed_case(guider, on=date(2026, 3, 1), reason="completed", **fields) -> Case:
    return builders.case(guider, status="closed", closed_on=on, closing_reason=reason, **fields)


def filmed(case: Case, on: date) -> Cycle:
    cycle = Cycle.objects.create(case=case, number=next(numbers))
    filming = FilmedSession.objects.create(cycle=cycle, kind="filming", held_on=on)
    custody = consent_builders.film(case)
    Footage.objects.create(filmed_session=filming, custody=custody, file_name="f", added_by=case.guider)
    return cycle


def completed(case: Case, on: date) -> Cycle:
    cycle = filmed(case, on)
    FilmedSession.objects.create(
        cycle=cycle, kind="shared_review", held_on=on, finished_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    Cycle.objects.filter(pk=cycle.pk).update(state="complete", completed_on=on)
    return cycle


def rated(case: Case, *values: int) -> None:
    person = builders.person(case)
    question = builders.helping_question(case)
    for month, value in enumerate(values, start=1):
        Rating.objects.create(
            question=question,
            kind="now",
            moment="review",
            value=value,
            rated_by=person,
            rated_on=date(2026, month, 1),
        )


def many_referrals(guider, number: int = 20) -> None:
    for _each in range(number):
        builders.case(guider, opened_at=datetime(2026, 1, 6, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), Quarter(2026, 1)),
        (date(2026, 3, 31), Quarter(2026, 1)),
        (date(2026, 4, 1), Quarter(2026, 2)),
        (date(2026, 12, 31), Quarter(2026, 4)),
    ],
)
def test_a_day_belongs_to_one_quarter(day, quarter):
    assert quarter_of(day) == quarter
    assert quarter.first_day <= day <= quarter.last_day


def test_a_quarter_is_over_the_day_after_its_last(monkeypatch):
    for today, over in ((date(2026, 3, 31), False), (date(2026, 4, 1), True)):
        monkeypatch.setattr("reports.quarters.timezone.localdate", lambda today=today: today)
        assert Q1.is_over is over
    assert closed_quarters(date(2025, 11, 1)) == [Q1, Quarter(2025, 4)]


def test_what_is_counted(cast):
    in_quarter = date(2026, 2, 1)
    early = datetime(2025, 12, 1, tzinfo=UTC)
    ended = closed_case(cast.guider, referred_on=date(2025, 12, 1), opened_at=early, source="gp")
    rated(ended, 3, 6)
    going_on = builders.case(cast.guider, referred_on=date(2026, 1, 10), opened_at=early)
    for _cycle in range(3):
        completed(going_on, in_quarter)
    builders.case(cast.guider, status="declined", referred_on=in_quarter, reason="staff", opened_at=early)
    builders.case(cast.stranger, referred_on=in_quarter)
    facts = collect(cast.organisation, Q1)
    assert {code: number for code, number in facts.referrals_by_source.items() if number} == {
        "health_visitor": 2
    }
    assert {code: number for code, number in facts.referrals_by_reason.items() if number} == {
        "attachment": 1,
        "staff": 1,
    }
    assert {code: number for code, number in facts.closed_by_reason.items() if number} == {"completed": 1}
    assert facts.closed_by_rating == {"improved": 1, "no_change": 0, "worse": 0, "not_paired": 0}
    assert (facts.opened, facts.open_at_end) == (0, 1)
    assert (facts.first_film, facts.first_review, facts.third_cycle) == (1, 1, 1)
    assert (facts.cycles, facts.reviews, facts.wait_in_days, facts.films_destroyed) == (3, 3, 22, 0)


def test_a_planned_filming_without_film_is_not_a_first_film(cast):
    cycle = Cycle.objects.create(case=builders.case(cast.guider), number=1)
    FilmedSession.objects.create(cycle=cycle, kind="filming", held_on=date(2026, 2, 1))
    assert collect(cast.organisation, Q1).first_film == 0


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ((), "not_paired"),
        ((3,), "not_paired"),
        ((3, 5), "improved"),
        ((3, 9, 3), "no_change"),
        ((5, 3), "worse"),
    ],
)
def test_first_rating_against_last(cast, values, result):
    rated(closed_case(cast.guider), *values)
    assert [code for code, number in collect(cast.organisation, Q1).closed_by_rating.items() if number] == [
        result
    ]


def test_ratings_of_two_people_or_two_scales_are_never_paired(cast):
    case = closed_case(cast.guider)
    question = builders.helping_question(case)
    first, second = builders.person(case), builders.person(case)
    common = {"question": question, "kind": "now", "moment": "review", "rated_on": date(2026, 2, 1)}
    Rating.objects.create(**common, value=3, rated_by=first)
    Rating.objects.create(**common, value=9, rated_by=second)
    Rating.objects.create(**common, value=9, rated_by=first, scale_min=1)
    assert collect(cast.organisation, Q1).closed_by_rating["not_paired"] == 1


def test_the_number_of_questions_does_not_grow_with_the_caseload(cast):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            collect(cast.organisation, Q1)
        return len(asked)

    few = questions()
    for _each in range(10):
        rated(closed_case(cast.guider), 3, 6)
        completed(builders.case(cast.guider), date(2026, 2, 1))
    assert questions() == few


def test_small_numbers_are_hidden_and_others_rounded(cast):
    many_referrals(cast.guider, 21)
    report = caseload_report(cast.organisation, Q1, STANDARD)
    seen = {(line.section, line.item): line.cell for line in report.lines if line.cell != HIDDEN}
    assert seen == {
        ("Referrals received", "All"): 20,
        ("Referrals by source", "Health visitor"): 20,
        ("Referrals by reason", "Bonding and attachment"): 20,
        ("Cases", "Opened in the quarter"): 20,
        ("Cases", "Open at the end of the quarter"): 20,
    }
    assert report.hidden == len(report.lines) - 5


def test_a_frozen_report_never_moves(cast, sign_in):
    many_referrals(cast.guider)
    client = sign_in(cast.administrator)
    address = reverse("report", args=[2026, 1])
    client.post(address)
    frozen = Snapshot.objects.get()
    first = client.get(reverse("snapshot", args=[frozen.pk])).content
    many_referrals(cast.guider, 30)
    client.post(address)
    again = client.get(reverse("snapshot", args=[frozen.pk]))
    assert again.content == first == bytes(Snapshot.objects.get().content)
    assert hashlib.sha256(first).hexdigest() == frozen.sha256
    assert again.headers["Content-Disposition"] == 'attachment; filename="caseload-2026-Q1.csv"'
    assert Release.objects.count() == 2
    assert [entry.action for entry in Entry.objects.order_by("pk")] == [
        "report.frozen",
        "report.released",
        "report.released",
    ]
    shown = {line.item: line.cell for line in client.get(address).context["lines"]}
    assert shown["Opened in the quarter"] == "20"


def test_the_file_says_by_which_rule_and_for_which_period(cast):
    many_referrals(cast.guider)
    frozen = actions.freeze(
        organisation=cast.organisation, quarter=Q1, profile=STANDARD, by=cast.administrator
    )
    text = bytes(frozen.content).decode("utf-8-sig")
    for words in ("Period,2026 Q1,", "Profile,standard,", f"Snapshot,id {frozen.pk},", "Definition,"):
        assert words in text
    assert cast.organisation.name not in text
    assert cast.organisation.cases.first().number not in text


def test_the_preview_counts_what_will_be_hidden(cast, sign_in):
    many_referrals(cast.guider)
    page = sign_in(cast.administrator).get(reverse("report", args=[2026, 1]))
    assert page.context["hidden"] == sum(line.is_hidden for line in page.context["lines"])
    assert f"{page.context['hidden']} of {len(page.context['lines'])} numbers are hidden" in (
        page.content.decode()
    )
    assert Snapshot.objects.count() == 0


def test_an_open_quarter_is_refused_with_a_sentence(cast, sign_in):
    address = reverse("report", args=[2999, 4])
    client = sign_in(cast.administrator)
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 400
        assert "2999 Q4 is not over yet" in response.content.decode()
    with pytest.raises(ValidationError):
        actions.freeze(
            organisation=cast.organisation,
            quarter=Quarter(2999, 4),
            profile=STANDARD,
            by=cast.administrator,
        )
    assert Snapshot.objects.count() == 0


@pytest.mark.parametrize("quarter", [0, 5, 12])
def test_a_year_has_four_quarters(cast, sign_in, quarter):
    assert sign_in(cast.administrator).get(f"/reports/2026/{quarter}/").status_code == 404


def test_another_organisation_has_no_such_report(cast, sign_in):
    frozen = actions.freeze(
        organisation=cast.organisation, quarter=Q1, profile=STANDARD, by=cast.administrator
    )
    foreign = builders.user("administrator", cast.stranger.organisation, "foreign")
    assert sign_in(foreign).get(reverse("snapshot", args=[frozen.pk])).status_code == 404
    assert sign_in(cast.guider).get(reverse("snapshot", args=[frozen.pk])).status_code == 403
    assert Release.objects.count() == 0


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "%0",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "'=1",
    '"=1',
    "|cmd",
    "\ufeff=1",
    "\u200b=1",
    "\u00a0=1",
    "fine\n=1",
    "fine\r=1",
    "fine\x00",
    "",
    "*",
]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("column", ["section", "item", "cell", "definition"])
def test_nothing_a_spreadsheet_could_run_gets_into_the_file(text, column):
    if (text, column) == ("*", "cell"):
        return
    line = {"section": "Cases", "item": "All", "cell": 10} | (
        {column: text} if column != "definition" else {}
    )
    report = CaseloadReport(Q1, STANDARD, [Line(**line)], [text] if column == "definition" else [])
    with pytest.raises(csv_file.UnsafeCell):
        csv_file.csv_bytes(report, uuid.uuid4())


@pytest.mark.parametrize("cell", [-1, 1.5, True, None, "10"])
def test_a_number_is_a_whole_number_or_a_star(cell):
    with pytest.raises(csv_file.UnsafeCell):
        csv_file.number(cell)

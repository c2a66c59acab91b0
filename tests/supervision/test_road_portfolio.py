"""The portfolio: done by number, part and age; nothing a spreadsheet runs; every export written down."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from sessions.models import Cycle
from supervision.actions import (
    ask_assessor,
    end_stage,
    enrol,
    ensure_pathways,
    hold_session,
    save_statement,
    sign_session,
)
from supervision.models import Enrolment, ReflectiveStatement, Stage
from supervision.portfolio import as_csv, portfolio_of, safe
from supervision.rules.meetings import SessionFacts
from tests import builders
from tests.papers import text_of

TODAY = timezone.localdate()
NAMES = ("Juniper", "Canary", "Robin", "1991", "2025")


@pytest.fixture
def through(cast):
    """A stage that is complete and signed, with a statement that names the family."""
    ensure_pathways()
    enrolment = enrol(
        trainee=cast.trainee,
        stage=Stage.objects.get(pathway__code="three-stages", number=1),
        begun_on=date(TODAY.year - 1, 1, 1),
        carried={"cycles": 5, "clients": 2, "minutes": 360},
        reason="Seen by me at Juniper Canary's clinic",
        by=cast.supervisor,
    )
    case = builders.case(cast.trainee, number="T-77", status="active")
    since = date(TODAY.year - 1, 1, 1)
    for role, name, born in (("parent", "Juniper Canary", 1991), ("child", "Robin Canary", TODAY.year - 2)):
        person = builders.person(case, role, name, born_on=date(born, 1, 1))
        person.participations.update(since=since)
    Cycle.objects.create(
        case=case,
        number=1,
        state="complete",
        completed_on=date(TODAY.year - 1, 2, 1),
        completed_by=cast.trainee,
    )
    facts = SessionFacts(
        kind="pair", is_remote=True, held_on=date(TODAY.year - 1, 2, 2), minutes=60, trainees=[cast.trainee]
    )
    sign_session(meeting=hold_session(facts=facts, by=cast.supervisor), by=cast.trainee)
    save_statement(words="Juniper taught me to wait.\n\nI still do.", hand_in=True, by=cast.trainee)
    assessor = builders.user("supervisor", cast.organisation, "assessor")
    meeting = ask_assessor(enrolment=enrolment, assessor=assessor, by=cast.supervisor)
    end_stage(meeting=meeting, held_on=TODAY, words="Receives with the face.", by=assessor)


def test_the_paper_says_what_was_done_and_names_no_family(cast, through, sign_in):
    address = reverse("portfolio", args=[cast.trainee.pk])
    text = text_of(sign_in(cast.trainee).get(address).content)
    said = (
        "Stage 1",
        "6 of 6",
        "7 h of 7 h",
        "T-77, 1",
        "Child, 13 months",
        "In a pair, remote",
        "[Parent] taught me to wait.",
        "Receives with the face.",
    )
    assert [words for words in said if words not in text] == []
    assert [name for name in NAMES[:3] if name in text] == []
    assert [entry.subject for entry in Entry.objects.filter(action="portfolio.exported")] == [
        f"accounts.user:{cast.trainee.pk}"
    ]


def test_the_table_has_a_line_for_each_thing(cast, through, sign_in):
    response = sign_in(cast.supervisor).get(reverse("portfolio-table", args=[cast.trainee.pk]))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    year = TODAY.year - 1
    age = f"{year - 1991} years"
    assert rows == [
        ["What", "Date", "Case", "Cycle", "Who took part", "Minutes", "Form", "Signed by"],
        ["cycle", f"{year}-02-01", "T-77", "1", f"Parent, {age}; Child, 13 months", "", "", ""],
        ["supervision", f"{year}-02-02", "", "", "", "60", "pair remote", "Supervisor"],
        ["end of stage", TODAY.isoformat(), "", "", "Stage 1", "", "", "Assessor"],
    ]


def test_who_reads_a_statement_reads_parts_where_names_stood(cast, through, sign_in):
    ReflectiveStatement.objects.update(stage=Enrolment.objects.get().stage)
    page = sign_in(cast.supervisor).get(reverse("trainee", args=[cast.trainee.pk])).content.decode()
    assert ("[Parent] taught me to wait." in page, "Juniper taught me" in page) == (True, False)
    own = sign_in(cast.trainee).get(reverse("progress")).content.decode()
    assert "Juniper taught me to wait." in own


CELLS = [
    ("Sandy", "Sandy"),
    ("=1+1", "'=1+1"),
    ("+44", "'+44"),
    ("-2", "'-2"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("  =1", "'  =1"),
    ("\t=1", "' =1"),
    ("a\r\nb", "a b"),
    ("", ""),
]


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_a_spreadsheet_runs_nothing(cell, written):
    assert safe(cell) == written


def test_a_name_that_is_a_formula_is_written_as_words(cast, through):
    type(cast.supervisor).objects.filter(pk=cast.supervisor.pk).update(name="=cmd|calc")
    assert b"'=cmd|calc" in as_csv(portfolio_of(cast.trainee))

"""A report as it is frozen, with every kind of table and of cell."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from reports.files import FrozenReport
from reports.tables import Report, Table

NUMBER = ("Number",)
SOURCES = ("Health visitor", "Midwife", "Child health or paediatrics", "Self-referral", "Other")
TABLES = (
    Table("sources", "Referrals by source", SOURCES, NUMBER, ((45,), (1250,), (10,), ("*",), ("–",))),
    Table(
        "decisions_by_source",
        "Referrals by source and decision",
        SOURCES,
        ("Taken on", "Declined", "Passed on"),
        ((30, 10, "*"), (20, "*", 10), ("*", "*", "*"), (15, 10, 0), ("–", "–", "–")),
    ),
    Table("reached", "Cases that reached", ("Their first film", "Their third cycle"), NUMBER, ((80,), (35,)),
        "share"),
    Table("waits", "Wait, median", ("Referral to first film",), NUMBER, ((22,),), "days"),
    Table("films", "Films", ("Destroyed on time", "Overdue"), NUMBER, (("*",), ("*",))),
)  # fmt: skip
REPORT = Report(
    template="caseload",
    organisation="Rosehill Children's Service",
    period="2026-Q1",
    profile="standard",
    tables=TABLES,
    definitions=("A star stands for a number that is hidden.", "Totals are rounded on their own."),
    notes=("Two sources were merged into Other.",),
)


def frozen(report: Report = REPORT) -> FrozenReport:
    return FrozenReport(
        report=report,
        number=UUID("6b0f8c1e-0000-4000-8000-000000000001"),
        sha256=hashlib.sha256(report.to_json().encode()).hexdigest(),
        released_at=datetime(2026, 4, 2, 9, 30, tzinfo=UTC),
    )

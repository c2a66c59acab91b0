"""Reports as they are frozen, with every kind of table and of cell."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from reports.files import FrozenRelease, FrozenReport
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
    template="referrals",
    organisation="Rosehill Children's Service",
    period="2026-Q1",
    profile="standard",
    tables=TABLES,
    definitions=("A star stands for a number that is hidden.", "Totals are rounded on their own."),
    notes=("Two sources were merged into Other.",),
)


PEOPLE = replace(
    REPORT,
    template="people",
    tables=(Table("age", "Age", ("Under 1", "1 to 4"), NUMBER, ((20,), ("*",))),),
    definitions=("Totals are rounded on their own.", "Age on the day of the referral."),
    notes=(),
)


def frozen(*reports: Report) -> FrozenRelease:
    parts = [
        FrozenReport(
            title=report.template.capitalize(),
            report=report,
            number=UUID(f"6b0f8c1e-0000-4000-8000-00000000000{place}"),
            sha256=hashlib.sha256(report.to_json().encode()).hexdigest(),
        )
        for place, report in enumerate(reports or (REPORT, PEOPLE), start=1)
    ]
    return FrozenRelease(tuple(parts), released_at=datetime(2026, 4, 2, 9, 30, tzinfo=UTC))

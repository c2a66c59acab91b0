"""The columns of a file of referrals, by their headings in the file."""

from dataclasses import dataclass

from cases.imports.writing import csv_bytes


@dataclass(frozen=True)
class Column:
    """The heading is part of the file format: the same in every language."""

    name: str
    heading: str
    example: str
    required: bool = False


COLUMNS = (
    Column("referred_on", "Received", "2026-11-03", required=True),
    Column("source", "Referred by", "Health visitor", required=True),
    Column("reason", "Reason", "Bonding and attachment", required=True),
    Column("status", "Status", "On the waiting list"),
    Column("client_name", "Name", "Hazel Example", required=True),
    Column("client_role", "Part in the case", "Parent", required=True),
    Column("client_born_on", "Date of birth", "1995-05-17"),
    Column("other_name", "Second name", "Pip Example", required=True),
    Column("other_role", "Second part in the case", "Child", required=True),
    Column("other_born_on", "Second date of birth", "2026-08-20"),
    Column("other_due_on", "Second due date", ""),
    Column("referrer", "Who asked", ""),
    Column("referrer_organisation", "Their organisation", "Meadow surgery"),
    Column("asked_for", "Asked for", "Support with bonding"),
)
OF_CASES = COLUMNS
UNASSIGNED = COLUMNS[:3]
# What a file of mended rows carries beside them; it is left out when the file is read again.
ERRORS = "What to mend"


def template(columns: tuple[Column, ...]) -> bytes:
    return csv_bytes([[column.heading for column in columns], [column.example for column in columns]])

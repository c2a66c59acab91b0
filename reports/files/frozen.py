"""A report with what every file says about its origin."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.paper import day_and_time
from reports.profiles import PROFILES
from reports.subjects import SUBJECTS
from reports.tables import Report, Table

TITLES = {subject.code: subject.title for subject in SUBJECTS}
# Said in the first cell of a table's head.
UNITS = {"count": "", "share": gettext_lazy("Per cent"), "days": gettext_lazy("Days")}


@dataclass(frozen=True)
class FrozenReport:
    """`sha256` is that of the report's canonical JSON; `released_at` is the only moment a file knows."""

    report: Report
    number: UUID
    sha256: str
    released_at: datetime

    @property
    def title(self) -> str:
        return str(TITLES.get(self.report.template, _("Caseload report")))

    @property
    def rule(self) -> str:
        profile = PROFILES.get(self.report.profile)
        return str(profile.name) if profile else self.report.profile

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            (_("Service"), self.report.organisation),
            (_("Period"), self.report.period),
            (_("Profile"), self.report.profile),
            (_("Rule for small numbers"), self.rule),
            (_("Released"), day_and_time(self.released_at)),
            (_("Snapshot"), str(self.number)),
            (_("SHA-256 of the snapshot"), self.sha256),
        ]


def unit_of(table: Table) -> str:
    return str(UNITS[table.kind])

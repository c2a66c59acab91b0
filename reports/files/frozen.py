"""What was released, with what every file says about its origin."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.paper import day_and_time
from reports.profiles import PROFILES
from reports.tables import Report, Table

# Said in the first cell of a table's head.
UNITS = {"count": "", "share": gettext_lazy("Per cent"), "days": gettext_lazy("Days")}


@dataclass(frozen=True)
class FrozenReport:
    """One snapshot. `sha256` is that of the report's canonical JSON."""

    title: str
    report: Report
    number: UUID
    sha256: str


@dataclass(frozen=True)
class FrozenRelease:
    """All reports of a period. `released_at` is the only moment that a file knows."""

    parts: tuple[FrozenReport, ...]
    released_at: datetime

    @property
    def organisation(self) -> str:
        return self.parts[0].report.organisation

    @property
    def period(self) -> str:
        return self.parts[0].report.period

    @property
    def facts(self) -> list[tuple[str, str]]:
        profile = self.parts[0].report.profile
        rule = PROFILES.get(profile)
        return [
            (_("Service"), self.organisation),
            (_("Period"), self.period),
            (_("Profile"), profile),
            *([(_("Rule for small numbers"), str(rule.name))] if rule else []),
            (_("Released"), day_and_time(self.released_at)),
        ]

    @property
    def origins(self) -> list[tuple[str, str]]:
        """The snapshots, each with its number and its fingerprint."""
        return [(part.title, f"{part.number} SHA-256 {part.sha256}") for part in self.parts]

    @property
    def definitions(self) -> list[str]:
        """Those of one report with its title; what holds for all of them once, at the end."""
        shared = [
            text
            for text in self.parts[0].report.definitions
            if all(text in part.report.definitions for part in self.parts)
        ]
        own = [
            _("%(report)s: %(definition)s") % {"report": part.title, "definition": text}
            for part in self.parts
            for text in part.report.definitions
            if text not in shared
        ]
        return own + shared

    @property
    def notes(self) -> list[str]:
        return list(dict.fromkeys(text for part in self.parts for text in part.report.notes))


def unit_of(table: Table) -> str:
    """Not where a head says it already."""
    unit = str(UNITS[table.kind])
    return "" if unit in table.column_heads else unit

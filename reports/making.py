"""All reports of a period, made together, so that what one of them says is known where another hides it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Organisation
from reports.counts import Counted, Scope, Subject
from reports.ledger import cohort_of
from reports.periods import Period
from reports.profiles import DisclosureProfile
from reports.shaping import Seen, Way, protect, tables_of
from reports.subjects import SUBJECTS
from reports.tables import Report

LEAST_CASES = 20


@dataclass(frozen=True)
class Made:
    reports: tuple[Report, ...]
    cohort: bytes

    @property
    def hidden(self) -> int:
        return sum(report.hidden for report in self.reports)

    @property
    def size(self) -> int:
        return sum(report.size for report in self.reports)


def nobody_waits(_percent: int) -> None:
    """Progress that nobody looks at."""


def make(
    organisation: Organisation,
    period: Period,
    profile: DisclosureProfile,
    *,
    merged: bool = False,
    progress: Callable[[int], object] = nobody_waits,
) -> Made:
    """In the language of the installation, not of whoever looks, so that everybody gets the same file."""
    scope = Scope(organisation, period)
    with translation.override(settings.LANGUAGE_CODE):
        cohort, size = cohort_of(scope)
        counted = []
        for done, subject in enumerate(SUBJECTS, start=1):
            counted.append(subject.count(scope))
            progress(100 * done // (len(SUBJECTS) + 1))
        way = Way(profile, merged, totals_only=size < LEAST_CASES)
        seen = protect(counted, way)
        made = zip(SUBJECTS, counted, strict=True)
        return Made(tuple(_report(scope, subject, one, seen, way) for subject, one in made), cohort)


def _report(scope: Scope, subject: Subject, counted: Counted, seen: dict[str, Seen], way: Way) -> Report:
    return Report(
        template=subject.code,
        organisation=scope.organisation.name,
        period=str(scope.period),
        profile=way.profile.code,
        tables=tables_of(counted, seen, way),
        definitions=(*map(str, subject.definitions), *_rules(way)),
        notes=tuple(_notes(way)),
    )


def _rules(way: Way) -> list[str]:
    return [
        _("Rule: %(rule)s.") % {"rule": way.profile.name},
        _("A star stands for a number that is hidden because it is small, or because it would reveal one."),
        _("Totals are rounded on their own, so rows need not add up."),
    ]


def _notes(way: Way) -> list[str]:
    notes = [_("The whole service: there is no division into teams.")]
    if way.merged:
        notes.append(_("Small rows were merged in a fixed order until none was hidden."))
    if way.totals_only:
        notes.append(_("Totals only, because there were fewer than 20 cases in this period."))
    return notes

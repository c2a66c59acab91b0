"""The caseload report: which lines it has, and each number as it may be seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Organisation
from cases.models import Case
from reports.facts import Facts, collect
from reports.profiles import DisclosureProfile, shown, shown_average, shown_group
from reports.quarters import Quarter
from reports.tables import HIDDEN, Cell

TEMPLATE = "caseload"


@dataclass(frozen=True)
class Line:
    section: str
    item: str
    cell: Cell

    @property
    def is_hidden(self) -> bool:
        return self.cell == HIDDEN


@dataclass(frozen=True)
class CaseloadReport:
    quarter: Quarter
    profile: DisclosureProfile
    lines: list[Line]
    definitions: list[str]

    @property
    def hidden(self) -> int:
        return sum(line.is_hidden for line in self.lines)


def caseload_report(
    organisation: Organisation, quarter: Quarter, profile: DisclosureProfile
) -> CaseloadReport:
    """In the language of the installation, not of whoever looks, so that everybody gets the same file."""
    facts = collect(organisation, quarter)
    with translation.override(settings.LANGUAGE_CODE):
        lines = [*_referrals(facts, profile), *_open(facts, profile), *_closed(facts, profile)]
        lines += [
            *_work(facts, profile),
            Line(_("Films"), _("Destroyed"), shown(facts.films_destroyed, profile)),
        ]
        return CaseloadReport(quarter, profile, lines, _definitions())


def _referrals(facts: Facts, profile: DisclosureProfile) -> list[Line]:
    source = _named(facts.referrals_by_source, dict(Case.Source.choices))
    reason = _named(facts.referrals_by_reason, dict(Case.Reason.choices))
    total, (sources, reasons) = shown_group(
        sum(source.values()), [list(source.values()), list(reason.values())], profile
    )
    return [
        Line(_("Referrals received"), _("All"), total),
        *(Line(_("Referrals by source"), *row) for row in zip(source, sources, strict=True)),
        *(Line(_("Referrals by reason"), *row) for row in zip(reason, reasons, strict=True)),
    ]


def _open(facts: Facts, profile: DisclosureProfile) -> list[Line]:
    return [
        Line(_("Cases"), _("Opened in the quarter"), shown(facts.opened, profile)),
        Line(_("Cases"), _("Open at the end of the quarter"), shown(facts.open_at_end, profile)),
    ]


def _closed(facts: Facts, profile: DisclosureProfile) -> list[Line]:
    words = {
        "improved": _("Improved"),
        "no_change": _("No change"),
        "worse": _("Lower than at first"),
        "not_paired": _("Not rated twice"),
    }
    reason = _named(facts.closed_by_reason, dict(Case.ClosingReason.choices))
    rating = _named(facts.closed_by_rating, words)
    total, (reasons, ratings) = shown_group(
        sum(reason.values()), [list(reason.values()), list(rating.values())], profile
    )
    return [
        Line(_("Cases closed"), _("All"), total),
        *(Line(_("Cases closed by reason"), *row) for row in zip(reason, reasons, strict=True)),
        *(Line(_("Helping question of closed cases"), *row) for row in zip(rating, ratings, strict=True)),
    ]


def _work(facts: Facts, profile: DisclosureProfile) -> list[Line]:
    reached, held = _("Cases that reached"), _("Work done")
    return [
        Line(reached, _("Their first film"), shown(facts.first_film, profile)),
        Line(reached, _("Their first shared review"), shown(facts.first_review, profile)),
        Line(reached, _("Their third cycle"), shown(facts.third_cycle, profile)),
        Line(held, _("Cycles completed"), shown(facts.cycles, profile)),
        Line(held, _("Shared reviews held"), shown(facts.reviews, profile)),
        Line(
            _("Wait in days, median"),
            _("Referral to first film"),
            shown_average(facts.wait_in_days, facts.first_film, profile),
        ),
    ]


def _named(counts: Mapping[str, int], words: Mapping[str, object]) -> dict[str, int]:
    return {str(words[code]): count for code, count in counts.items()}


def _definitions() -> list[str]:
    return [
        _("A star stands for a number that is hidden because it is small, or because it would reveal one."),
        _("Totals are rounded on their own, so rows need not add up."),
        _("A cycle counts when its film and its shared review are both done."),
        _("A case reaches its third cycle on the day that cycle is completed."),
        _("Helping question: first against last rating by the same person of the same wording."),
        _("The median is given for eight cases or more."),
    ]

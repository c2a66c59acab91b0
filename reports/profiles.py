"""Disclosure profiles as data: which numbers are hidden, and how the others are rounded. Pure functions.

The presets follow rules in force (domain.md 6.2). Whatever the profile, totals are rounded on their own
and a hidden number must keep several possible values (`reports.protection`).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from reports.tables import HIDDEN, NO_DATA, Cell

# The 90th centile of fewer is nearly the one longest wait.
LEAST_FOR_A_CENTILE = 20


@dataclass(frozen=True)
class DisclosureProfile:
    """Counts from `hide_from` to `hide_up_to` are hidden, others go to the nearest `round_to`."""

    code: str
    name: StrPromise
    hide_from: int
    hide_up_to: int
    round_to: int
    least_base: int
    # A hidden number must still be able to be this many different numbers.
    least_doubt: int = 4

    @property
    def hidden_counts(self) -> range:
        return range(self.hide_from, self.hide_up_to + 1)


STANDARD = DisclosureProfile("standard", _("0 to 7 hidden, other counts to the nearest 5"), 0, 7, 5, 8)
PROFILES = {
    profile.code: profile
    for profile in (
        STANDARD,
        DisclosureProfile(
            "mhsds",
            _("National mental health statistics: 0 to 4 hidden, others to the nearest 5"),
            0,
            4,
            5,
            8,
        ),
        DisclosureProfile(
            "nhs",
            _("National hospital statistics: 1 to 7 hidden, 0 shown, others to the nearest 5"),
            1,
            7,
            5,
            8,
        ),
        DisclosureProfile("strict", _("Research: 0 to 9 hidden, others to the nearest 5"), 0, 9, 5, 10),
        DisclosureProfile(
            "dfe", _("Children's social care: 1 to 5 hidden, 0 shown, others to the nearest 10"), 1, 5, 10, 8
        ),
    )
}


def shown(count: int, profile: DisclosureProfile) -> Cell:
    """The count as it may be seen: `*` when small, else to the nearest step (halves upwards)."""
    return HIDDEN if count in profile.hidden_counts else rounded(count, profile)


def shown_days(value: float | None, base: int, profile: DisclosureProfile, *, least: int = 0) -> Cell:
    """A median or a centile in whole days, only over enough cases. `–` says openly that there were none."""
    if value is None and profile.hide_from > 0 and base == 0:
        return NO_DATA
    if value is None or base < max(profile.least_base, least):
        return HIDDEN
    return int(value + 0.5)


def shown_share(part: Cell, total: Cell, profile: DisclosureProfile) -> Cell:
    """A percentage of two numbers as they are shown, so that it says nothing that they do not say."""
    if total == 0:
        return NO_DATA
    if not isinstance(part, int) or not isinstance(total, int) or total < profile.least_base:
        return HIDDEN
    return min(100, int(100 * part / total + 0.5))


def rounded(count: int, profile: DisclosureProfile) -> int:
    return (2 * count + profile.round_to) // (2 * profile.round_to) * profile.round_to


def possible(cell: Cell, profile: DisclosureProfile) -> range:
    """All counts that would have been shown as this cell."""
    if cell == HIDDEN:
        return profile.hidden_counts
    around = range(max(0, int(cell) - profile.round_to), int(cell) + profile.round_to + 1)
    fits = [count for count in around if shown(count, profile) == cell]
    return range(fits[0], fits[-1] + 1)

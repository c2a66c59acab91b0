"""Outcome measures: what may be used and scored, and whether a pair of scores has reliably changed.

The change is computed as national statistics do: the same scale and the same rater twice, first on or after
the first contact, last on or after the second. It describes numbers, never a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Permission
from cases.models import Case, Measure, MeasureScale, Person, Score
from cases.rules.standing import check_not_in_future, check_takes_part

Direction = MeasureScale.Direction


class Change(TextChoices):
    """`worse` is the code of a computed result, as statistics name it; people read that it moved."""

    IMPROVED = "improved", gettext_lazy("Moved the hoped-for way")
    NO_CHANGE = "no_change", gettext_lazy("No reliable change")
    WORSE = "worse", gettext_lazy("Moved the other way")
    NOT_PAIRED = "not_paired", gettext_lazy("Not paired yet")
    NOT_COMPUTED = "not_computed", gettext_lazy("Shown without a result")


@dataclass(frozen=True)
class Scored:
    value: Decimal
    on: date


@dataclass(frozen=True)
class PairedChange:
    result: Change
    first: Scored | None = None
    last: Scored | None = None


def paired_change(
    scores: Sequence[Scored],
    *,
    contacts: Iterable[date],
    direction: str,
    threshold: Decimal | None,
) -> PairedChange:
    """Of the scores that one rater gave on one scale."""
    pair = _pair(sorted(scores, key=lambda score: score.on), sorted(set(contacts)))
    if pair is None:
        return PairedChange(Change.NOT_PAIRED)
    first, last = pair
    if direction == Direction.UNCONFIRMED or threshold is None:
        return PairedChange(Change.NOT_COMPUTED, first, last)
    moved = last.value - first.value if direction == Direction.GOOD else first.value - last.value
    if abs(moved) < threshold:
        return PairedChange(Change.NO_CHANGE, first, last)
    return PairedChange(Change.IMPROVED if moved > 0 else Change.WORSE, first, last)


def change_of_all(results: Iterable[Change]) -> Change:
    """Improved if something did and nothing moved reliably the other way; worse if anything did."""
    found = set(results)
    for result in (Change.WORSE, Change.IMPROVED, Change.NO_CHANGE, Change.NOT_COMPUTED):
        if result in found:
            return result
    return Change.NOT_PAIRED


def _pair(scores: Sequence[Scored], contacts: Sequence[date]) -> tuple[Scored, Scored] | None:
    if len(contacts) < 2:
        return None
    first = next((score for score in scores if score.on >= contacts[0]), None)
    last = next((score for score in reversed(scores) if score.on >= contacts[1]), None)
    if first is None or last is None or last.on <= first.on:
        return None
    return first, last


def check_manages_measures(user: User) -> None:
    if not user.may(Permission.OVERSEE_CASES):
        raise ValidationError(_("Only an administrator chooses the outcome measures of a service."))


def check_licence(*, needs_licence: bool, confirmed: bool) -> None:
    if needs_licence and not confirmed:
        raise ValidationError(_("Please confirm first that your service may use this measure."))


def check_new_measure(name: str, taken: Iterable[str]) -> None:
    if name.casefold() in {each.casefold() for each in taken}:
        raise ValidationError(_("A measure of this name is there already."))


def check_scale(
    *, lowest: Decimal, highest: Decimal, threshold: Decimal | None, name: str, taken: Iterable[str]
) -> None:
    if lowest >= highest:
        raise ValidationError(_("The highest value must be above the lowest."))
    if threshold is not None and not 0 < threshold <= highest - lowest:
        raise ValidationError(_("A reliable change is more than nothing and fits into the range."))
    if name.casefold() in {each.casefold() for each in taken}:
        raise ValidationError(_("A scale of this name is there already."))


def check_can_score(case: Case, measure: Measure) -> None:
    if measure.organisation_id != case.organisation_id or not measure.is_on:
        raise ValidationError(_("This measure is not in use in your service."))


def check_score(
    case: Case, scale: MeasureScale, *, value: Decimal, rater: str, person: Person | None
) -> None:
    if not scale.lowest <= value <= scale.highest:
        raise ValidationError(
            _("%(scale)s lies between %(lowest)s and %(highest)s.")
            % {"scale": scale, "lowest": plain(scale.lowest), "highest": plain(scale.highest)}
        )
    if (rater == Score.Rater.PERSON) != (person is not None):
        raise ValidationError(_("Please choose whose answers these are, or which professional rated."))
    if person is not None:
        check_takes_part(case, person)


def check_given_on(day: date) -> None:
    check_not_in_future(day, _("The day"))


def plain(value: Decimal) -> str:
    """27 and 6.6, not 27.00 and 6.60."""
    return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"

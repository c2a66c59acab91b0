"""May this report leave the house?"""

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from reports.ledger import apart
from reports.models import Draft, Extract, Release
from reports.periods import Period

# Two releases are the same cases, or at least this many apart.
LEAST_APART = 8
# An extract of fewer rows is no research, and too close to a list of cases.
LEAST_ROWS = 20


def check_is_over(period: Period) -> None:
    """Numbers that still move would let two reports be subtracted from each other."""
    if not period.is_over:
        raise ValidationError(
            _("%(period)s is not over yet. Its report can be made from %(day)s.")
            % {"period": period, "day": date_format(period.day_after, "j F Y")}
        )


def check_not_released(period: Period, releases: list[Release]) -> None:
    """A year is the sum of its quarters: beside it, hidden numbers of the quarters could be worked out."""
    for release in releases:
        if release.period == period:
            raise ValidationError(_("%(period)s has been released. It stays as it is.") % {"period": period})
        if release.period.overlaps(period):
            raise ValidationError(
                _(
                    "%(other)s has been released, and a year and its quarters add up: together they would"
                    " give hidden numbers away. Report this year by quarters or as a whole."
                )
                % {"other": release.period}
            )


def check_far_enough_apart(cohort: bytes, releases: list[Release]) -> None:
    """The ledger: subtracting one release from another must never leave 1 to 7 cases."""
    for release in releases:
        difference = apart(cohort, bytes(release.cohort))
        if 0 < difference < LEAST_APART:
            raise ValidationError(
                ngettext(
                    "Only %(number)d case came or went between this period and %(other)s, which was released"
                    " on %(day)s. One report could be subtracted from the other and would point at it. Please"
                    " wait for a later period.",
                    "Only %(number)d cases came or went between this period and %(other)s, which was released"
                    " on %(day)s. One report could be subtracted from the other and would point at them."
                    " Please wait for a later period.",
                    difference,
                )
                % {
                    "number": difference,
                    "other": release.period,
                    "day": date_format(release.released_at, "j F Y"),
                }
            )


def check_can_be_released(draft: Draft, releases: list[Release]) -> None:
    check_is_over(draft.period)
    if draft.state != Draft.State.READY:
        raise ValidationError(_("This report is not ready yet. Please wait, or make the preview again."))
    check_not_released(draft.period, releases)
    check_far_enough_apart(bytes(draft.cohort), releases)


def reason_against(draft: Draft, releases: list[Release]) -> str:
    """Why it may not be released, in a sentence; empty where it may."""
    try:
        check_can_be_released(draft, releases)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def check_not_extracted(period: Period, extracts: list[Extract]) -> None:
    """Of two extracts of the same days the difference would be the row of whoever changed their mind."""
    for extract in extracts:
        if extract.period.overlaps(period):
            raise ValidationError(
                _("An extract of %(period)s has been released. Each day is in one extract only.")
                % {"period": extract.period}
            )


def check_enough_rows(number: int) -> None:
    if number < LEAST_ROWS:
        raise ValidationError(
            _(
                "Fewer than %(least)d rows would remain without the cases whose clients have not agreed to"
                " research and those that stand out, so nothing leaves. Please choose a longer or a later"
                " period."
            )
            % {"least": LEAST_ROWS}
        )


def check_still_waits(extract: Extract) -> None:
    if extract.released_at is not None:
        raise ValidationError(_("This extract has been released already, so nothing was changed."))


def check_may_release_extract(extract: Extract, by: User) -> None:
    check_still_waits(extract)
    if extract.asked_by_id == by.pk:
        raise ValidationError(
            _("You asked for this extract, so somebody else has to release it. Nothing was changed.")
        )
    if extract.organisation_id != by.organisation_id or not by.may(Permission.EXTRACT_ROWS):
        raise ValidationError(_("Only a research lead of the service can release an extract."))

"""What has to be settled before a case is closed."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Closing, Person, Visit
from cases.rules.course import check_final_rating


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What was said and agreed at the end."""

    reason: str
    final_rating: int | None = None
    rated_by: Person | None = None
    unrated_reason: str = ""
    keepsake_offer: str = ""
    summary: str = ""
    may_ask_again: bool = False
    visits_called_off: bool = False


def was_filmed(case: Case) -> bool:
    """Film of it was received at some time, so there may be a picture to keep."""
    return not case.is_own_practice and case.custodies.exists()


def visits_ahead(case: Case) -> QuerySet[Visit]:
    """Planned, and called off when the case is closed. A follow-up is meant for afterwards."""
    ahead = case.visits.expected().filter(day__gte=timezone.localdate())
    return ahead.exclude(purpose=Visit.Purpose.FOLLOW_UP)


def check_ending(case: Case, ending: Ending) -> None:
    if not ending.visits_called_off and visits_ahead(case).exists():
        raise ValidationError(
            _("Visits are still planned. Tell whom you would visit, then tick that they are called off.")
        )
    check_final_rating(case, final_rating=ending.final_rating, unrated_reason=ending.unrated_reason)
    if was_filmed(case) and ending.keepsake_offer not in Closing.KeepsakeOffer.values:
        raise ValidationError(_("Please say whether a keepsake was offered, or why not."))
    if ending.may_ask_again:
        _check_asking_again(case, ending.reason)


def _check_asking_again(case: Case, reason: str) -> None:
    """Nobody is reminded of asking where there is no contact, or nobody to ask."""
    if reason == Case.ClosingReason.NO_CONTACT or case.is_own_practice:
        raise ValidationError(_("With no contact nobody can be asked later. Please choose not to ask again."))

"""When a pregnancy has ended: what can be recorded, taken back, and gone on from."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Case, Participation


def is_resting(case: Case) -> bool:
    """Nothing is due and nobody is reminded of anything, until they say that they would like to go on."""
    return case.resting_since is not None and not case.is_finished


def check_loss(part: Participation) -> None:
    if part.role != Participation.Role.UNBORN or part.until is not None:
        raise ValidationError(_("This is recorded already, or the child is born. Nothing was changed."))


def check_loss_mistake(part: Participation) -> None:
    if part.ended_as != Participation.Ending.PREGNANCY_ENDED:
        raise ValidationError(_("There is nothing to take back here, so nothing was changed."))


def check_continuation(case: Case) -> None:
    if not is_resting(case):
        raise ValidationError(_("The case goes on already, so nothing was changed."))

"""What may be written down about interpreters and plans for a child's safety."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases import languages
from cases.models import Case, Interpreting, Safeguarding
from cases.rules.standing import check_not_in_future


def check_interpreting(*, need: str, language: str) -> None:
    if need == Interpreting.Need.SPOKEN and language not in languages.NAMES:
        raise ValidationError(_("Please choose the language that the interpreter speaks with them."))
    if need != Interpreting.Need.SPOKEN and language:
        raise ValidationError(_("A language is chosen only where an interpreter is needed."))


def check_safeguarding(case: Case, *, plan: str, since: date) -> None:
    check_not_in_future(since, _("The first day of a plan"))
    standing = current_safeguarding(case)
    if standing and (standing.plan, standing.since) == (plan, since):
        raise ValidationError(_("This stands already, so nothing was changed."))


def current_safeguarding(case: Case) -> Safeguarding | None:
    """No query where they were fetched with the case."""
    return next(iter(case.safeguardings.all()), None)

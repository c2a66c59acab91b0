"""Who is in charge, whether a case is open, and who takes part."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case, Person


def is_in_charge(user: User, case: Case) -> bool:
    """Also who has handed it over and still works beside the new guider."""
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def check_in_charge(user: User, case: Case) -> None:
    """Only the guider in charge now writes in a case."""
    if not is_in_charge(user, case):
        raise ValidationError(
            _("Only the guider in charge of this case can do this, so nothing was changed.")
        )


def check_open(case: Case) -> None:
    if case.is_finished:
        raise ValidationError(_("This case is finished, so it cannot be changed any more."))


def check_not_in_future(day: date, what: str) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("%(what)s cannot be in the future.") % {"what": what})


def takes_part(case: Case, person: Person) -> bool:
    return case.participations.filter(person=person, until=None).exists()


def check_takes_part(case: Case, person: Person) -> None:
    if not takes_part(case, person):
        raise ValidationError(_("This person does not take part in the case at the moment."))

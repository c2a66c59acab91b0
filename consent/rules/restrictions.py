"""Which film nobody uses for now. A restriction destroys nothing, and lets nothing be destroyed by itself."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cases.models import Case, Person
from consent.models import Custody, Restriction


def is_restricted() -> Exists:
    """A condition for custodies: the whole case is restricted, or somebody who is in the picture."""
    standing = Restriction.objects.filter(case=OuterRef("case"), lifted_at=None)
    return Exists(standing.filter(Q(person=None) | Q(person__appearances__custody=OuterRef("pk"))))


def restricted_films(case: Case) -> set[UUID]:
    """The recordings of the case that nobody uses for now."""
    films = Custody.objects.filter(is_restricted(), case=case)
    return set(films.values_list("recording_id", flat=True))


def is_case_restricted(case_id: int) -> bool:
    return Restriction.objects.filter(case_id=case_id, lifted_at=None).exists()


def check_not_restricted(case: Case) -> None:
    if is_case_restricted(case.pk):
        raise ValidationError(
            _("The use of film is stopped in this case, so no film of it goes until that is lifted.")
        )


def check_is_of(case: Case, person: Person | None) -> None:
    """Somebody who has left the case can ask for it too."""
    if person is not None and not case.participations.filter(person=person).exists():
        raise ValidationError(_("This person has no part in the case."))


def check_is_new(case: Case, person: Person | None) -> None:
    if Restriction.objects.filter(case=case, person=person, lifted_at=None).exists():
        raise ValidationError(_("This is stopped already, so nothing was changed."))


def check_not_lifted(restriction: Restriction) -> None:
    if restriction.lifted_at is not None:
        raise ValidationError(_("This has been lifted already, so nothing was changed."))

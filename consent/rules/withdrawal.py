"""What a withdrawal takes with it."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.models import Case, Person
from consent.models import Custody
from consent.rules.standing import GIVEN, LAPSED, standing
from consent.scopes import Scope
from vault.models import Recording

EVERYTHING = ""
# A film cannot stay when this scope is taken back. Any other scope only closes its purpose.
KINDS_LOST = {
    EVERYTHING: (Recording.Kind.INTERACTION, Recording.Kind.REVIEW),
    Scope.FILM: (Recording.Kind.INTERACTION,),
    Scope.FILM_THE_REVIEW: (Recording.Kind.REVIEW,),
}


def films_lost(case: Case, person: Person, scope: str) -> QuerySet[Custody]:
    """The films that show this person and are destroyed when this scope is taken back, the oldest first."""
    shown = films_showing(case, person).filter(recording__kind__in=KINDS_LOST.get(scope, ()))
    return shown.exclude(recording__state__in=Recording.OVER)


def films_showing(case: Case, person: Person) -> QuerySet[Custody]:
    shown = Custody.objects.filter(case=case, appearances__person=person).select_related("recording")
    return shown.order_by("received_at", "pk")


def scopes_given(case: Case, person: Person) -> list[Scope]:
    """What can be taken back: also a yes that has lapsed."""
    held = standing(case)
    return [scope for scope in Scope if held.get((person.pk, scope)) in (GIVEN, LAPSED)]


def check_withdrawal(case: Case, person: Person, scope: str) -> None:
    """Everything can always be taken back; one scope only if it was given."""
    if scope == EVERYTHING:
        return
    if scope not in Scope.values:
        raise ValidationError(_("Please say what is taken back."))
    if scope not in scopes_given(case, person):
        raise ValidationError(
            _("“%(scope)s” has not been agreed to, so there is nothing to take back.")
            % {"scope": Scope(scope).label}
        )

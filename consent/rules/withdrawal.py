"""What a withdrawal takes with it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Person
from consent.models import QUARANTINE, Appearance, Custody, ScopeDecision, Withdrawal
from consent.rules.holds import is_held
from consent.rules.standing import GIVEN, LAPSED, open_questions, people_in, standing
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


def overdue_in_quarantine(at: datetime | None = None) -> list[Custody]:
    """Films whose people did not all agree in time to being filmed, and those with nobody in the picture.

    `at` another moment than now: what will be overdue then if nothing changes.

    The query leaves few to look at closely: somebody in the picture never said yes, or took something back.
    """
    at = at or timezone.now()
    base_scope = models.Case(
        models.When(custody__recording__kind=Recording.Kind.REVIEW, then=models.Value(Scope.FILM_THE_REVIEW)),
        default=models.Value(Scope.FILM),
        output_field=models.CharField(),
    )
    in_picture = Appearance.objects.filter(custody=OuterRef("pk")).annotate(base_scope=base_scope)
    said_yes = ScopeDecision.objects.filter(
        record__case=OuterRef("custody__case"),
        record__person=OuterRef("person"),
        answer=GIVEN,
        scope=OuterRef("base_scope"),
    )
    took_back = Withdrawal.objects.filter(case=OuterRef("custody__case"), person=OuterRef("person"))
    candidates = (
        Custody.objects.filter(received_at__lte=at - QUARANTINE)
        .exclude(recording__state__in=Recording.OVER)
        .filter(~is_held("case"))
        .filter(~Exists(in_picture) | Exists(in_picture.filter(~Exists(said_yes) | Exists(took_back))))
        .select_related("recording", "case")
    )
    return [custody for custody in candidates if is_overdue(custody, at)]


def is_overdue(custody: Custody, at: datetime | None = None) -> bool:
    """A yes that has lapsed closes the film and does not destroy it: nobody said no."""
    if custody.destroyed_unless_complete_by > (at or timezone.now()):
        return False
    people = people_in(custody)
    questions = open_questions(custody, people, {custody.base_scope})
    return not people or any(answer != LAPSED for _person, _scope, answer in questions)

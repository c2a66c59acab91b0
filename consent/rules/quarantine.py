"""Film whose people have not all agreed to it: closed to everybody, and gone in a fortnight."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.models import Case
from consent.models import QUARANTINE, Appearance, Custody, ScopeDecision, Withdrawal
from consent.rules.holds import is_held
from consent.rules.standing import GIVEN, LAPSED, NOT_ASKED, answers_of, people_in, standing
from consent.scopes import Scope
from vault.models import Recording


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
    if custody.destroyed_unless_complete_by > (at or timezone.now()):
        return False
    people = [person.pk for person in people_in(custody)]
    return quarantine_end(custody, answers_of(custody.case_id, people)) is not None


def quarantine_end(custody: Custody, answers: Mapping[tuple[int, str], str]) -> datetime | None:
    """When a film goes by itself because somebody in it has not agreed, or nobody is named.

    A yes that has lapsed closes the film and does not destroy it: nobody said no.
    """
    scope = custody.base_scope
    found = {answers.get((each.person_id, scope), NOT_ASKED) for each in custody.appearances.all()}
    is_complete = bool(found) and found <= {GIVEN, LAPSED}
    return None if is_complete else custody.destroyed_unless_complete_by


def in_quarantine(case: Case) -> list[tuple[Custody, datetime]]:
    """The films of the case that go by themselves unless everybody in them agrees, and when."""
    if Case.objects.filter(is_held("pk"), pk=case.pk).exists():
        return []
    films = Custody.objects.filter(case=case).exclude(recording__state__in=Recording.OVER)
    films = films.select_related("recording").defer("recording__frame_table").prefetch_related("appearances")
    answers = standing(case)
    ends = [(film, quarantine_end(film, answers)) for film in films.order_by("received_at", "pk")]
    return [(film, end) for film, end in ends if end is not None]

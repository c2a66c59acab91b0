"""The audit entries an administrator may read: what their people did, what happened to their cases."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Count, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import SupervisionPair, User
from audit.models import Entry, Outcome
from cases.models import Case
from supervision.models import Enrolment, StageMeeting, SupervisionSession

ENTRIES_ON_A_PAGE = 50


def entries_for(user: User) -> QuerySet[Entry]:
    people = labels(User.objects.filter(organisation=user.organisation_id), "accounts.user:")
    cases = labels(Case.objects.overseen_by(user), "cases.case:")
    supervised, elsewhere = _supervision(user)
    about = Q(subject__in=people) | Q(case__in=cases) | _subjects(supervised)
    done = Q(actor__in=people) & (Q(case="") | Q(case__in=cases)) & ~_subjects(elsewhere)
    return Entry.objects.filter(about | done).order_by("-at", "-pk")


def people_in_trail(user: User) -> QuerySet[User]:
    """Colleagues, and whoever supervised one of them from outside."""
    here = SupervisionPair.objects.filter(trainee__organisation=user.organisation_id).across()
    return User.objects.filter(Q(organisation=user.organisation_id) | Q(pk__in=here.values("supervisor")))


def page_of(found: QuerySet[Entry], before: str) -> tuple[list[Entry], int | None]:
    """A page of entries older than one, and where the next page begins. Nothing is ever counted."""
    if before.isdecimal():
        last = Entry.objects.filter(pk=before[:18]).first()
        if last is not None:
            found = found.filter(Q(at__lt=last.at) | Q(pk__lt=last.pk), at__lte=last.at)
    rows = list(found[: ENTRIES_ON_A_PAGE + 1])
    page = rows[:ENTRIES_ON_A_PAGE]
    return page, page[-1].pk if len(rows) > len(page) else None


def openings(found: QuerySet[Entry]) -> Iterable[Any]:
    """Who opened what was found: how often, first and last."""
    opened = found.filter(outcome=Outcome.ALLOWED).order_by().values("actor")
    return opened.annotate(times=Count("pk"), first=Min("at"), last=Max("at")).order_by("first", "actor")


def labels(rows: QuerySet[Any, Any], before: str) -> Any:
    return rows.annotate(label=Concat(Value(before), Cast("pk", CharField()))).values("label")


def _supervision(user: User) -> tuple[QuerySet[User], QuerySet[User]]:
    """Whom outsiders have supervised here, and whom colleagues have supervised elsewhere.

    What is done in such a supervision is read where the trainee works, and nowhere else.
    """
    across = SupervisionPair.objects.across()
    here = across.filter(trainee__organisation=user.organisation_id)
    there = across.filter(supervisor__organisation=user.organisation_id)
    trainees = User.objects.all()
    return trainees.filter(pk__in=here.values("trainee")), trainees.filter(pk__in=there.values("trainee"))


def _subjects(trainees: QuerySet[User]) -> Q:
    meetings = SupervisionSession.objects.filter(attendances__trainee__in=trainees)
    ends = StageMeeting.objects.filter(enrolment__trainee__in=trainees)
    pairs = SupervisionPair.objects.filter(trainee__in=trainees)
    return (
        Q(subject__in=labels(trainees, "accounts.user:"))
        | Q(subject__in=labels(pairs, "accounts.supervisionpair:"))
        | Q(subject__in=labels(Enrolment.objects.filter(trainee__in=trainees), "supervision.enrolment:"))
        | Q(subject__in=labels(meetings, "supervision.supervisionsession:"))
        | Q(subject__in=labels(ends, "supervision.stagemeeting:"))
    )

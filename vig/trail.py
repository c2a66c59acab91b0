"""The audit entries an administrator may read: what their people did, what happened to their cases."""

from typing import Any

from django import forms
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from accounts.models import SupervisionPair, User
from audit.actions import label
from audit.models import Entry
from cases.models import Case
from supervision.models import Enrolment, StageMeeting, SupervisionSession


class TrailForm(forms.Form):
    case = forms.CharField(label=_("Case number"), required=False, max_length=20)
    person = forms.ChoiceField(label=_("Who"), required=False)

    def __init__(self, user: User, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.user = user
        people = people_in_trail(user).order_by("name")
        choices = [("", _("Everybody")), *((label(person), person.name) for person in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def entries(self) -> QuerySet[Entry]:
        found = entries_for(self.user)
        if not self.is_valid():
            return found.none()
        if self.cleaned_data["person"]:
            found = found.filter(actor=self.cleaned_data["person"])
        if self.cleaned_data["case"]:
            cases = Case.objects.overseen_by(self.user).filter(number__iexact=self.cleaned_data["case"])
            found = found.filter(case__in=_labels(cases, "cases.case:"))
        return found


def entries_for(user: User) -> QuerySet[Entry]:
    people = _labels(User.objects.filter(organisation=user.organisation_id), "accounts.user:")
    cases = _labels(Case.objects.overseen_by(user), "cases.case:")
    supervised, elsewhere = _supervision(user)
    about = Q(subject__in=people) | Q(case__in=cases) | _subjects(supervised)
    done = Q(actor__in=people) & (Q(case="") | Q(case__in=cases)) & ~_subjects(elsewhere)
    return Entry.objects.filter(about | done).order_by("-pk")


def people_in_trail(user: User) -> QuerySet[User]:
    """Colleagues, and whoever supervised one of them from outside."""
    here = SupervisionPair.objects.filter(trainee__organisation=user.organisation_id).across()
    return User.objects.filter(Q(organisation=user.organisation_id) | Q(pk__in=here.values("supervisor")))


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
    return (
        Q(subject__in=_labels(trainees, "accounts.user:"))
        | Q(
            subject__in=_labels(
                SupervisionPair.objects.filter(trainee__in=trainees), "accounts.supervisionpair:"
            )
        )
        | Q(subject__in=_labels(Enrolment.objects.filter(trainee__in=trainees), "supervision.enrolment:"))
        | Q(subject__in=_labels(meetings, "supervision.supervisionsession:"))
        | Q(subject__in=_labels(ends, "supervision.stagemeeting:"))
    )


def _labels(rows: QuerySet[Any, Any], before: str) -> Any:
    return rows.annotate(label=Concat(Value(before), Cast("pk", CharField()))).values("label")

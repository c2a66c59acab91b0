"""The audit entries an administrator may read: what their people did, what happened to their cases."""

from typing import Any

from django import forms
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.actions import label
from audit.models import Entry
from cases.models import Case


class TrailForm(forms.Form):
    case = forms.CharField(label=_("Case number"), required=False, max_length=20)
    person = forms.ChoiceField(label=_("Who"), required=False)

    def __init__(self, user: User, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.user = user
        people = User.objects.filter(organisation=user.organisation_id).order_by("name")
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
    own = Q(actor__in=people) | Q(subject__in=people) | Q(case__in=cases)
    return Entry.objects.filter(own).order_by("-pk")


def _labels(rows: QuerySet[User] | QuerySet[Case], before: str) -> QuerySet[Any, Any]:
    return rows.annotate(label=Concat(Value(before), Cast("pk", CharField()))).values("label")

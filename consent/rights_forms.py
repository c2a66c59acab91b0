"""Forms for what the people of a case can ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Person


class RestrictionForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Which film?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("All film of this case"),
    )
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence. It stands on the case for you, and in the copy a person can ask for."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = Person.objects.filter(participations__case=case).distinct().order_by("pk")
        field.label_from_instance = shows


class LiftingForm(forms.Form):
    reason = forms.CharField(label=_("Why is it lifted?"), widget=forms.Textarea(attrs={"rows": 4}))


def shows(person: Person) -> str:
    return gettext("Film that shows %(name)s") % {"name": person.name}

"""What the pages about people ask for."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.forms.fields import EMPTY, WeeksField, date_field, people_of
from cases.models import Authority, Case, Objection, Participation, Person
from cases.rules import PersonFacts

Role = Participation.Role


class PersonForm(forms.Form):
    """One person who takes part. Nothing is assumed about who that is."""

    name = forms.CharField(
        label=_("Name, as they like to be called"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Part in the case"), choices=[*EMPTY, *Role.choices])
    is_client = forms.BooleanField(label=_("The work is for this person’s reflection"), required=False)
    born_on = date_field(_("Date of birth"), required=False)
    due_on = date_field(_("Due date, if not born yet"), required=False)
    gestation_days = WeeksField(
        label=_("Weeks of pregnancy at birth, if born early"),
        required=False,
        help_text=_("For example 33+4. The corrected age is shown beside the age."),
    )
    language = forms.CharField(label=_("Language"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        if not self.errors and self.cleaned_data:
            rules.check_person(self.facts())
        return self.cleaned_data

    def facts(self) -> PersonFacts:
        return PersonFacts(**{name: self.cleaned_data[name] for name in PersonForm.base_fields})


class FurtherPersonForm(PersonForm):
    """Somebody besides the first people, who may be there for the film only."""

    only_in_picture = forms.BooleanField(
        label=_("Only in the picture"),
        required=False,
        help_text=_("Seen or heard in the film, and not part of the work. They are asked for consent too."),
    )

    def facts(self) -> PersonFacts:
        return replace(super().facts(), only_in_picture=self.cleaned_data["only_in_picture"])


class ParticipantForm(FurtherPersonForm):
    """Somebody joins a case; perhaps one of those already there may decide for them."""

    decided_by = forms.ModelChoiceField(
        label=_("Who may decide for this person?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("They themselves, or not known yet"),
    )
    kind = forms.ChoiceField(
        label=_("On what ground?"), choices=[*EMPTY, *Authority.Kind.choices], required=False
    )
    document = forms.CharField(
        label=_("Document it rests on"),
        max_length=200,
        required=False,
        help_text=_("For example: placement plan of 3 March. Not needed for parental responsibility."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_by"].queryset = people_of(case)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("decided_by") and not data.get("kind"):
            self.add_error("kind", gettext("Please say on what ground this person may decide."))
        return data


class CorrectionForm(FurtherPersonForm):
    """What is written down about somebody, put right."""

    reason = forms.CharField(
        label=_("Why is it corrected?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when something that was written down is replaced, for example: spelt wrongly."),
    )


class ObjectionForm(forms.ModelForm[Objection]):
    class Meta:
        model = Objection
        fields = ["words", "answer"]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}
        labels = {
            "words": _("What do they say is wrong, in their own words?"),
            "answer": _("Why does it stay as it is?"),
        }


class BirthForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    born_on = date_field(_("Date of birth"), initial=timezone.localdate)


class AuthorityEndForm(forms.Form):
    ended_on = date_field(
        _("From which day does it no longer hold?"),
        initial=timezone.localdate,
        help_text=_("A day in the future is fine, for example the end of an order."),
    )

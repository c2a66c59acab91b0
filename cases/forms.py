"""What the pages of casework ask for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import ROLES, Permission
from cases import rules
from cases.models import Authority, Case, HelpingQuestion, Objection, Participation, Person, Rating
from cases.rules import PersonFacts

EMPTY: list[tuple[str, Any]] = [("", "")]
Role = Participation.Role


def attempt(form: forms.BaseForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Validate and act; a refusal becomes a sentence on the form, and what was typed stays."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def date_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **options)


class ReferralForm(forms.Form):
    referred_on = date_field(_("When did the referral arrive?"), initial=timezone.localdate)
    source = forms.ChoiceField(label=_("Who referred?"), choices=[*EMPTY, *Case.Source.choices])
    reason = forms.ChoiceField(label=_("Main reason"), choices=[*EMPTY, *Case.Reason.choices])
    decision = forms.ChoiceField(
        label=_("What happens next?"),
        choices=[
            ("accepted", _("We start getting to know each other")),
            ("undecided", _("I will decide after a first talk")),
        ],
        widget=forms.RadioSelect,
        initial="accepted",
    )

    def clean_referred_on(self) -> date:
        day: date = self.cleaned_data["referred_on"]
        rules.check_not_in_future(day, gettext("The day of the referral"))
        return day


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
    language = forms.CharField(label=_("Language"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        if not self.errors and self.cleaned_data:
            rules.check_person(self.facts())
        return self.cleaned_data

    def facts(self) -> PersonFacts:
        return PersonFacts(**{name: self.cleaned_data[name] for name in PersonForm.base_fields})


class ParticipantForm(PersonForm):
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


class CorrectionForm(PersonForm):
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


class QuestionForm(forms.ModelForm[HelpingQuestion]):
    class Meta:
        model = HelpingQuestion
        fields = ["own_words", "agreed_wording"]
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in fields}
        labels = {"own_words": _("In their own words"), "agreed_wording": _("As agreed together")}
        help_texts = {
            "own_words": _("As they said it. Nothing to correct here."),
            "agreed_wording": _("Where they want to go, worded so that they nod when they hear it."),
        }


def scale_field(label: Any, **options: Any) -> forms.TypedChoiceField:
    lowest, highest = rules.SCALE
    choices = [(str(value), str(value)) for value in range(lowest, highest + 1)]
    return forms.TypedChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, coerce=int, empty_value=None, **options
    )


def people_of(case: Case) -> Any:
    here = case.participations.filter(until=None)
    return Person.objects.filter(participations__in=here).distinct().order_by("pk")


def client_of(case: Case) -> Person | None:
    return people_of(case).filter(participations__is_client=True).first()  # type: ignore[no-any-return]


class RatingForm(forms.Form):
    now = scale_field(_("How is it now?"))
    hoped_for = scale_field(_("Where would you like to be?"), required=False)
    moment = forms.ChoiceField(label=_("When was this asked?"), choices=Rating.Moment.choices)
    rated_by = forms.ModelChoiceField(
        label=_("Whose rating is it?"), queryset=Person.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rated_by"].queryset = people_of(case)  # type: ignore[attr-defined]
        self.fields["rated_by"].initial = client_of(case)


class ClosureForm(forms.Form):
    reason = forms.ChoiceField(label=_("How did it end?"), choices=[*EMPTY, *Case.ClosingReason.choices])
    final_rating = scale_field(
        _("The helping question now"),
        required=False,
        help_text=_("Their last rating. If there is none, say below why."),
    )
    rated_by = forms.ModelChoiceField(
        label=_("Whose rating is it?"), queryset=Person.objects.none(), required=False
    )
    unrated_reason = forms.ChoiceField(
        label=_("If there is no last rating, why not?"),
        choices=[*EMPTY, *Case.UnratedReason.choices],
        required=False,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rated_by"].queryset = people_of(case)  # type: ignore[attr-defined]
        self.fields["rated_by"].initial = client_of(case)
        if rules.current_question(case) is None:
            for name in ("final_rating", "rated_by", "unrated_reason"):
                del self.fields[name]


class AuthorityEndForm(forms.Form):
    ended_on = date_field(
        _("From which day does it no longer hold?"),
        initial=timezone.localdate,
        help_text=_("A day in the future is fine, for example the end of an order."),
    )


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Who takes over?"), queryset=User.objects.none(), empty_label="")
    reason = forms.ChoiceField(label=_("Why?"), choices=[*EMPTY, *Case.HandOverReason.choices])

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [code for code, role in ROLES.items() if Permission.WORK_CASES in role.permissions]
        users = User.objects.filter(organisation_id=case.organisation_id, is_active=True)
        users = users.filter(roles_held__role__in=able, roles_held__until=None).exclude(pk=case.guider_id)
        field: Any = self.fields["to"]
        field.queryset = users.distinct().order_by("name")
        field.label_from_instance = User.get_full_name

"""What the pages of the helping question ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import client_of, people_of, scale_field
from cases.models import Case, HelpingQuestion, Person, Rating


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

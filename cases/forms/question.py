"""What the pages of the helping questions ask for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.fields import EMPTY, client_of, date_field, on_scale, people_of, scale_field
from cases.models import Case, HelpingQuestion, Person, Rating, Unrated


class QuestionForm(forms.ModelForm[HelpingQuestion]):
    lowest = forms.TypedChoiceField(
        label=gettext_lazy("Rated from"),
        choices=HelpingQuestion.Lowest.choices,
        coerce=int,
        help_text=gettext_lazy("Stays as it is for this question, so that its numbers can be compared."),
    )

    class Meta:
        model = HelpingQuestion
        fields = ["own_words", "agreed_wording"]
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in fields}
        labels = {
            "own_words": gettext_lazy("In their own words"),
            "agreed_wording": gettext_lazy("As agreed together"),
        }
        help_texts = {
            "own_words": gettext_lazy("As they said it. Nothing to correct here."),
            "agreed_wording": gettext_lazy("Where they want to go, in words that make them nod."),
        }


class QuestionStatusForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("How is it with this question?"),
        choices=[
            (status.value, status.label)
            for status in HelpingQuestion.Status
            if status != HelpingQuestion.Status.CHANGED
        ],
        widget=forms.RadioSelect,
    )
    on = date_field(gettext_lazy("Since when?"), initial=timezone.localdate)


class RatingForm(forms.Form):
    """Two numbers, or the reason why there is none this time."""

    now = scale_field(
        gettext_lazy("How is it now?"),
        error_messages={
            "required": gettext_lazy("Choose a number, or say below why there is none this time.")
        },
    )
    hoped_for = scale_field(gettext_lazy("Where would you like to be?"), required=False)
    unrated_reason = forms.ChoiceField(
        label=gettext_lazy("If there is no number this time, why not?"),
        choices=[*EMPTY, *Unrated.Reason.choices],
        required=False,
    )
    moment = forms.ChoiceField(label=gettext_lazy("When was this asked?"), choices=Rating.Moment.choices)
    rated_by = forms.ModelChoiceField(
        label=gettext_lazy("Whose rating is it?"), queryset=Person.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, case: Case, scale: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_scale(self.fields["now"], scale)
        on_scale(self.fields["hoped_for"], scale)
        self.fields["now"].required = not self.data.get("unrated_reason")
        field: Any = self.fields["rated_by"]
        field.queryset = people_of(case)
        field.initial = client_of(case)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("now") is not None and cleaned.get("unrated_reason"):
            raise ValidationError(_("Please give either a number or the reason why there is none, not both."))
        return cleaned

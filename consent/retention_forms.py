"""What the pages about keeping and holding ask for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms import EMPTY, date_field
from consent.models import Hold, RetentionPolicy
from consent.rules.holds import check_reason, check_review_on

DAYS = {
    "raw_days": gettext_lazy("The film itself, with its original."),
    "clips_days": gettext_lazy("May be longer or shorter than the film. The clips can outlive it."),
    "review_days": gettext_lazy("Where the shared review was filmed too."),
}


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = RetentionPolicy
        fields = ("mode", *DAYS, "record", "ask_again_months")
        widgets = {"mode": forms.RadioSelect, "record": forms.RadioSelect}
        help_texts = {
            **DAYS,
            "record": gettext_lazy("Shown with its day. An administrator decides when that has come."),
            "ask_again_months": gettext_lazy("Leave empty to ask only when something has changed."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mode", "record"):
            field: Any = self.fields[name]
            field.choices = [choice for choice in field.choices if choice[0]]


class HoldForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What kind of hold?"), choices=[*EMPTY, *Hold.Kind.choices])
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A sentence. Administrators can read it, and so can you."),
    )
    review_on = date_field(gettext_lazy("When will somebody look at it again?"))


class HoldReviewForm(forms.Form):
    """Keep it until another day, or end it with a reason."""

    KEEP, END = "keep", "end"

    decision = forms.ChoiceField(
        label=gettext_lazy("What happens with it now?"),
        choices=[(KEEP, gettext_lazy("It stays")), (END, gettext_lazy("It ends"))],
        widget=forms.RadioSelect,
    )
    review_on = date_field(gettext_lazy("If it stays: look at it again on"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("If it ends: why?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == self.KEEP:
            if not data.get("review_on"):
                raise ValidationError({"review_on": _("Please choose the day.")})
            check_review_on(data["review_on"])
        elif data.get("decision") == self.END:
            check_reason(data.get("reason", ""))
        return data

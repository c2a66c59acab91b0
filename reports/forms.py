"""How the numbers of a period may be seen, and what an extract is needed for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models import Extract
from reports.periods import Period, period_of
from reports.profiles import PROFILES, STANDARD


class DraftForm(forms.Form):
    profile = forms.ChoiceField(
        label=_("Which small numbers are hidden"),
        choices=[(profile.code, profile.name) for profile in PROFILES.values()],
        initial=STANDARD.code,
    )
    merged = forms.BooleanField(
        label=_("Merge small rows, in a fixed order, until none is hidden"), required=False
    )


class ExtractForm(forms.ModelForm[Extract]):
    class Meta:
        model = Extract
        fields = ["purpose"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "purpose": _(
                "The study, who approved it, who keeps the file and until when. Kept here, and in no file."
            )
        }

    def __init__(self, periods: Sequence[Period], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [(str(period), str(period)) for period in periods]
        self.fields["period"] = forms.TypedChoiceField(label=_("Period"), choices=codes, coerce=period_of)
        self.order_fields(["period", "purpose"])

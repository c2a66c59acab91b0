"""How a follow-up went, and the rating that was given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.forms.fields import client_of, on_scale, people_of, scale_field
from cases.models import Case, FollowUp, Person


class FollowUpForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it go?"), choices=FollowUp.Outcome.choices, widget=forms.RadioSelect
    )
    rating = scale_field(
        _("The helping question now"),
        required=False,
        help_text=_("If you talked and they gave a number. Without one is fine too."),
    )
    rated_by = forms.ModelChoiceField(
        label=_("Whose rating is it?"), queryset=Person.objects.none(), required=False
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = rules.current_question(case)
        if standing is None:
            del self.fields["rating"], self.fields["rated_by"]
            return
        on_scale(self.fields["rating"], standing.question.scale)
        self.fields["rated_by"].queryset = people_of(case)  # type: ignore[attr-defined]
        self.fields["rated_by"].initial = client_of(case)

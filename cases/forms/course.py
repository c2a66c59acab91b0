"""What the end of a case asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.forms.fields import EMPTY, client_of, on_scale, people_of, scale_field
from cases.models import Case, Person


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
        standing = rules.current_question(case)
        if standing:
            on_scale(self.fields["final_rating"], standing.question.scale)
        else:
            for name in ("final_rating", "rated_by", "unrated_reason"):
                del self.fields[name]

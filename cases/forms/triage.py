"""What is asked about a referral: the decision, its first contact, and what came with it in words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.forms.fields import EMPTY, date_field
from cases.models import Case, DecisionReason, Destination, Referral

OUTCOMES = [
    ("accept", _("We start getting to know each other")),
    ("enlist", _("They go on the waiting list")),
    ("redirect", _("It is passed on to another service")),
    ("decline", _("It is declined")),
]


class DecisionForm(forms.Form):
    verb = forms.ChoiceField(label=_("What did you decide?"), choices=OUTCOMES, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why?"), choices=[*EMPTY, *DecisionReason.choices])
    redirected_to = forms.ChoiceField(
        label=_("Passed on to"),
        choices=[*EMPTY, *Destination.choices],
        required=False,
        help_text=_("Only where it is passed on."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["verb"]
        field.choices = [(verb, words) for verb, words in OUTCOMES if rules.can_move(case, verb)]


class FirstContactForm(forms.Form):
    first_contact_on = date_field(
        _("When were you first in touch with them?"),
        help_text=_("By telephone or face to face. A letter or a message nobody answered does not count."),
    )


class ReferrerForm(forms.ModelForm[Referral]):
    class Meta:
        model = Referral
        fields = ["referrer", "referrer_organisation", "asked_for"]
        widgets = {"asked_for": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "referrer": _("Who asked for support?"),
            "referrer_organisation": _("Their team or organisation"),
            "asked_for": _("What did they ask for?"),
        }
        help_texts = {"asked_for": _("Only you, the guider in charge, can read this.")}

    def facts(self) -> rules.ReferrerFacts:
        return rules.ReferrerFacts(**{name: self.cleaned_data[name] for name in self._meta.fields or ()})

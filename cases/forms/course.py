"""What the end of a case asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.forms.fields import EMPTY, client_of, on_scale, people_of, scale_field
from cases.models import Case, Closing, Person


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

    summary = forms.CharField(
        label=_("What has grown, in a few words you agree on"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stays in the record, and they can have a copy."),
    )
    keepsake_offer = forms.ChoiceField(
        label=_("A keepsake: still pictures to take home"),
        choices=Closing.KeepsakeOffer.choices,
        widget=forms.RadioSelect,
    )
    may_ask_again = forms.TypedChoiceField(
        label=_("May you ask how things are, after 3 and after 6 months?"),
        choices=[("yes", _("Yes, they would like that")), ("no", _("No, or nobody can be asked"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        help_text=_("You are reminded of it. The case stays closed."),
    )
    visits_called_off = forms.BooleanField(
        label=_("The visits still planned are called off, and they know"),
        error_messages={
            "required": _("Tell whom you would visit first, then tick that the visits are called off.")
        },
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = Closing.objects.filter(case=case).first()
        if before:
            self.initial["summary"] = before.summary
            self.initial["keepsake_offer"] = before.keepsake_offer
        keepsake = getattr(case, "keepsake", None)
        if keepsake:
            self.initial["keepsake_offer"] = keepsake.answer
        if not rules.was_filmed(case):
            del self.fields["keepsake_offer"]
        if case.is_own_practice:
            del self.fields["may_ask_again"]
        if not rules.visits_ahead(case).exists():
            del self.fields["visits_called_off"]
        self._ask_for_rating(case)

    def _ask_for_rating(self, case: Case) -> None:
        self.fields["rated_by"].queryset = people_of(case)  # type: ignore[attr-defined]
        self.fields["rated_by"].initial = client_of(case)
        standing = rules.current_question(case)
        if standing:
            on_scale(self.fields["final_rating"], standing.question.scale)
        else:
            for name in ("final_rating", "rated_by", "unrated_reason"):
                del self.fields[name]

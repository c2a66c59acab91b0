"""What is asked about interpreters and plans for a child's safety."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import languages
from cases.forms.fields import EMPTY, date_field
from cases.models import Interpreting, Safeguarding


class InterpretingForm(forms.Form):
    need = forms.ChoiceField(
        label=_("Is an interpreter needed?"), choices=Interpreting.Need.choices, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[*EMPTY, *languages.choices()],
        required=False,
        help_text=_("Only where an interpreter is needed. Sign language needs no more."),
    )


class SafeguardingForm(forms.Form):
    plan = forms.ChoiceField(
        label=_("Which plan is there for a child of this case?"),
        choices=Safeguarding.Plan.choices,
        widget=forms.RadioSelect,
    )
    since = date_field(_("Since which day?"), initial=timezone.localdate)

"""Why the work rests, and when to look at it again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import EMPTY, date_field
from cases.models import Pause


class PauseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why does it rest?"), choices=[*EMPTY, *Pause.Reason.choices])
    review_on = date_field(
        _("When shall you be reminded to ask?"),
        required=False,
        help_text=_("You may leave it empty. You can carry on any day."),
    )

"""How the numbers of a period may be seen."""

from django import forms
from django.utils.translation import gettext_lazy as _

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

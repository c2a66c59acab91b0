"""What is asked about a referral that nobody is in charge of yet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.forms.hand_over import guiders_of
from cases.models import UnassignedReferral


class AssignmentForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Who takes it on?"), queryset=User.objects.none(), empty_label="")

    def __init__(self, *args: Any, referral: UnassignedReferral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = guiders_of(referral.organisation_id)
        field.label_from_instance = User.get_full_name

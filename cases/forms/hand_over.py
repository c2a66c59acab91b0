"""Who takes a case over, why, and how long both guiders work in it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission, roles_with
from cases.forms.fields import EMPTY, date_field
from cases.models import Case


def guiders_of(organisation_id: int) -> QuerySet[User]:
    """Who can be in charge of a case of this service."""
    users = User.objects.filter(organisation_id=organisation_id, is_active=True)
    able = users.filter(roles_held__role__in=roles_with(Permission.WORK_CASES), roles_held__until=None)
    return able.distinct().order_by("name")


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Who takes over?"), queryset=User.objects.none(), empty_label="")
    reason = forms.ChoiceField(label=_("Why?"), choices=[*EMPTY, *Case.HandOverReason.choices])
    until = date_field(
        _("Last day on which both work in the case"),
        required=False,
        help_text=_("For a hand-over in person. Empty: the access of the guider before ends at once."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = guiders_of(case.organisation_id).exclude(pk=case.guider_id)
        field.label_from_instance = User.get_full_name


class HandOversForm(forms.Form):
    """Several cases of one guider go to another, by number."""

    cases = forms.ModelMultipleChoiceField(
        label=_("Which cases?"), queryset=Case.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    to = forms.ModelChoiceField(label=_("Who takes over?"), queryset=User.objects.none(), empty_label="")
    reason = forms.ChoiceField(label=_("Why?"), choices=[*EMPTY, *Case.HandOverReason.choices])

    def __init__(self, *args: Any, before: User, going_on: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases: Any = self.fields["cases"]
        cases.queryset = going_on
        cases.label_from_instance = lambda case: f"{case.number}, {case.get_status_display()}"
        to: Any = self.fields["to"]
        to.queryset = guiders_of(before.organisation_id).exclude(pk=before.pk)
        to.label_from_instance = User.get_full_name

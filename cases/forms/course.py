"""What the pages of the course of a case ask for."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission, roles_with
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


def guiders_of(organisation_id: int) -> QuerySet[User]:
    """Who can be in charge of a case of this service."""
    users = User.objects.filter(organisation_id=organisation_id, is_active=True)
    able = users.filter(roles_held__role__in=roles_with(Permission.WORK_CASES), roles_held__until=None)
    return able.distinct().order_by("name")


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Who takes over?"), queryset=User.objects.none(), empty_label="")
    reason = forms.ChoiceField(label=_("Why?"), choices=[*EMPTY, *Case.HandOverReason.choices])

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = guiders_of(case.organisation_id).exclude(pk=case.guider_id)
        field.label_from_instance = User.get_full_name

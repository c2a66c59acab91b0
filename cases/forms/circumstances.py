"""What the pages about relationships, legal status and placements ask for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import EMPTY, date_field, people_of
from cases.models import Case, LegalStatus, Participation, Person, Relationship

Role = Participation.Role
NOT_CARERS = (Role.CHILD, Role.UNBORN, Role.SIBLING, Role.PUPIL, Role.INTERPRETER, Role.GUIDER)


class RelationshipForm(forms.Form):
    kind = forms.ChoiceField(choices=[*EMPTY, *Relationship.Kind.choices])
    other = forms.ModelChoiceField(label=_("To whom?"), queryset=Person.objects.none(), empty_label="")

    def __init__(self, *args: Any, case: Case, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = _("%(name)s is …") % {"name": person.name}
        self.fields["other"].queryset = people_of(case).exclude(pk=person.pk)  # type: ignore[attr-defined]


class LegalStatusForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Order or arrangement"),
        choices=[*EMPTY, *LegalStatus.Kind.choices],
        help_text=_("It says under what a child lives. Who may decide is recorded on its own."),
    )
    since = date_field(_("Since"), initial=timezone.localdate)
    until = date_field(_("Until, if that is known"), required=False)


class PlacementForm(forms.Form):
    carers = forms.ModelMultipleChoiceField(
        label=_("With whom?"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    since = date_field(_("Since"), initial=timezone.localdate)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grown = people_of(case).exclude(participations__role__in=NOT_CARERS)
        self.fields["carers"].queryset = grown  # type: ignore[attr-defined]


class PlacementEndForm(forms.Form):
    ended_on = date_field(
        _("From which day does the child no longer live there?"),
        initial=timezone.localdate,
        help_text=_("A day in the future is fine, for example a move that is planned."),
    )


class MistakeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it taken off?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: entered for the wrong person. What was written stays on the page."),
    )

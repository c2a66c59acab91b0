"""What is asked about a filming, the people in the picture, and the end of a cycle."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Person
from consent.models import Custody
from sessions.models import Cycle, FilmedSession
from sessions.rules.uploads import people_of


class FilmingForm(forms.ModelForm[FilmedSession]):
    activity = forms.ChoiceField(
        label=_("What will you be doing?"),
        choices=[("", _("Not decided yet")), *FilmedSession.Activity.choices],
        required=False,
        help_text=_("Something they like doing together works best."),
    )

    class Meta:
        model = FilmedSession
        fields = ["held_on", "place", "activity"]
        labels = {"held_on": _("Which day?"), "place": _("Where?")}
        help_texts = {"place": _("For example: at home, the clinic, the playground. No street, no names.")}
        widgets = {"held_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


class PeopleForm(forms.Form):
    persons = forms.ModelMultipleChoiceField(
        label=_("Who can be seen or heard?"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick everyone who can be seen or heard in the film.")},
    )

    def __init__(self, *args: Any, custody: Custody, **kwargs: Any) -> None:
        """Offered: who takes part now, and who is in the film though they have left the case since."""
        super().__init__(*args, **kwargs)
        offered = Q(pk__in=people_of(custody.case).values("pk")) | Q(appearances__custody=custody)
        field: Any = self.fields["persons"]
        field.queryset = Person.objects.filter(offered).distinct().order_by("pk")


class SetAsideForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What happened?"), choices=FilmedSession.NothingUsable.choices, widget=forms.RadioSelect
    )


class AbandonmentForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why does it end here?"), choices=Cycle.AbandonReason.choices, widget=forms.RadioSelect
    )

"""What the pages of outcome measures ask for."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import client_of, date_field, people_of
from cases.models import Case, HelpingQuestion, Measure, MeasureScale, Rating, Score
from cases.rules import plain

CONFIRMED = _(
    "Our service may use it: we hold the licence, registration or permission, or found that none is needed."
)


class LicenceForm(forms.Form):
    confirmed = forms.BooleanField(label=CONFIRMED, required=False)

    def __init__(self, *args: Any, needs_licence: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_licence:
            self.fields["confirmed"].widget = forms.HiddenInput()


class RatingScaleForm(forms.Form):
    lowest = forms.TypedChoiceField(
        label=_("Helping questions are rated from"),
        choices=HelpingQuestion.Lowest.choices,
        coerce=int,
        help_text=_("For new questions. Those that are asked already keep their scale."),
    )


class MeasureForm(forms.ModelForm[Measure]):
    confirmed = forms.BooleanField(label=CONFIRMED, required=False)

    class Meta:
        model = Measure
        fields = ["name", "when", "licence_note", "needs_licence"]


class ScaleForm(forms.ModelForm[MeasureScale]):
    class Meta:
        model = MeasureScale
        fields = ["name", "lowest", "highest", "direction", "threshold"]
        help_texts = {
            "name": _("Leave it empty where the measure gives one number only."),
            "threshold": _("From the manual. Without it, scores are shown and no change is computed."),
        }


class DirectionForm(forms.Form):
    direction = forms.ChoiceField(
        choices=[
            (way.value, way.label)
            for way in MeasureScale.Direction
            if way != MeasureScale.Direction.UNCONFIRMED
        ]
    )


class ScoreForm(forms.Form):
    """A number for each scale of the measure, as far as there is one; never the items."""

    given_by = forms.ChoiceField(label=_("Whose answers are these?"))
    given_on = date_field(_("When was it filled in?"), initial=timezone.localdate)
    moment = forms.ChoiceField(label=_("At which point?"), choices=Rating.Moment.choices)

    def __init__(self, *args: Any, case: Case, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scales = {f"scale_{scale.pk}": scale for scale in measure.scales.all()}
        self.people = {str(person.pk): person for person in people_of(case)}
        self._offer_raters(case)
        for name, scale in self.scales.items():
            self.fields[name] = _number_field(scale, measure, only=len(self.scales) == 1)
        self.order_fields([*self.scales, "given_by", "given_on", "moment"])

    def _offer_raters(self, case: Case) -> None:
        professionals = [(code, label) for code, label in Score.Rater.choices if code != Score.Rater.PERSON]
        field: Any = self.fields["given_by"]
        field.choices = [*((pk, person.name) for pk, person in self.people.items()), *professionals]
        client = client_of(case)
        field.initial = str(client.pk) if client else None

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned answers, as the verb takes them."""
        given_by = self.cleaned_data["given_by"]
        person = self.people.get(given_by)
        answers: dict[MeasureScale, Decimal] = {
            scale: self.cleaned_data[name]
            for name, scale in self.scales.items()
            if self.cleaned_data[name] is not None
        }
        return {
            "values": answers,
            "rater": Score.Rater.PERSON if person else given_by,
            "person": person,
            "given_on": self.cleaned_data["given_on"],
            "moment": self.cleaned_data["moment"],
        }


def _number_field(scale: MeasureScale, measure: Measure, *, only: bool) -> forms.DecimalField:
    return forms.DecimalField(
        label=scale.name or measure.name,
        min_value=scale.lowest,
        max_value=scale.highest,
        max_digits=6,
        decimal_places=2,
        required=only,
        help_text=_("From %(lowest)s to %(highest)s")
        % {"lowest": plain(scale.lowest), "highest": plain(scale.highest)},
    )

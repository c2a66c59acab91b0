"""Parts that the forms of casework share."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from cases.ages import weeks_of
from cases.models import Case, Person

WEEKS = re.compile(r"\s*(?P<weeks>\d{2})\s*(\+\s*(?P<days>[0-6]))?\s*")
EMPTY: list[tuple[str, Any]] = [("", "")]


def attempt(form: forms.BaseForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Validate and act; a refusal becomes a sentence on the form, and what was typed stays."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def date_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **options)


class WeeksField(forms.Field):
    """Weeks and days of a pregnancy as they are written in the clinic, `33+4`; in days."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        found = WEEKS.fullmatch(value)
        if found is None:
            raise ValidationError(gettext("Please write weeks and days like this: 33+4."))
        return int(found["weeks"]) * 7 + int(found["days"] or 0)

    def prepare_value(self, value: Any) -> Any:
        return weeks_of(value) if isinstance(value, int) else value


def scale_field(label: Any, **options: Any) -> forms.TypedChoiceField:
    """Its numbers are those of the question: `on_scale` sets them."""
    return forms.TypedChoiceField(
        label=label, widget=forms.RadioSelect, coerce=int, empty_value=None, **options
    )


def on_scale(field: Any, scale: tuple[int, int]) -> None:
    lowest, highest = scale
    field.choices = [(str(value), str(value)) for value in range(lowest, highest + 1)]


def people_of(case: Case) -> Any:
    here = case.participations.filter(until=None)
    return Person.objects.filter(participations__in=here).distinct().order_by("pk")


def client_of(case: Case) -> Person | None:
    return people_of(case).filter(participations__is_client=True).first()  # type: ignore[no-any-return]

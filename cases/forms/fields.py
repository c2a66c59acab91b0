"""Parts that the forms of casework share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.models import Case, Person

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

"""What the pages of visits ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import EMPTY, date_field
from cases.models import Case, Visit
from cases.rules import VisitPlan

Place, Medium = Visit.Place, Visit.Medium
CALLS = (Medium.VIDEO_CALL, Medium.TELEPHONE)
# One question instead of two: a call has no place, and a place needs no call.
WHERE: list[tuple[str, Any]] = [
    *((place.value, place.label) for place in Place if place != Place.REMOTE),
    *((call.value, call.label) for call in CALLS),
]


def where_field(**options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Where?"), choices=WHERE, **options)


def time_field(**options: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=_("At what time?"), widget=widget, required=False, **options)


def where_of(visit: Visit) -> str:
    return visit.medium if visit.is_remote else visit.place


def plan_from(data: dict[str, Any]) -> VisitPlan:
    where = data["where"]
    place, medium = (Place.REMOTE, where) if where in CALLS else (where, Medium.FACE_TO_FACE)
    length = {"minutes": data["minutes"]} if "minutes" in data else {}
    return VisitPlan(day=data["day"], starts_at=data["starts_at"], place=place, medium=medium, **length)


class MoveForm(forms.Form):
    """When and where."""

    day = date_field(_("Which day?"))
    starts_at = time_field()
    where = where_field(initial=Place.HOME)
    minutes = forms.IntegerField(
        label=_("How long, in minutes?"),
        min_value=1,
        max_value=1440,
        initial=60,
        help_text=_("Usually about an hour. Any length is fine."),
    )

    def plan(self) -> VisitPlan:
        return plan_from(self.cleaned_data)


class VisitForm(MoveForm):
    purpose = forms.ChoiceField(label=_("What for?"), choices=[*EMPTY, *Visit.Purpose.choices])
    field_order = ["purpose", "day", "starts_at", "where", "minutes"]


class AttendanceForm(forms.Form):
    attendance = forms.ChoiceField(choices=Visit.Attendance.choices)
    service_reason = forms.ChoiceField(choices=[*EMPTY, *Visit.ServiceReason.choices], required=False)


def as_before(case: Case) -> dict[str, Any]:
    """People often meet at the same time and place again."""
    last = case.visits.last()
    if last is None:
        return {"purpose": Visit.Purpose.FIRST_MEETING}
    return times_of(last) | {"day": None}


def times_of(visit: Visit) -> dict[str, Any]:
    return {
        "day": visit.day,
        "starts_at": visit.starts_at,
        "where": where_of(visit),
        "minutes": visit.minutes,
    }

"""What is asked about a filming, the people in the picture, and the end of a cycle."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms import date_field, plan_from, time_field, where_field
from cases.models import Case, Person, Visit
from cases.rules import VisitPlan
from consent.models import Custody
from sessions.models import Cycle, FilmedSession
from sessions.rules.uploads import people_of
from sessions.rules.visits import visits_to_film

NEW_VISIT = "new"


class ActivityForm(forms.Form):
    activity = forms.ChoiceField(
        label=_("What will you be doing?"),
        choices=[("", _("Not decided yet")), *FilmedSession.Activity.choices],
        required=False,
        help_text=_("Something they like doing together works best."),
    )


class FilmingForm(ActivityForm):
    """In a visit that is planned, in one that is planned by this form too, or in none."""

    visit = forms.ChoiceField(label=_("In which visit?"), widget=forms.RadioSelect, required=False)
    held_on = date_field(_("Which day?"), required=False, initial=timezone.localdate)
    starts_at = time_field()
    kind_of_place = where_field(initial=Visit.Place.HOME, required=False)
    place = forms.CharField(
        label=_("Where exactly?"),
        max_length=100,
        required=False,
        help_text=_("For example: in the kitchen, the playground. No street, no names."),
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data)
        self.visits = {str(visit.pk): visit for visit in visits_to_film(case)}
        field: Any = self.fields["visit"]
        field.choices = [
            *((pk, _in_words(visit)) for pk, visit in self.visits.items()),
            (NEW_VISIT, _("A new visit: plan it here too")),
            ("", _("None")),
        ]
        field.initial = next(iter(self.visits), NEW_VISIT)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("visit") not in self.visits and not data.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", gettext("Please say on which day."))
        return data

    @property
    def chosen_visit(self) -> Visit | None:
        return self.visits.get(self.cleaned_data["visit"])

    def new_visit(self) -> VisitPlan | None:
        data = self.cleaned_data
        if data["visit"] != NEW_VISIT:
            return None
        where = data["kind_of_place"] or Visit.Place.HOME
        return plan_from({"day": data["held_on"], "starts_at": data["starts_at"], "where": where})


def _in_words(visit: Visit) -> str:
    day = date_format(visit.day, "l j F")
    begins = f", {visit.starts_at:%H:%M}" if visit.starts_at else ""
    return f"{day}{begins}: {visit.get_purpose_display()}, {visit.where}"


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


class CallForm(forms.Form):
    """What has not been said yet is no answer, so it is not offered again."""

    call = forms.ChoiceField(
        label=_("In the same room, or by video call?"),
        choices=[choice for choice in FilmedSession.Call.choices if choice[0] != FilmedSession.Call.UNSAID],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these answers.")},
    )

    def __init__(self, data: Any = None, *, meeting: FilmedSession) -> None:
        super().__init__(data, auto_id="call-%s", initial={"call": meeting.call})


class AbandonmentForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why does it end here?"), choices=Cycle.AbandonReason.choices, widget=forms.RadioSelect
    )

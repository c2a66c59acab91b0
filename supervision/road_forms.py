"""Forms of pathways, meetings and the end of a stage."""

from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import SupervisionPair, User
from cases.forms import date_field
from supervision.models import (
    Enrolment,
    Gate,
    Pathway,
    Stage,
    Submission,
    SupervisionKind,
    SupervisionSession,
)
from supervision.rules.enrolments import assessors_for
from supervision.rules.meetings import SessionFacts

MOST_OFFERED = 20


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        return obj.name


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        return obj.name


class SubmissionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """With the time: two may have been brought on one day."""

    def label_from_instance(self, obj: Submission) -> str:
        day = date_format(timezone.localtime(obj.submitted_at), "j F, H:i")
        return _now("%(name)s, brought on %(day)s") % {"name": obj.submitted_by.name, "day": day}


class StageField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The stages of the newest pathways, grouped by pathway."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Stage.objects.none(), empty_label=None, **options)

    def offer(self) -> None:
        stages = Stage.objects.filter(pathway__in=Pathway.objects.newest()).select_related("pathway")
        self.queryset = stages
        ordered = stages.order_by("pathway__name", "number")
        self.choices = [
            ("", _now("Choose a stage")),
            *(
                (pathway.name, [(stage.pk, f"{pathway.name}: {stage.name}") for stage in of])
                for pathway, of in groupby(ordered, key=lambda stage: stage.pathway)
            ),
        ]


class EnrolmentForm(forms.Form):
    stage = StageField(
        label=_("Where they are now"),
        help_text=_("The published pathways disagree. Choose the one your association gave you."),
    )
    begun_on = date_field(
        _("In this stage since"),
        initial=timezone.localdate,
        help_text=_("Complete cycles and supervision written down in Attune count from this day on."),
    )
    cycles = forms.IntegerField(label=_("Complete cycles"), min_value=0, max_value=200, required=False)
    clients = forms.IntegerField(label=_("Different clients"), min_value=0, max_value=200, required=False)
    hours = forms.DecimalField(
        label=_("Hours of supervision"), min_value=0, max_value=200, decimal_places=2, required=False
    )
    reason = forms.CharField(
        label=_("Why this counts"),
        help_text=_("Where it was done, under which rules, and who has seen it."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].offer()  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """As the action takes them."""
        sent = self.cleaned_data
        carried = {
            "cycles": sent["cycles"] or 0,
            "clients": sent["clients"] or 0,
            "minutes": int((sent["hours"] or Decimal(0)) * 60),
        }
        return {key: sent[key] for key in ("stage", "begun_on", "reason")} | {"carried": carried}


class GateForm(forms.Form):
    gate = forms.ChoiceField(
        label=_("Clips that supervision has not released"), choices=Gate.choices, widget=forms.RadioSelect
    )


class MeetingForm(forms.ModelForm[SupervisionSession]):
    trainees = PeopleField(User.objects.none(), label=_("Who took part"), widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(
        label=_("Form"),
        choices=[choice for choice in SupervisionKind.choices if choice[0] != SupervisionKind.WRITTEN],
        widget=forms.RadioSelect,
        initial=SupervisionKind.INDIVIDUAL,
    )
    is_remote = forms.BooleanField(label=_("Remote, not in one room"), required=False)
    held_on = date_field(_("Date"), initial=timezone.localdate)
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=1, max_value=600, initial=60)
    looked_at = SubmissionsField(
        Submission.objects.none(),
        label=_("Clips you looked at"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = SupervisionSession
        fields = ["kind", "is_remote", "held_on", "minutes", "learning_points"]
        widgets = {"learning_points": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "learning_points": _("Strengths, and what to try next. No names. All who took part read it.")
        }

    field_order = ["trainees", "kind", "is_remote", "held_on", "minutes", "looked_at", "learning_points"]

    def __init__(self, *args: Any, supervisor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = SupervisionPair.objects.current().filter(supervisor=supervisor)
        people = User.objects.filter(pk__in=pairs.values("trainee")).order_by("name")
        brought = Submission.objects.filter(supervisor=supervisor, submitted_by__in=people)
        newest = brought.order_by("-submitted_at").values_list("pk", flat=True)[:MOST_OFFERED]
        offered = {*newest}
        if self.instance.pk:
            offered |= {*self.instance.looked_at.values_list("pk", flat=True)}
            self.initial["trainees"] = [row.trainee_id for row in self.instance.attendances.all()]
            self.initial["looked_at"] = list(self.instance.looked_at.all())
        brought = brought.filter(pk__in=offered).select_related("submitted_by").order_by("-submitted_at")
        self.fields["trainees"].queryset = people  # type: ignore[attr-defined]
        self.fields["looked_at"].queryset = brought  # type: ignore[attr-defined]
        if not offered:
            del self.fields["looked_at"]

    def facts(self) -> SessionFacts:
        sent = self.cleaned_data
        people, brought = list(sent["trainees"]), list(sent.get("looked_at", []))
        return SessionFacts(**sent | {"trainees": people, "looked_at": brought})

    def _post_clean(self) -> None:
        """The instance stays as it is: the action writes."""


class AssessmentForm(forms.Form):
    assessor = PersonField(User.objects.none(), label=_("Assessor"), empty_label=None)

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessor"].queryset = assessors_for(enrolment)  # type: ignore[attr-defined]


class StageMeetingForm(forms.Form):
    held_on = date_field(_("Held on"), initial=timezone.localdate)
    words = forms.CharField(
        label=_("Strengths, and what comes next"), widget=forms.Textarea(attrs={"rows": 5})
    )


class StatementForm(forms.Form):
    words = forms.CharField(
        label=_("Your reflection"),
        help_text=_("What you have learned, and how you noticed. No names: write “a carer” or “a teacher”."),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=50_000,
        required=False,
    )

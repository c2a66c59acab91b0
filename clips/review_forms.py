"""What is written down in a shared review. Each form belongs to one section of the page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import VisitForm, as_before, on_scale
from cases.models import Case, Person, Visit
from cases.rules import CurrentQuestion
from clips.models import AgreedPoint, Clip, ClipPlan, OnScreen, ShownClip
from clips.prompts import PROMPTS
from sessions.models import FilmedSession

EMPTY = {"required": _("Write a few words first.")}
WORDS = forms.Textarea(attrs={"rows": 2})
POINT_LABELS = {
    AgreedPoint.Kind.STRENGTH: _("A strength, in their words"),
    AgreedPoint.Kind.WORKING_POINT: _("A working point you agreed, in their words"),
}


class PlanForm(forms.ModelForm[ClipPlan]):
    """Kept while it is typed."""

    class Meta:
        model = ClipPlan
        fields = ("prompt", "note")
        widgets = {"prompt": WORDS, "note": WORDS}
        help_texts = {"note": _("For you alone: never on the stage, not in the record of the review.")}

    @property
    def library(self) -> tuple[Any, ...]:
        return PROMPTS


def plan_form(clip: Clip) -> PlanForm:
    return PlanForm(instance=getattr(clip, "plan", None), auto_id=f"plan-{clip.pk}-%s")


class ReflectionForm(forms.Form):
    words = forms.CharField(
        label=_("What did they see, feel or think? In their own words"), widget=WORDS, error_messages=EMPTY
    )
    said_by = forms.ModelChoiceField(Person.objects.none(), label=_("Who said it"), empty_label=None)

    def __init__(self, data: Any = None, *, shown: ShownClip, people: Sequence[Person]) -> None:
        self.section = f"clip-{shown.pk}"
        super().__init__(data, auto_id=f"{self.section}-%s")
        _offer(self.fields["said_by"], people)


class PointForm(forms.Form):
    kind = forms.ChoiceField(choices=AgreedPoint.Kind.choices, widget=forms.HiddenInput)
    words = forms.CharField(widget=WORDS, error_messages=EMPTY)
    shown = forms.ModelChoiceField(ShownClip.objects.none(), label=_("Seen in"), required=False)

    def __init__(self, data: Any = None, *, kind: str, shown_clips: Sequence[ShownClip]) -> None:
        self.section = kind
        super().__init__(data, auto_id=f"{kind}-%s", initial={"kind": kind})
        self.fields["words"].label = POINT_LABELS.get(AgreedPoint.Kind(kind))
        _offer(self.fields["shown"], shown_clips, first=("", _("No single clip")))


class ReviewRatingForm(forms.Form):
    value = forms.ChoiceField(
        label=_("Where are you now with your question?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number of the scale.")},
    )
    rated_by = forms.ModelChoiceField(Person.objects.none(), label=_("Rated by"), empty_label=None)
    section = "rating"

    def __init__(
        self, data: Any = None, *, people: Sequence[Person], question: CurrentQuestion | None
    ) -> None:
        super().__init__(data, auto_id=f"{self.section}-%s")
        if question:
            on_scale(self.fields["value"], question.question.scale)
        _offer(self.fields["rated_by"], people)


class JoinForm(forms.Form):
    """The film on the screen stands at `frame`; there `seen` began."""

    seen = forms.ModelChoiceField(OnScreen.objects.none())
    frame = forms.IntegerField(min_value=0)

    def __init__(self, data: Any = None, *, review: FilmedSession) -> None:
        super().__init__(data)
        field: Any = self.fields["seen"]
        field.queryset = OnScreen.objects.filter(shown__filmed_session=review).select_related("shown")


class NextVisitForm(VisitForm):
    section = "visit"

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(
            data, auto_id=f"{self.section}-%s", initial=as_before(case) | {"purpose": Visit.Purpose.FILMING}
        )


SectionForm = ReflectionForm | PointForm | ReviewRatingForm | NextVisitForm


def people_in(case: Case) -> list[Person]:
    """The clients first: it is their review."""
    parts = case.participations.select_related("person").order_by("-is_client", "pk")
    return list({part.person_id: part.person for part in parts}.values())


def _offer(field: Any, rows: Sequence[Person | ShownClip], first: tuple[str, Any] | None = None) -> None:
    """Offer these rows, fetched once for all forms of the page."""
    field.queryset = type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]) if rows else field.queryset
    field.choices = [*([first] if first else []), *((row.pk, row.name) for row in rows)]


def sections(
    people: Sequence[Person], shown_clips: Sequence[ShownClip], question: CurrentQuestion | None
) -> dict[str, SectionForm]:
    """An empty form for every section of a review's page."""
    forms_of_page: list[SectionForm] = [
        *(ReflectionForm(shown=shown, people=people) for shown in shown_clips),
        *(PointForm(kind=kind, shown_clips=shown_clips) for kind in AgreedPoint.Kind.values),
        ReviewRatingForm(people=people, question=question),
    ]
    return {form.section: form for form in forms_of_page}

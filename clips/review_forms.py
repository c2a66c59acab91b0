"""What is written down in a shared review."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Person
from clips.models import AgreedPoint, ShownClip
from sessions.models import FilmedSession

EMPTY = {"required": _("Write a few words first.")}


class ReflectionForm(forms.Form):
    said_by = forms.ModelChoiceField(Person.objects.none(), label=_("Who said it"))
    words = forms.CharField(label=_("In their own words"), widget=forms.Textarea, error_messages=EMPTY)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_by"].queryset = people_in(case)  # type: ignore[attr-defined]


class PointForm(forms.Form):
    kind = forms.ChoiceField(choices=AgreedPoint.Kind.choices)
    words = forms.CharField(widget=forms.Textarea, error_messages=EMPTY)
    shown = forms.ModelChoiceField(ShownClip.objects.none(), required=False)

    def __init__(self, *args: Any, review: FilmedSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].queryset = review.shown_clips.all()  # type: ignore[attr-defined]


class ReviewRatingForm(forms.Form):
    value = forms.ChoiceField(
        label=_("Where are you now with your question?"),
        choices=[(number, str(number)) for number in range(11)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 0 to 10.")},
    )
    rated_by = forms.ModelChoiceField(Person.objects.none(), label=_("Rated by"), empty_label=None)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rated_by"].queryset = people  # type: ignore[attr-defined]


def people_in(case: Case) -> QuerySet[Person]:
    return Person.objects.filter(participations__case=case).distinct()

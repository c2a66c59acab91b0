"""The questions an administrator puts to the audit trail: who, what, for what, and when."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.actions import label
from audit.models import Entry, Outcome
from cases.models import Case
from clips.models import Clip
from consent.scopes import Purpose
from vig.trail import entries_for, labels, people_in_trail
from vig.trail_words import label_of

ONE_MINUTE = timedelta(minutes=1)


class MinuteField(forms.DateTimeField):
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class TrailForm(forms.Form):
    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    case = forms.CharField(label=gettext_lazy("Case number"), required=False, max_length=20)
    about = forms.CharField(
        label=gettext_lazy("About"),
        required=False,
        max_length=96,
        help_text=gettext_lazy("As the list names it, such as “Film 12” or “Document 3”."),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        required=False,
        choices=[("", gettext_lazy("Any purpose")), *Purpose.choices],
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        required=False,
        choices=[("", gettext_lazy("Any outcome")), *Outcome.choices],
    )
    since = MinuteField(label=gettext_lazy("From"), required=False)
    until = MinuteField(label=gettext_lazy("Until"), required=False)

    def __init__(self, user: User, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.user = user
        people = people_in_trail(user).order_by("name")
        choices = [("", _("Everybody")), *((label(person), person.name) for person in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean_about(self) -> str:
        written = self.cleaned_data["about"]
        if not written:
            return ""
        found = label_of(written)
        if found is None:
            raise ValidationError(_("Write a word and a number as the list shows them, such as “Film 12”."))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("This is before the time in “From”."))
        return data

    @property
    def is_about_one_thing(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["about"])

    def entries(self) -> QuerySet[Entry]:
        found = entries_for(self.user)
        if not self.is_valid():
            return found.none()
        asked = self.cleaned_data
        same = {"actor": asked["person"], "purpose": asked["purpose"], "outcome": asked["outcome"]}
        found = found.filter(**{name: value for name, value in same.items() if value})
        if asked["case"]:
            cases = Case.objects.overseen_by(self.user).filter(number__iexact=asked["case"])
            found = found.filter(case__in=labels(cases, "cases.case:"))
        if asked["about"]:
            found = found.filter(_about(asked["about"]))
        if asked["since"]:
            found = found.filter(at__gte=asked["since"])
        if asked["until"]:
            found = found.filter(at__lt=asked["until"] + ONE_MINUTE)
        return found


def _about(subject: str) -> Q:
    """A clip is cut from a film: whoever watched it is written down beside the film, with the clip's job."""
    kind, _colon, number = subject.partition(":")
    clip = Clip.objects.filter(pk=number).first() if kind == "clips.clip" else None
    if clip is None or clip.render is None:
        return Q(subject=subject)
    return Q(subject=subject) | Q(subject=label(clip.render.recording), detail__job=clip.render_id)

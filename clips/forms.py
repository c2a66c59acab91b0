"""What the studio may send."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clips.models import Turn


class MomentForm(forms.Form):
    frame = forms.IntegerField()
    note = forms.CharField(max_length=500, required=False)


class EarlyMarkForm(forms.Form):
    at_ms = forms.IntegerField(min_value=0, max_value=24 * 60 * 60 * 1000)


class StillForm(forms.Form):
    frame = forms.IntegerField()


class NoteForm(forms.Form):
    version = forms.IntegerField()
    note = forms.CharField(max_length=500, required=False)


class NewClipForm(forms.Form):
    """Either the moment the clip is made of, or a range."""

    moment = forms.IntegerField(required=False)
    in_frame = forms.IntegerField(required=False)
    out_frame = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        sent = self.cleaned_data
        if sent.get("moment") is None and None in (sent.get("in_frame"), sent.get("out_frame")):
            raise ValidationError(_("Say where the clip begins and ends."))
        return sent


class TurnForm(forms.Form):
    person = forms.IntegerField(min_value=1, max_value=2**53)
    kind = forms.ChoiceField(choices=Turn.Kind)
    channel = forms.ChoiceField(choices=Turn.Channel, required=False)
    frame = forms.IntegerField(required=False)


class ClipForm(forms.Form):
    """Any of the fields, and the version of the clip they were changed on."""

    version = forms.IntegerField()
    in_frame = forms.IntegerField(required=False)
    out_frame = forms.IntegerField(required=False)
    title = forms.CharField(max_length=200, required=False)
    answer = forms.CharField(max_length=5000, required=False)
    shortlisted = forms.BooleanField(required=False)
    before_seconds = forms.IntegerField(required=False)
    turns = forms.JSONField(required=False)

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, and no others."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.data and name != "version"
        }

    def clean_before_seconds(self) -> int:
        return self.cleaned_data["before_seconds"] or 0

    def clean_turns(self) -> list[dict[str, Any]]:
        sent = self.cleaned_data["turns"] or []
        turns = [TurnForm(turn if isinstance(turn, dict) else {}) for turn in sent if isinstance(sent, list)]
        if not isinstance(sent, list) or not all(turn.is_valid() for turn in turns):
            raise ValidationError(_("The turns could not be read. Load the page again."))
        return [turn.cleaned_data for turn in turns]

    def clean(self) -> dict[str, Any]:
        for name in ("in_frame", "out_frame"):
            if name in self.data and self.cleaned_data.get(name) is None:
                raise ValidationError(_("Say where the clip begins and ends."))
        return self.cleaned_data


class SeenForm(forms.Form):
    """The version of what was removed, as it was seen."""

    version = forms.IntegerField(required=False)


class OrderForm(forms.Form):
    """All chosen clips in their new order, and in the order from which they were moved."""

    clips = forms.JSONField()
    known = forms.JSONField()

    def clean_clips(self) -> list[int]:
        return self._numbers("clips")

    def clean_known(self) -> list[int]:
        return self._numbers("known")

    def _numbers(self, name: str) -> list[int]:
        sent = self.cleaned_data[name]
        if not isinstance(sent, list) or not all(type(one) is int for one in sent):
            raise ValidationError(_("The order could not be read. Load the page again."))
        return sent

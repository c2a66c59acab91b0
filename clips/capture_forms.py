"""What the guider's own window and the stage may send while a shared review is held."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clips.models import Contact, Reflection, Sign

LONGEST_AGO = 24 * 3600 * 1000
MOST_ROWS = 500


class SinceForm(forms.Form):
    """`ago_ms`: how long before it was sent. A device's clock is not asked."""

    ago_ms = forms.IntegerField(min_value=0, max_value=LONGEST_AGO)

    @property
    def at(self) -> datetime:
        return timezone.now() - timedelta(milliseconds=self.cleaned_data["ago_ms"] or 0)


class WordsForm(SinceForm):
    ago_ms = forms.IntegerField(min_value=0, max_value=LONGEST_AGO, required=False)
    shown = forms.IntegerField()
    said_by = forms.IntegerField()
    noticed_by = forms.IntegerField(required=False)
    about = forms.ChoiceField(choices=Reflection.About, required=False)
    contact = forms.ChoiceField(choices=Contact, required=False)
    words = forms.CharField(max_length=5000, required=False)


class MomentOnScreenForm(SinceForm):
    shown = forms.IntegerField()
    frame = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class SignForm(MomentOnScreenForm):
    person = forms.IntegerField()
    kind = forms.ChoiceField(choices=Sign.Kind)


class ContactForm(forms.Form):
    contact = forms.ChoiceField(choices=Contact, required=False)


class SeenRowForm(MomentOnScreenForm):
    key = forms.UUIDField()
    is_playing = forms.BooleanField(required=False)
    is_blank = forms.BooleanField(required=False)
    speed = forms.FloatField(min_value=0.1, max_value=4)


class ScreenForm(forms.Form):
    seen = forms.JSONField()

    def clean_seen(self) -> list[SeenRowForm]:
        sent: Any = self.cleaned_data["seen"]
        if not isinstance(sent, list) or len(sent) > MOST_ROWS:
            raise ValidationError(_("This could not be read. Load the page again."))
        rows = [SeenRowForm(row if isinstance(row, dict) else {}) for row in sent]
        if not all(row.is_valid() for row in rows):
            raise ValidationError(_("This could not be read. Load the page again."))
        return rows

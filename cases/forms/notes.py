"""What the pages of notes ask for."""

from contextlib import suppress
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import date_field
from cases.models import NoteDraft, NoteKind
from cases.rules import DraftConflict, NoteFacts

LONGEST = 20_000


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind of note?"), choices=NoteKind)
    about_on = date_field(_("Which day is it about?"), initial=timezone.localdate)
    words = forms.CharField(
        label=_("Your note"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 14})
    )
    reason = forms.CharField(
        label=_("Why is it amended?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The earlier words stay readable below the note, with who wrote them and when."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, is_amendment: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What stands in another window, where both were changed.
        self.conflict: NoteDraft | None = None
        if not is_amendment:
            del self.fields["reason"]

    def show_conflict(self, conflict: DraftConflict) -> None:
        """Both versions stand on the page; sending it again keeps this one."""
        self.add_error(None, str(conflict))
        self.conflict = conflict.current
        self.data = {**self.data.dict(), "version": conflict.current.version}  # type: ignore[attr-defined]

    def facts(self) -> NoteFacts:
        return NoteFacts(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class AutosaveForm(forms.Form):
    """As far as it is typed: a day that is not whole yet must not keep the words from being saved."""

    kind = forms.CharField(required=False)
    about_on = forms.CharField(required=False)
    words = forms.CharField(max_length=LONGEST, required=False)
    reason = forms.CharField(max_length=2000, required=False)
    version = forms.IntegerField(min_value=0)
    amends = forms.IntegerField(required=False)

    def facts(self, draft: NoteDraft | None) -> NoteFacts:
        """With what stood there before in the place of what cannot be kept."""
        data = self.cleaned_data
        kind = draft.kind if draft else NoteKind.CONTACT.value
        day = draft.about_on if draft else timezone.localdate()
        with suppress(forms.ValidationError):
            day = forms.DateField().clean(data["about_on"])
        if data["kind"] in NoteKind.values:
            kind = data["kind"]
        return NoteFacts(kind=kind, about_on=day, words=data["words"], reason=data["reason"])

"""What is looked at before a person gets their copy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clips.copy_rules import Candidate, Ground
from clips.models import Clip, PrintedRecord

LEFT_OUT = ""


class CopyForm(forms.Form):
    """For each clip with somebody else in it: left out, or let in on a ground, with what was looked at."""

    review = forms.CharField(
        label=_("If a clip with others goes in: what did you look at, and why is it fair to them?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, shared: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shared = shared
        choices = [
            (LEFT_OUT, _("Leave it out")),
            (Ground.AGREED.value, Ground.AGREED.label),
            (Ground.NO_HARM.value, Ground.NO_HARM.label),
        ]
        for each in shared:
            self.fields[self.name_of(each)] = forms.ChoiceField(
                label=f"{each.clip} ({', '.join(person.name for person in each.others)})",
                choices=choices,
                required=False,
            )
        if shared:
            self.order_fields([*(self.name_of(each) for each in shared), "review"])
        else:
            del self.fields["review"]

    @staticmethod
    def name_of(candidate: Candidate) -> str:
        return f"clip_{candidate.clip.pk}"

    def rows(self) -> list[tuple[forms.BoundField, Clip]]:
        return [(self[self.name_of(each)], each.clip) for each in self.shared]

    def chosen(self) -> dict[int, str]:
        answers = {each.clip.pk: self.cleaned_data[self.name_of(each)] for each in self.shared}
        return {pk: ground for pk, ground in answers.items() if ground != LEFT_OUT}


class RecordForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is it for?"), choices=[("", ""), *PrintedRecord.Reason.choices])

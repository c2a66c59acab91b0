"""What is asked to import referrals: a file, and then the preview that was looked at."""

import base64
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from cases.imports import MOST_BYTES

SALT = "cases.imports"
# How long a preview can be confirmed. It is in the page alone: nothing of it is kept by the server.
HALF_AN_HOUR = 1800


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("Up to 500 referrals. You see every row before anything comes in."),
    )
    of_cases = forms.TypedChoiceField(
        label=_("Whose are they?"),
        choices=[("yes", _("Mine: I take them on, with names")), ("no", _("Nobody’s yet: without names"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if not by.may(Permission.WORK_CASES):
            del self.fields["of_cases"]

    def clean_file(self) -> bytes:
        content: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return content


class PreviewForm(forms.Form):
    """The file comes back from the page as it was, signed for who uploaded it."""

    sealed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, by: User) -> None:
        super().__init__(data)
        self.by, self.ticked = by, {int(row) for row in data.getlist("row") if row.isdecimal()}

    def clean_sealed(self) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = signing.loads(self.cleaned_data["sealed"], salt=SALT, max_age=HALF_AN_HOUR)
        except signing.BadSignature as error:
            raise _too_old() from error
        if kept["by"] != self.by.pk:
            raise _too_old()
        return kept | {"content": base64.b64decode(kept["content"])}


def seal(content: bytes, *, by: User, of_cases: bool, came_in: list[int]) -> str:
    kept = {
        "by": by.pk,
        "of_cases": of_cases,
        "came_in": came_in,
        "content": base64.b64encode(content).decode(),
    }
    return signing.dumps(kept, salt=SALT, compress=True)


def _too_old() -> ValidationError:
    return ValidationError(gettext("This preview is older than half an hour. Please upload the file again."))

"""Files that come with a form. They are read into memory, and judged by their bytes in the rules."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from consent.rules.papers import LARGEST, check_scans, check_sound

PICTURES = "image/jpeg,image/png,application/pdf"
SOUNDS = "audio/*"


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class ScansField(forms.Field):
    """One or more pictures or PDF files: a list of their bytes."""

    widget = SeveralFiles

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=SeveralFiles(attrs={"accept": PICTURES}), **options)

    def clean(self, value: Any) -> list[bytes]:
        scans = [_bytes_of(file) for file in value or []]
        if self.required and not scans:
            raise ValidationError(_("Please choose the scan or the photograph first."))
        check_scans(scans)
        return scans


class SoundField(forms.Field):
    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": SOUNDS}), required=False, **options)

    def clean(self, value: Any) -> bytes:
        if value is None:
            return b""
        sound = _bytes_of(value)
        check_sound(sound)
        return sound


def _bytes_of(file: "UploadedFile[Any]") -> bytes:
    """One byte more than is allowed is enough to be refused."""
    content: bytes = file.read(LARGEST + 1)
    return content

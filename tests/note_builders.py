"""Plain rows of notes."""

from datetime import date
from typing import Any

from cases.models import Case, Note, NoteVersion


def signed(case: Case, words: str, **fields: Any) -> NoteVersion:
    """A note as its guider signed it."""
    defaults = {"kind": "contact", "about_on": date(2026, 2, 3), "signed_by": case.guider}
    note = Note.objects.create(case=case)
    return NoteVersion.objects.create(note=note, words=words, **(defaults | fields))


def amended(version: NoteVersion, words: str, **fields: Any) -> NoteVersion:
    defaults = {
        "kind": version.kind,
        "about_on": version.about_on,
        "signed_by": version.signed_by,
        "reason": "It was heard wrongly.",
    }
    return NoteVersion.objects.create(note=version.note, amends=version, words=words, **(defaults | fields))

"""Small sealed things."""

from uuid import UUID

import pytest

from vault import keys, notes
from vault.models import SealedNote
from vault.reading import Unreadable

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
SIGNATURE = b"\x89PNG signature"


def test_a_note_comes_back_and_is_not_in_its_row(case_key: UUID) -> None:
    note = notes.seal_note(case_key=case_key, content=SIGNATURE, content_type="image/png")
    note = SealedNote.objects.get(pk=note.pk)
    assert notes.open_note(note) == SIGNATURE
    assert SIGNATURE not in bytes(note.sealed)


def test_a_note_cannot_stand_in_for_another(case_key: UUID) -> None:
    first = notes.seal_note(case_key=case_key, content=b"given", content_type="text/plain")
    second = notes.seal_note(case_key=case_key, content=b"refused", content_type="text/plain")
    first.sealed = second.sealed
    with pytest.raises(Unreadable):
        notes.open_note(first)


def test_a_note_of_a_destroyed_case_is_gone(case_key: UUID) -> None:
    note = notes.seal_note(case_key=case_key, content=SIGNATURE, content_type="image/png")
    keys.destroy(case_key)
    with pytest.raises(Unreadable):
        notes.open_note(note)


def test_a_note_that_is_too_large_is_refused(case_key: UUID) -> None:
    with pytest.raises(notes.NoteTooLarge):
        notes.seal_note(case_key=case_key, content=bytes(notes.LIMIT + 1), content_type="image/png")
    assert not SealedNote.objects.exists()

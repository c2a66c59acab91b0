"""The notes of the case of the access matrix: one that is signed, and one that is being written."""

from uuid import uuid4

from cases.models import Case, NoteDraft
from tests.note_builders import signed


def notes_of(case: Case) -> dict[str, object]:
    draft = NoteDraft.objects.create(case=case, key=uuid4(), words="Not ready", written_by=case.guider)
    return {"note_id": signed(case, "We laughed a lot").note_id, "draft_key": draft.key}

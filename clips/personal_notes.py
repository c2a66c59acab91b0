"""Notes and documents of a case, for the copy that goes to whom the work is for."""

from cases.models import Case, NoteVersion, Person
from cases.rules import concerns_in
from clips import written
from clips.personal_lines import Line, is_client


def notes_of(case: Case, person: Person) -> list[Line]:
    """Signed ones. Concerns about somebody's safety are read by a person before they are handed out."""
    if not is_client(case, person):
        return []
    signed = NoteVersion.objects.filter(note__case=case).exclude(note__in=concerns_in(case))
    return [written.of_note(each) for each in signed.select_related("signed_by").order_by("note", "pk")]


def documents_of(case: Case, person: Person) -> list[Line]:
    """What there is. A file is handed out by itself, once somebody has read it for that."""
    if not is_client(case, person):
        return []
    return [written.of_document(each) for each in case.documents.order_by("dated_on", "pk")]

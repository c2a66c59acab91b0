"""What was written down and what was added: signed notes with their amendments, and the list of documents."""

from django.utils.translation import gettext as _

from cases.models import Case, NoteVersion
from clips import written
from clips.personal_lines import Line, line


def notes(case: Case) -> list[Line]:
    """By the day each is about, its earlier words first. What was never signed is not part of the record."""
    versions = NoteVersion.objects.filter(note__case=case).select_related("signed_by").order_by("pk")
    told: dict[int, list[NoteVersion]] = {}
    for version in versions:
        told.setdefault(version.note_id, []).append(version)
    in_order = sorted(told.values(), key=lambda each: (each[-1].about_on, each[0].pk))
    return [written.of_note(version) + _standing(version, each[-1]) for each in in_order for version in each]


def _standing(version: NoteVersion, newest: NoteVersion) -> Line:
    return line((_("Since then"), "" if version == newest else _("amended; the newer words follow")))


def documents(case: Case) -> list[Line]:
    added = case.documents.select_related("added_by", "removed_by").prefetch_related("sheets")
    return [
        written.of_document(each)
        + line(
            (_("Added by"), each.added_by.name),
            (_("Removed by"), each.removed_by.name if each.removed_by else ""),
            *((_("SHA-256"), sheet.sha256) for sheet in each.sheets.all()),
        )
        for each in added.order_by("dated_on", "pk")
    ]

"""Notes: who may write, sign and amend them, and when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case, Note, NoteDraft, NoteKind, NoteVersion
from cases.rules.standing import check_not_in_future


@dataclass(frozen=True, kw_only=True)
class NoteFacts:
    """What is written in a note, or in an amendment with its reason."""

    kind: str
    about_on: date
    words: str = ""
    reason: str = ""


class DraftConflict(Exception):
    """The draft was changed in another window; `current` is what stands there."""

    def __init__(self, current: NoteDraft) -> None:
        super().__init__(_("This was changed in another window. Both versions are kept until you choose."))
        self.current = current


def facts_of(draft: NoteDraft | NoteVersion) -> NoteFacts:
    return NoteFacts(kind=draft.kind, about_on=draft.about_on, words=draft.words, reason=draft.reason)


def check_version(draft: NoteDraft, version: int, facts: NoteFacts) -> None:
    """Saying again what stands there already is no conflict: the network lost the first answer."""
    if draft.version != version and facts_of(draft) != facts:
        raise DraftConflict(draft)


def check_not_signed(key: Any) -> None:
    if NoteVersion.objects.filter(key=key).exists():
        raise ValidationError(
            _("This note has been signed meanwhile, so its words stay. Amend it to add something.")
        )


def check_writer(draft: NoteDraft, user: User) -> None:
    """A draft is its writer's own, also where somebody else is in charge now."""
    if draft.written_by_id != user.pk:
        raise ValidationError(_("Somebody else is writing this, so nothing was changed."))


def check_to_sign(facts: NoteFacts, amends: NoteVersion | None) -> None:
    """Also in a finished case: what happens after the end is written down too."""
    if not facts.words:
        raise ValidationError(_("Please write something before you sign."))
    check_not_in_future(facts.about_on, _("The day a note is about"))
    if amends is not None:
        check_amendment(facts, amends)


def check_amendment(facts: NoteFacts, amends: NoteVersion) -> None:
    if NoteVersion.objects.filter(amends=amends).exists():
        raise ValidationError(
            _("This note was amended meanwhile. Open it again and amend the words that stand now.")
        )
    if (facts.kind, facts.about_on, facts.words) == (amends.kind, amends.about_on, amends.words):
        raise ValidationError(_("Nothing is different from what stands there, so nothing was changed."))
    if not facts.reason:
        raise ValidationError(_("Please say why it is amended. The earlier words stay readable."))


def notes_with(case: Case, words: str) -> QuerySet[NoteVersion]:
    """The notes of the case as they stand; with `words` those in which they stand or stood."""
    standing = NoteVersion.objects.filter(note__case=case).standing()
    for word in words.split():
        said = Q(words__icontains=word) | Q(reason__icontains=word)
        found = NoteVersion.objects.filter(said, note__case=case)
        standing = standing.filter(note__in=found.values("note"))
    return standing


def drafts_of(user: User, case: Case) -> QuerySet[NoteDraft]:
    return case.note_drafts.filter(written_by=user)


def concerns_in(case: Case) -> QuerySet[Note]:
    """Notes that are or once were about somebody's safety."""
    return case.notes.filter(versions__kind=NoteKind.SAFEGUARDING)

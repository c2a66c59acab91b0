"""Notes are drafted, signed and amended. What is signed is never changed again."""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.status import in_charge
from cases.models import Case, Note, NoteDraft, NoteVersion
from cases.rules import NoteFacts


@transaction.atomic
def keep_draft(
    *, case: Case, key: UUID, facts: NoteFacts, version: int, by: User, amends: NoteVersion | None = None
) -> NoteDraft:
    """As far as it is typed. The trail says that a draft was begun, not each pause in typing."""
    case = in_charge(case, by)
    rules.check_not_signed(key)
    draft = NoteDraft.objects.filter(key=key, case=case).first()
    if draft is None:
        draft = NoteDraft(key=key, case=case, amends=amends, written_by=by, version=0)
    else:
        rules.check_writer(draft, by)
        rules.check_version(draft, version, facts)
    is_new = draft.pk is None
    if rules.facts_of(draft) == facts or (is_new and not facts.words + facts.reason):
        return draft
    draft.kind, draft.about_on = facts.kind, facts.about_on
    draft.words, draft.reason = facts.words, facts.reason
    draft.version += 1
    draft.save()
    if is_new:
        record(by=by, action="note.begun", subject=draft, case=case)
    return draft


@transaction.atomic
def sign_note(
    *, case: Case, key: UUID, facts: NoteFacts, version: int, by: User, amends: NoteVersion | None = None
) -> NoteVersion:
    """From now on these words stay. Signed twice by two presses, it is signed once."""
    case = in_charge(case, by)
    facts = NoteFacts(
        kind=facts.kind, about_on=facts.about_on, words=facts.words.strip(), reason=facts.reason.strip()
    )
    known = NoteVersion.objects.filter(key=key, note__case=case, signed_by=by).first()
    if known and rules.facts_of(known) == facts:
        return known
    rules.check_not_signed(key)
    draft = NoteDraft.objects.filter(key=key, case=case).first()
    if draft:
        rules.check_writer(draft, by)
        rules.check_version(draft, version, facts)
        amends = draft.amends
    rules.check_to_sign(facts, amends)
    signed = NoteVersion.objects.create(
        note=amends.note if amends else Note.objects.create(case=case),
        amends=amends,
        key=key,
        kind=facts.kind,
        about_on=facts.about_on,
        words=facts.words,
        reason=facts.reason if amends else "",
        signed_by=by,
    )
    if draft:
        draft.delete()
    action = "note.amended" if amends else "note.signed"
    record(by=by, action=action, subject=signed.note, case=case, kind=facts.kind)
    return signed


@transaction.atomic
def discard_draft(*, draft: NoteDraft, by: User) -> None:
    case = in_charge(draft.case, by)
    rules.check_writer(draft, by)
    record(by=by, action="note.discarded", subject=draft, case=case)
    draft.delete()

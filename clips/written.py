"""Rows of a case as lines for a paper, the same in a person's own copy and in the full record."""

from django.utils.translation import gettext as _

from cases.models import (
    Authority,
    Correction,
    HelpingQuestion,
    LegalStatus,
    NoteVersion,
    Objection,
    Participation,
    Placement,
    Relationship,
    Score,
)
from cases.rules import plain
from clips.models import AgreedPoint, TakenHome
from clips.personal_lines import Line, day_of, line
from consent.films import FilmNames
from consent.models import ConsentRecord, Custody, Destruction, Document, Restriction, Withdrawal


def of_part(part: Participation) -> Line:
    return line(
        (_("Part in the case"), part.get_role_display()),
        (_("Only in the picture"), _("Yes") if part.only_in_picture else ""),
        (_("Since"), day_of(part.since)),
        (_("Until"), day_of(part.until)),
        (_("Ended as"), part.get_ended_as_display()),
    )


def of_authority(authority: Authority) -> Line:
    return line(
        (_("Who decides"), authority.holder.name),
        (_("For whom"), authority.over.name),
        (_("On what ground"), authority.get_kind_display()),
        (_("Document"), authority.document),
        (_("Since"), day_of(authority.since)),
        (_("Until"), day_of(authority.until)),
    )


def of_relationship(relationship: Relationship) -> Line:
    return line(
        (_("Who"), relationship.person.name),
        (_("Is"), relationship.get_kind_display()),
        (_("To whom"), relationship.other.name),
    )


def of_legal_status(status: LegalStatus) -> Line:
    return line(
        (_("Legal status"), status.get_kind_display()),
        (_("Since"), day_of(status.since)),
        (_("Until"), day_of(status.until)),
    )


def of_placement(placement: Placement) -> Line:
    """The caller has fetched the carers with it."""
    carers = sorted(placement.carers.all(), key=lambda carer: carer.pk)
    return line(
        (_("Who"), placement.person.name),
        (_("Lives with"), ", ".join(carer.name for carer in carers)),
        (_("Since"), day_of(placement.since)),
        (_("Until"), day_of(placement.until)),
    )


def of_consent(record: ConsentRecord) -> Line:
    return line(
        (_("Signed on"), record.signed_at),
        (_("For whom"), record.person.name),
        (_("Signed by"), record.signer.name),
        (_("How"), record.get_method_display()),
        (_("Witness"), record.witness.name),
        (_("Who was there"), record.present),
        (_("What was said"), record.said),
        (_("Interpreter"), record.interpreter),
        (_("Form"), str(record.form)),
        *((each.get_scope_display(), each.get_answer_display()) for each in record.decisions.all()),
    )


def of_withdrawal(withdrawal: Withdrawal) -> Line:
    return line(
        (_("When"), withdrawal.withdrawn_at),
        (_("What"), withdrawal.get_scope_display() if withdrawal.scope else _("Everything")),
        (_("Recorded by"), withdrawal.recorded_by.name if withdrawal.recorded_by else ""),
    )


def of_question(question: HelpingQuestion, own_words: str) -> Line:
    """`own_words` says whose words they are."""
    return line(
        (own_words, question.own_words),
        (_("As agreed"), question.agreed_wording),
        (_("Agreed on"), day_of(question.agreed_on)),
        (_("Since then"), question.get_status_display() if question.ended_on else ""),
        (_("Since"), day_of(question.ended_on)),
    )


def of_score(score: Score) -> Line:
    """Fetched with its scale, the measure of that, and the person."""
    return line(
        (_("Measure"), score.scale),
        (
            _("Score"),
            _("%(value)s, from %(lowest)s to %(highest)s")
            % {name: plain(getattr(score, name)) for name in ("value", "lowest", "highest")},
        ),
        (_("Rated by"), score.person.name if score.person else score.get_rater_display()),
        (_("When"), f"{score.get_moment_display()}, {day_of(score.given_on)}"),
    )


def of_film(custody: Custody, names: FilmNames) -> Line:
    return line(
        (_("Film"), names.of_recording(custody.recording_id)),
        (_("Received"), custody.received_at),
        (_("State"), custody.recording.get_state_display()),
    )


def of_point(point: AgreedPoint) -> Line:
    return line((point.get_kind_display(), point.words), (_("When"), point.created_at))


def of_correction(correction: Correction) -> Line:
    return line(
        (_("Corrected"), correction.get_fact_display()),
        (_("Before"), correction.shown_before),
        (_("After"), correction.shown_after),
        (_("Why"), correction.reason),
        (_("When"), correction.corrected_at),
    )


def of_objection(objection: Objection, said: str) -> Line:
    """`said` says whose words they are."""
    return line(
        (said, objection.words), (_("It stays, because"), objection.answer), (_("When"), objection.noted_at)
    )


def of_restriction(restriction: Restriction) -> Line:
    return line(
        (_("From"), restriction.set_at),
        (_("Why"), restriction.reason),
        (_("Until"), restriction.lifted_at),
        (_("Why it was lifted"), restriction.lifting_reason),
    )


def of_destruction(destruction: Destruction, names: FilmNames) -> Line:
    return line(
        (_("Film"), names.of_recording(destruction.recording_id)),
        (_("What"), destruction.get_part_display()),
        (_("Why"), destruction.get_reason_display()),
        (_("Decided"), destruction.decided_at),
        (_("Unreadable since"), destruction.key_destroyed_at),
    )


def of_taken_home(taken: TakenHome) -> Line:
    return line(
        (_("Handed over"), taken.get_kind_display()),
        (_("When"), taken.handed_at),
        (_("By"), taken.handed_by.name),
        (_("Pictures or clips"), len(taken.items.all())),
        (_("Why once more"), taken.reason),
    )


def of_note(version: NoteVersion) -> Line:
    """As it was signed, or as it was amended."""
    return line(
        (version.get_kind_display(), day_of(version.about_on)),
        (_("Note"), version.words),
        (_("Amended, because"), version.reason),
        (_("Signed"), version.signed_at),
        (_("By"), version.signed_by.name),
    )


def of_document(document: Document) -> Line:
    return line(
        (document.get_kind_display(), document.title),
        (_("Date on it"), day_of(document.dated_on)),
        (_("Added"), document.added_at),
        (_("Removed"), document.removed_at),
        (_("Why it was removed"), document.removal_reason),
    )

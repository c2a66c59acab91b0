"""Everything that is written down about one person of a case, in sections, for the copy they asked for.

What others said, and what is about others only, is left out.
"""

from typing import Any

from django.utils.translation import gettext as _

from cases.ages import weeks_of
from cases.models import Authority, Case, Person
from clips import written
from clips.models import AgreedPoint, Clip, ClipPlan, Moment, PrincipleTick, Turn
from clips.personal_circumstances import orders_and_placements_of, relationships_of
from clips.personal_course import course_of, end_of
from clips.personal_keepsake import taken_home
from clips.personal_lines import Line, Section, day_of, is_client, line
from clips.personal_notes import documents_of, notes_of
from clips.personal_questions import said_about_questions, scores_of
from clips.personal_referral import what_is_needed, what_was_asked
from clips.personal_words import said_in_reviews
from clips.principles import PRINCIPLES
from clips.record.visits import visits
from consent.films import film_names
from consent.models import Custody, Destruction
from sessions.models import Footage


def sections(case: Case, person: Person) -> list[Section]:
    seen = Footage.objects.filter(custody__case=case, custody__appearances__person=person)
    made = [
        Section(_("About you"), _about(case, person)),
        Section(_("What came with the referral"), what_was_asked(case, person)),
        Section(_("Interpreter and plans for a child"), what_is_needed(case, person)),
        Section(_("What you are to each other"), relationships_of(case, person)),
        Section(_("Orders and placements"), orders_and_placements_of(case, person)),
        Section(_("Who may decide for whom"), _authorities(person)),
        Section(_("How the work went"), course_of(case)),
        Section(_("How it ended"), end_of(case, with_words=is_client(case, person))),
        Section(_("What you agreed to"), _consents(case, person)),
        Section(_("What you took back"), _withdrawals(case, person)),
        Section(_("The helping question and your ratings"), said_about_questions(case, person)),
        Section(_("Scores of questionnaires"), scores_of(case, person)),
        Section(_("Visits"), visits(case) if is_client(case, person) else []),
        Section(_("Films in which you are seen or heard"), _films(case, person)),
        Section(_("Clips from these films"), _clips(seen)),
        Section(_("What was seen of you in clips"), _seen_of(person, seen)),
        Section(_("What you said about clips"), said_in_reviews(case, person)),
        Section(_("Strengths and next steps that were agreed"), _points(case, person)),
        Section(_("What was taken home"), taken_home(case, person)),
        Section(_("Notes beside these films"), _notes(seen)),
        Section(_("Notes on the case"), notes_of(case, person)),
        Section(_("Documents"), documents_of(case, person)),
        Section(_("Corrections and objections"), _corrections(case, person)),
        Section(_("When film was not to be used"), _restrictions(case, person)),
        Section(_("Film that was destroyed"), _destroyed(case, person)),
    ]
    return [section for section in made if section.lines]


def _about(case: Case, person: Person) -> list[Line]:
    first = line(
        (_("Name"), person.name),
        (_("Date of birth"), day_of(person.born_on)),
        (_("Due date"), day_of(person.due_on)),
        (_("Weeks of pregnancy at birth"), weeks_of(person.gestation_days)),
        (_("Language"), person.language),
        (_("Case"), case.number),
        (_("Referred by"), case.get_source_display()),
        (_("Reason for referral"), case.get_reason_display()),
        (_("Referred on"), day_of(case.referred_on)),
        (_("First contact"), day_of(case.first_contact_on)),
        (_("Decided"), case.get_decision_reason_display()),
        (_("Guider"), case.guider.name),
    )
    parts = case.participations.filter(person=person).order_by("pk")
    return [first, *(written.of_part(part) for part in parts)]


def _authorities(person: Person) -> list[Line]:
    both = Authority.objects.filter(over=person) | Authority.objects.filter(holder=person)
    return [written.of_authority(each) for each in both.select_related("holder", "over").order_by("pk")]


def _consents(case: Case, person: Person) -> list[Line]:
    """Also what they signed for somebody else."""
    both = case.consent_records.filter(person=person) | case.consent_records.filter(signer=person)
    signed = both.select_related("person", "signer", "form", "witness")
    return [
        written.of_consent(record)
        for record in signed.prefetch_related("decisions").order_by("signed_at", "pk")
    ]


def _withdrawals(case: Case, person: Person) -> list[Line]:
    taken = case.withdrawals.filter(person=person).select_related("recorded_by").order_by("withdrawn_at")
    return [written.of_withdrawal(each) for each in taken]


def _films(case: Case, person: Person) -> list[Line]:
    names = film_names(case)
    films = Custody.objects.filter(case=case, appearances__person=person).select_related("recording")
    return [
        written.of_film(custody, names)
        for custody in films.defer("recording__frame_table").order_by("received_at", "pk")
    ]


def _clips(seen: Any) -> list[Line]:
    clips = Clip.objects.filter(footage__in=seen).select_related("footage__filmed_session")
    return [
        line(
            (_("Clip"), clip.title or _("Without a title")),
            (_("From the film of"), day_of(clip.footage.filmed_session.held_on)),
            (_("How it answers the helping question"), clip.answer),
        )
        for clip in clips.order_by("footage__created_at", "in_frame", "pk")
    ]


def _seen_of(person: Person, seen: Any) -> list[Line]:
    ticks = PrincipleTick.objects.filter(subject=person, clip__footage__in=seen).select_related("clip")
    turns = Turn.objects.filter(person=person, clip__footage__in=seen).select_related("clip")
    return [
        *(
            line((_("Clip"), str(each.clip)), (_("What was seen"), _words_of(each.principle)))
            for each in ticks.order_by("clip", "pk")
        ),
        *(
            line(
                (_("Clip"), str(each.clip)),
                (
                    _("In the chain of contact"),
                    f"{each.get_kind_display()} {each.get_channel_display()}".strip(),
                ),
            )
            for each in turns.order_by("clip", "position")
        ),
    ]


def _words_of(code: str) -> str:
    principle, _dot, _descriptor = code.partition(".")
    known = PRINCIPLES.get(principle)
    if known is None:
        return code
    return known.descriptors.get(code, known.name)


def _points(case: Case, person: Person) -> list[Line]:
    """They were agreed with whom the work is for."""
    if not is_client(case, person):
        return []
    points = AgreedPoint.objects.filter(filmed_session__cycle__case=case).order_by("pk")
    return [written.of_point(each) for each in points]


def _notes(seen: Any) -> list[Line]:
    """Of the guider, and of the supervisor (known above, read through relations)."""
    moments = Moment.objects.filter(footage__in=seen).exclude(note="").order_by("created_at", "pk")
    plans = ClipPlan.objects.filter(clip__footage__in=seen).exclude(prompt="", note="").order_by("pk")
    remarks = seen.filter(remarks__isnull=False).order_by("remarks__written_at", "remarks")
    return [
        *(line((_("Guider"), each.note), (_("When"), each.created_at)) for each in moments),
        *(line((_("Question to begin with"), each.prompt), (_("Guider"), each.note)) for each in plans),
        *(
            line((_("Remark in supervision"), words), (_("When"), written_at))
            for words, written_at in remarks.values_list("remarks__words", "remarks__written_at").distinct()
        ),
    ]


def _corrections(case: Case, person: Person) -> list[Line]:
    corrections = person.corrections.filter(case=case).order_by("corrected_at", "pk")
    objections = person.objections.filter(case=case).order_by("noted_at", "pk")
    return [
        *(written.of_correction(each) for each in corrections),
        *(written.of_objection(each, _("You said")) for each in objections),
    ]


def _restrictions(case: Case, person: Person) -> list[Line]:
    own = case.restrictions.filter(person=person)
    return [written.of_restriction(each) for each in own.order_by("set_at", "pk")]


def _destroyed(case: Case, person: Person) -> list[Line]:
    names = film_names(case)
    gone = Destruction.objects.filter(case=case, recording__custody__appearances__person=person)
    return [written.of_destruction(each, names) for each in gone.distinct().order_by("decided_at", "pk")]

"""Who may do what in a case, and when. `check_…` raises with a sentence for people; nothing writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, VerpPlace
from accounts.roles import Permission
from cases.models import Authority, Case, HelpingQuestion, Participation, Person, Rating

Status = Case.Status
Role = Participation.Role

# From which status a verb leads to which. What is not here is refused.
TRANSITIONS: dict[tuple[str, str], str] = {
    (Status.REFERRED, "accept"): Status.ENGAGING,
    (Status.REFERRED, "decline"): Status.DECLINED,
    (Status.ENGAGING, "activate"): Status.ACTIVE,
    (Status.ENGAGING, "pause"): Status.PAUSED,
    (Status.ACTIVE, "pause"): Status.PAUSED,
    (Status.PAUSED, "resume"): Status.ENGAGING,
    (Status.ENGAGING, "close"): Status.CLOSED,
    (Status.ACTIVE, "close"): Status.CLOSED,
    (Status.PAUSED, "close"): Status.CLOSED,
    (Status.CLOSED, "reopen"): Status.ENGAGING,
}
SCALE = (0, 10)
FIRST_PEOPLE = 2


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """What is written down about somebody who takes part in a case."""

    name: str
    role: str
    is_client: bool = False
    born_on: date | None = None
    due_on: date | None = None
    language: str = ""


@dataclass(frozen=True)
class CurrentQuestion:
    """The wording that stands now, with its newest ratings."""

    question: HelpingQuestion
    now: Rating | None
    hoped_for: Rating | None

    @property
    def ratings(self) -> list[dict[str, object]]:
        given = [rating for rating in (self.now, self.hoped_for) if rating]
        return [{"label": rating.get_kind_display(), "value": rating.value} for rating in given]


def can_move(case: Case, verb: str) -> bool:
    return (case.status, verb) in TRANSITIONS


def check_move(case: Case, verb: str) -> str:
    """The status that `verb` leads to."""
    if not can_move(case, verb):
        raise ValidationError(
            _("This is not possible while the case is “%(status)s”.") % {"status": case.get_status_display()}
        )
    return TRANSITIONS[case.status, verb]


def check_in_charge(user: User, case: Case) -> None:
    """Only the guider in charge now writes in a case."""
    if not Case.objects.visible_to(user).filter(pk=case.pk).exists():
        raise ValidationError(
            _("Only the guider in charge of this case can do this, so nothing was changed.")
        )


def check_open(case: Case) -> None:
    if case.is_finished:
        raise ValidationError(_("This case is finished, so it cannot be changed any more."))


def check_not_in_future(day: date, what: str) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("%(what)s cannot be in the future.") % {"what": what})


def check_person(person: PersonFacts) -> None:
    """An unborn child has a due date, everybody else may have a date of birth."""
    if not person.name.strip():
        raise ValidationError(_("Please write a name, or what this person likes to be called."))
    if person.role == Role.UNBORN:
        if person.due_on is None:
            raise ValidationError(_("Please give the due date of a child who is not born yet."))
        if person.born_on is not None or person.is_client:
            raise ValidationError(_("A child who is not born yet has a due date only."))
    elif person.due_on is not None:
        raise ValidationError(_("Only a child who is not born yet has a due date."))
    if person.born_on is not None:
        check_not_in_future(person.born_on, _("A date of birth"))


def check_correction(replaced: Sequence[str], reason: str) -> None:
    """Completing what was not known needs no reason; replacing what was written down does."""
    if replaced and not reason.strip():
        raise ValidationError(
            _("Please say why it is corrected. What was written before stays on this page.")
        )


def check_objection(words: str, answer: str) -> None:
    if not words.strip() or not answer.strip():
        raise ValidationError(_("Please write both: what they say is wrong, and why it stays as it is."))


def check_first_people(people: Sequence[PersonFacts]) -> None:
    """A case starts with the client and somebody the client would like to be in tune with."""
    for person in people:
        check_person(person)
    if not any(person.is_client for person in people):
        raise ValidationError(_("Please say who the work is for: tick it for at least one person."))
    if len(people) < FIRST_PEOPLE:
        raise ValidationError(
            _("Please add one more person: somebody the client would like to be in tune with.")
        )


def check_own_practice(place: VerpPlace, by: User) -> None:
    """The member begins it, once, while they have the place."""
    if place.member_id != by.pk or not VerpPlace.objects.current().filter(pk=place.pk).exists():
        raise ValidationError(_("Only who has a place in the group sets a goal in it."))
    if Case.objects.filter(verp_place=place).exists():
        raise ValidationError(
            _("You have set your goal already. Reword it on the page of your own practice.")
        )


def takes_part(case: Case, person: Person) -> bool:
    return case.participations.filter(person=person, until=None).exists()


def check_takes_part(case: Case, person: Person) -> None:
    if not takes_part(case, person):
        raise ValidationError(_("This person does not take part in the case at the moment."))


def check_authority(*, case: Case, holder: Person, over: Person, kind: str, document: str) -> None:
    """Foster carers never hold parental responsibility; any other ground rests on a document."""
    if holder == over:
        raise ValidationError(_("Nobody needs a record to decide for themselves."))
    check_takes_part(case, holder)
    check_takes_part(case, over)
    if kind != Authority.Kind.PARENTAL_RESPONSIBILITY:
        if not document.strip():
            raise ValidationError(
                _("Please name the document this rests on, for example the placement plan.")
            )
    elif case.participations.filter(person=holder, role=Role.FOSTER_CARER, until=None).exists():
        raise ValidationError(
            _("Foster carers have no parental responsibility. Choose delegated authority or a court order.")
        )


def check_end_of_authority(*, case: Case, authority: Authority, ended_on: date) -> None:
    taking_part = case.participations.filter(person__in=[authority.holder_id, authority.over_id])
    if taking_part.values("person").distinct().count() < len({authority.holder_id, authority.over_id}):
        raise ValidationError(_("This authority is about people of another case."))
    if authority.until is not None and authority.until <= timezone.localdate():
        raise ValidationError(_("This authority has ended already, so nothing was changed."))
    if ended_on < authority.since:
        raise ValidationError(_("An authority cannot end before it began."))


def current_question(case: Case) -> CurrentQuestion | None:
    """Two queries, or none when questions and ratings were fetched with the case."""
    standing = [question for question in case.helping_questions.all() if question.replaced_by_id is None]
    if not standing:
        return None
    question = max(standing, key=lambda question: question.pk)
    newest = {rating.kind: rating for rating in question.ratings.all()}
    return CurrentQuestion(question, newest.get(Rating.Kind.NOW), newest.get(Rating.Kind.HOPED_FOR))


def check_question(case: Case, *, own_words: str, agreed_wording: str) -> None:
    if not own_words or not agreed_wording:
        raise ValidationError(_("Please write both: their own words and the wording you agreed together."))
    standing = current_question(case)
    if standing and (standing.question.own_words, standing.question.agreed_wording) == (
        own_words,
        agreed_wording,
    ):
        raise ValidationError(_("These are the words that stand already, so nothing was changed."))


def check_rating(*, question: HelpingQuestion, value: int, rated_by: Person) -> None:
    lowest, highest = SCALE
    if not lowest <= value <= highest:
        raise ValidationError(
            _("A rating lies between %(lowest)s and %(highest)s.") % {"lowest": lowest, "highest": highest}
        )
    if question.replaced_by_id is not None:
        raise ValidationError(_("The wording has changed meanwhile. Please rate the newest one."))
    check_takes_part(question.case, rated_by)


def check_no_open_cycles(case: Case) -> None:
    numbers = list(case.cycles.filter(state="open").values_list("number", flat=True))
    if numbers:
        raise ValidationError(
            _("Cycle %(numbers)s is still open. Finish its shared review or let the cycle go, then close.")
            % {"numbers": ", ".join(map(str, numbers))}
        )


def check_final_rating(case: Case, *, final_rating: int | None, unrated_reason: str) -> None:
    """Where a helping question was agreed, the end has a rating or says why not."""
    if final_rating is not None and unrated_reason:
        raise ValidationError(
            _("Please give either a last rating or the reason why there is none, not both.")
        )
    if current_question(case) and final_rating is None and not unrated_reason:
        raise ValidationError(
            _("Please add the last rating of the helping question, or say why there is none.")
        )


def check_hand_over(case: Case, *, to: User, by: User) -> None:
    if not by.may(Permission.OVERSEE_CASES) or by.organisation_id != case.organisation_id:
        raise ValidationError(_("Only an administrator of this service can hand a case over."))
    if to.organisation_id != case.organisation_id or not to.may(Permission.WORK_CASES):
        raise ValidationError(_("Please choose somebody of this service who works with cases."))
    if to.pk == case.guider_id:
        raise ValidationError(_("This guider is already in charge of the case."))

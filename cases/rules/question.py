"""Helping questions: which one leads, what may be asked and rated, and on which scale."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Case, HelpingQuestion, Person, Rating
from cases.rules.standing import check_not_in_future, check_takes_part

Status = HelpingQuestion.Status
# The states in which somebody decides to put a question, and from which it can be taken up again.
DECIDED = (Status.ACTIVE, Status.MET, Status.DROPPED)


@dataclass(frozen=True)
class CurrentQuestion:
    """A wording that stands now, with its newest ratings."""

    question: HelpingQuestion
    now: Rating | None
    hoped_for: Rating | None

    @property
    def ratings(self) -> list[dict[str, object]]:
        given = [rating for rating in (self.now, self.hoped_for) if rating]
        return [{"label": rating.get_kind_display(), "value": rating.value} for rating in given]


def leading(questions: list[HelpingQuestion]) -> HelpingQuestion | None:
    """The one marked so; else the oldest that is worked on; else the newest that has come true."""
    active = [question for question in questions if question.status == Status.ACTIVE]
    if active:
        return min(active, key=lambda question: (not question.leads, question.pk))
    met = [question for question in questions if question.status == Status.MET]
    return max(met, key=lambda question: question.pk, default=None)


def current_question(case: Case) -> CurrentQuestion | None:
    """The question that stands on every page of the case.

    Two queries, or none when questions and ratings were fetched with the case.
    """
    question = leading(list(case.helping_questions.all()))
    return with_ratings(question) if question else None


def with_ratings(question: HelpingQuestion) -> CurrentQuestion:
    newest = {rating.kind: rating for rating in question.ratings.all()}
    return CurrentQuestion(question, newest.get(Rating.Kind.NOW), newest.get(Rating.Kind.HOPED_FOR))


def was_asked(standing: CurrentQuestion) -> bool:
    """For a number. A reason why there was none is an answer too."""
    return standing.now is not None or bool(standing.question.unrated.all())


def other_questions(case: Case) -> list[HelpingQuestion]:
    """All that are worked on, have come true or were dropped beside the leading one; no earlier wordings."""
    listed = list(case.helping_questions.all())
    first = leading(listed)
    others = [each for each in listed if each != first and each.status != Status.CHANGED]
    return sorted(others, key=lambda question: (question.status != Status.ACTIVE, question.pk))


def versions_of(question: HelpingQuestion, among: list[HelpingQuestion]) -> list[HelpingQuestion]:
    """The question and the wordings it had before, oldest first."""
    before = {each.replaced_by_id: each for each in among if each.replaced_by_id}
    versions = [question]
    while versions[0].pk in before:
        versions.insert(0, before[versions[0].pk])
    return versions


def check_words(own_words: str, agreed_wording: str) -> None:
    if not own_words or not agreed_wording:
        raise ValidationError(_("Please write both: their own words and the wording you agreed together."))


def check_rewording(question: HelpingQuestion, *, own_words: str, agreed_wording: str, lowest: int) -> None:
    check_words(own_words, agreed_wording)
    if question.status == Status.CHANGED:
        raise ValidationError(
            _("This question was worded anew meanwhile. Please look at the newest wording.")
        )
    standing = (question.own_words, question.agreed_wording, question.scale_min)
    if standing == (own_words, agreed_wording, lowest):
        raise ValidationError(_("These are the words that stand already, so nothing was changed."))


def check_new_question(case: Case, *, own_words: str, agreed_wording: str) -> None:
    check_words(own_words, agreed_wording)
    if any(
        each.agreed_wording == agreed_wording and each.status != Status.CHANGED
        for each in case.helping_questions.all()
    ):
        raise ValidationError(_("This question stands in the case already."))


def check_status(question: HelpingQuestion, *, status: str, on: date) -> None:
    """Earlier wordings stay what they are; the others can be put and taken up again."""
    if question.status == Status.CHANGED or status not in DECIDED:
        raise ValidationError(
            _("This question was worded anew meanwhile. Please look at the newest wording.")
        )
    check_not_in_future(on, _("The day"))


def check_can_lead(question: HelpingQuestion) -> None:
    if question.status != Status.ACTIVE:
        raise ValidationError(_("Only a question that you work on can stand on every page."))


def check_rating(*, question: HelpingQuestion, value: int, rated_by: Person) -> None:
    lowest, highest = question.scale
    if not lowest <= value <= highest:
        raise ValidationError(
            _("A rating lies between %(lowest)s and %(highest)s.") % {"lowest": lowest, "highest": highest}
        )
    check_can_be_rated(question, rated_by)


def check_can_be_rated(question: HelpingQuestion, rated_by: Person) -> None:
    """What has come true can still be rated: at the end, at a follow-up."""
    if question.status == Status.CHANGED:
        raise ValidationError(_("The wording has changed meanwhile. Please rate the newest one."))
    if question.status == Status.DROPPED:
        raise ValidationError(_("This question is no longer asked, so it is not rated any more."))
    check_takes_part(question.case, rated_by)

"""The helping question that stands, and its ratings."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Case, HelpingQuestion, Person, Rating
from cases.rules.standing import check_takes_part

SCALE = (0, 10)


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

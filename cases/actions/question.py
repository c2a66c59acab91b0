"""The helping question: agreed, reworded, rated."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.status import for_work, move
from cases.models import Case, HelpingQuestion, Person, Rating


@transaction.atomic
def agree_question(*, case: Case, own_words: str, agreed_wording: str, by: User) -> HelpingQuestion:
    """A rewording is a new version; ratings stay with the version they were given to."""
    case = for_work(case, by)
    own_words, agreed_wording = own_words.strip(), agreed_wording.strip()
    rules.check_question(case, own_words=own_words, agreed_wording=agreed_wording)
    before = rules.current_question(case)
    question = HelpingQuestion.objects.create(case=case, own_words=own_words, agreed_wording=agreed_wording)
    if before:
        before.question.replaced_by = question
        before.question.save(update_fields=["replaced_by"])
    action = "question.reworded" if before else "question.agreed"
    record(by=by, action=action, subject=question, case=case)
    if rules.can_move(case, "activate"):
        move(case, "activate", by=by)
    return question


@transaction.atomic
def rate(
    *, question: HelpingQuestion, kind: str, moment: str, value: int, rated_by: Person, by: User
) -> Rating:
    case = for_work(question.case, by)
    question.refresh_from_db(fields=["replaced_by"])
    rules.check_rating(question=question, value=value, rated_by=rated_by)
    lowest, highest = rules.SCALE
    rating = Rating.objects.create(
        question=question,
        kind=kind,
        moment=moment,
        value=value,
        scale_min=lowest,
        scale_max=highest,
        rated_by=rated_by,
    )
    record(by=by, action="rating.given", subject=rating, case=case, kind=kind, moment=moment)
    return rating


@transaction.atomic
def rate_both(
    *, question: HelpingQuestion, moment: str, now: int, hoped_for: int | None, rated_by: Person, by: User
) -> None:
    """Where things are now and, unless it was not asked again, where they are hoped to be."""
    rate(question=question, kind=Rating.Kind.NOW, moment=moment, value=now, rated_by=rated_by, by=by)
    if hoped_for is not None:
        kind = Rating.Kind.HOPED_FOR
        rate(question=question, kind=kind, moment=moment, value=hoped_for, rated_by=rated_by, by=by)

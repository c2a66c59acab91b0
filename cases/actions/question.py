"""Helping questions: agreed, reworded, put first, ended, rated."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.status import for_work, move
from cases.models import Case, HelpingQuestion, Person, Rating, Unrated


@transaction.atomic
def agree_question(
    *, case: Case, own_words: str, agreed_wording: str, by: User, lowest: int | None = None
) -> HelpingQuestion:
    """The first question of the case, or another wording of the one that leads."""
    standing = rules.current_question(case)
    if standing is None:
        return add_question(
            case=case, own_words=own_words, agreed_wording=agreed_wording, by=by, lowest=lowest
        )
    return reword_question(
        question=standing.question,
        own_words=own_words,
        agreed_wording=agreed_wording,
        lowest=lowest,
        by=by,
    )


@transaction.atomic
def add_question(
    *, case: Case, own_words: str, agreed_wording: str, by: User, lowest: int | None = None
) -> HelpingQuestion:
    """One more question, on the scale of the service unless it has its own. The first leads."""
    case = for_work(case, by)
    own_words, agreed_wording = own_words.strip(), agreed_wording.strip()
    rules.check_new_question(case, own_words=own_words, agreed_wording=agreed_wording)
    lowest = case.organisation.ratings_from if lowest is None else lowest
    question = HelpingQuestion.objects.create(
        case=case, own_words=own_words, agreed_wording=agreed_wording, scale_min=lowest
    )
    record(by=by, action="question.agreed", subject=question, case=case)
    if rules.can_move(case, "activate"):
        move(case, "activate", by=by)
    return question


@transaction.atomic
def reword_question(
    *,
    question: HelpingQuestion,
    own_words: str,
    agreed_wording: str,
    by: User,
    lowest: int | None = None,
) -> HelpingQuestion:
    """Other words or another scale are a new version; ratings stay with the version they were given to."""
    case, question = _of_case(question, by)
    own_words, agreed_wording = own_words.strip(), agreed_wording.strip()
    lowest = question.scale_min if lowest is None else lowest
    rules.check_rewording(question, own_words=own_words, agreed_wording=agreed_wording, lowest=lowest)
    led = rules.leading(list(case.helping_questions.all())) == question
    after = HelpingQuestion.objects.create(
        case=case, own_words=own_words, agreed_wording=agreed_wording, scale_min=lowest
    )
    question.status, question.leads = HelpingQuestion.Status.CHANGED, False
    question.ended_on, question.replaced_by = after.agreed_on, after
    question.save(update_fields=["status", "leads", "ended_on", "replaced_by"])
    record(by=by, action="question.reworded", subject=after, case=case)
    if led:
        _lead(case, after)
    return after


@transaction.atomic
def lead_with(*, question: HelpingQuestion, by: User) -> None:
    """From now on it stands on every page of the case."""
    case, question = _of_case(question, by)
    rules.check_can_lead(question)
    _lead(case, question)
    record(by=by, action="question.put_first", subject=question, case=case)


@transaction.atomic
def set_question_status(*, question: HelpingQuestion, status: str, on: date, by: User) -> None:
    """It has come true, is no longer asked, or is taken up again."""
    case, question = _of_case(question, by)
    rules.check_status(question, status=status, on=on)
    question.status = status
    is_active = status == HelpingQuestion.Status.ACTIVE
    question.ended_on = None if is_active else on
    question.leads = question.leads and is_active
    question.save(update_fields=["status", "ended_on", "leads"])
    record(by=by, action="question.status_set", subject=question, case=case, status=status)


@transaction.atomic
def rate(
    *, question: HelpingQuestion, kind: str, moment: str, value: int, rated_by: Person, by: User
) -> Rating:
    case, question = _of_case(question, by)
    return write_rating(
        case=case, question=question, kind=kind, moment=moment, value=value, rated_by=rated_by, by=by
    )


def write_rating(
    *, case: Case, question: HelpingQuestion, kind: str, moment: str, value: int, rated_by: Person, by: User
) -> Rating:
    """The caller holds the case, and has seen that this is the time for it."""
    rules.check_rating(question=question, value=value, rated_by=rated_by)
    rating = Rating.objects.create(
        question=question,
        kind=kind,
        moment=moment,
        value=value,
        scale_min=question.scale_min,
        scale_max=question.scale_max,
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


@transaction.atomic
def note_unrated(*, question: HelpingQuestion, moment: str, reason: str, person: Person, by: User) -> Unrated:
    """There was no number this time. The reason stands in the list beside the ratings."""
    case, question = _of_case(question, by)
    rules.check_can_be_rated(question, person)
    noted = Unrated.objects.create(question=question, moment=moment, reason=reason, person=person)
    record(by=by, action="rating.not_given", subject=noted, case=case, moment=moment, reason=reason)
    return noted


def _of_case(question: HelpingQuestion, by: User) -> tuple[Case, HelpingQuestion]:
    """The case locked, and the question as it is since then."""
    case = for_work(question.case, by)
    return case, case.helping_questions.get(pk=question.pk)


def _lead(case: Case, question: HelpingQuestion) -> None:
    case.helping_questions.filter(leads=True).update(leads=False)
    question.leads = True
    question.save(update_fields=["leads"])

"""A case with ratings over three shared reviews, a question that has come true, and a measure given twice."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from cases.actions import (
    add_question,
    note_unrated,
    rate,
    record_first_contact,
    score,
    set_question_status,
    take_measure,
)
from cases.instruments import BY_CODE
from cases.models import HelpingQuestion, Rating, Unrated
from vig.demo.casework import Story, agree, ask, begin
from vig.demo.history import complete_cycle
from vig.demo.people import Cast
from vig.demo.stories import person

# Days ago: the first contact, and the filming of each cycle; nine days later its shared review.
FIRST_CONTACT, FILMINGS, TO_REVIEW = 88, (80, 58, 36), 9


def tell(cast: Cast) -> None:
    people = (
        person("Bramble", "parent", client=True),
        person("Thorn", "parent"),
        person("Wren", "child", days_old=230),
    )
    story = begin(cast.guider, *people, source="health_visitor", reason="attachment", days_ago=95)
    record_first_contact(case=story.case, first_contact_on=_ago(FIRST_CONTACT), by=story.by)
    ask(story, "I never know what Wren wants.", "How does Wren tell me what Wren likes?", now=2, hoped_for=8)
    agree(story)
    for number, filmed in enumerate(FILMINGS, start=1):
        complete_cycle(story.case, number, _ago(filmed))
    _rated_at_reviews(story)
    _come_true(story)
    _measured(cast, story)


def _rated_at_reviews(story: Story) -> None:
    """The verbs happen now; what was said was said at the reviews."""
    question = story.question
    if question is None:
        return
    question.ratings.update(rated_on=_ago(FIRST_CONTACT))
    HelpingQuestion.objects.filter(pk=question.pk).update(agreed_on=_ago(FIRST_CONTACT))
    other = story.people[1]
    given = [(0, story.client, 4), (1, story.client, 5), (1, other, 3), (2, story.client, 7)]
    for review, rated_by, value in given:
        rating = rate(
            question=question, kind="now", moment="review", value=value, rated_by=rated_by, by=story.by
        )
        Rating.objects.filter(pk=rating.pk).update(rated_on=_reviewed(review))
    noted = note_unrated(question=question, moment="review", reason="not_met", person=other, by=story.by)
    Unrated.objects.filter(pk=noted.pk).update(noted_on=_reviewed(2))


def _come_true(story: Story) -> None:
    question = add_question(
        case=story.case,
        own_words="Bath time is a battle.",
        agreed_wording="How do we enjoy bath time?",
        by=story.by,
    )
    HelpingQuestion.objects.filter(pk=question.pk).update(agreed_on=_reviewed(0))
    set_question_status(question=question, status="met", on=_reviewed(2), by=story.by)


def _measured(cast: Cast, story: Story) -> None:
    measure = take_measure(instrument=BY_CODE["swemwbs"], confirmed=True, by=cast.administrator)
    given = [(_ago(FIRST_CONTACT), "baseline", "19"), (_reviewed(2), "review", "24")]
    for day, moment, value in given:
        score(
            case=story.case,
            measure=measure,
            values={measure.scales.get(): Decimal(value)},
            rater="person",
            person=story.client,
            given_on=day,
            moment=moment,
            by=story.by,
        )


def _reviewed(cycle: int) -> date:
    return _ago(FILMINGS[cycle] - TO_REVIEW)


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)

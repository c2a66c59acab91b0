"""Cases whose work has ended, one handed over with some days side by side, and one under a hold."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from cases.actions import close_case, hand_over
from cases.models import Case
from cases.rules import Ending, months_after
from clips.actions.reviews import agree_point, finish, show
from consent.actions import set_hold
from vig.demo.casework import agree, ask, begin
from vig.demo.people import Cast
from vig.demo.stories import person, ready_for_review


def tell_all(cast: Cast, content: bytes) -> None:
    work_ended(cast.guider, content)
    to_ask_again(cast.guider)
    handed_over(cast)
    held(cast)


def work_ended(by: User, content: bytes) -> None:
    people = (person("Bryony", "parent", client=True), person("Plover", "child", days_old=420))
    story = begin(by, *people, source="health_visitor", reason="attachment", days_ago=140)
    ask(story, "We are both so tired.", "When do we rest together?", now=3, hoped_for=7)
    agree(story)
    review = show(cycle=ready_for_review(story, content), by=by)
    agree_point(review=review, kind="strength", words="We can just lie there and look.", shown=None, by=by)
    finish(review=review, by=by)
    ending = Ending(
        reason="completed",
        final_rating=7,
        rated_by=story.client,
        keepsake_offer="offered",
        summary="We lie there and look. The evenings have become quiet.",
        may_ask_again=True,
    )
    close_case(case=story.case, ending=ending, by=by)
    # The verbs happen now; the work ended some weeks ago.
    ended = timezone.localdate() - timedelta(days=50)
    Case.objects.filter(pk=story.case.pk).update(closed_on=ended)


def to_ask_again(by: User) -> None:
    """Three months are over since this work ended by agreement, before anything was filmed."""
    people = (person("Alder", "parent", client=True), person("Siskin", "child", days_old=500))
    story = begin(by, *people, source="health_visitor", reason="relationship", days_ago=150)
    ask(story, "We only say no to each other.", "When do we laugh together?", now=4, hoped_for=8)
    ending = Ending(reason="early", final_rating=6, rated_by=story.client, may_ask_again=True)
    close_case(case=story.case, ending=ending, by=by)
    ended = timezone.localdate() - timedelta(days=95)
    Case.objects.filter(pk=story.case.pk).update(closed_on=ended)
    for each in story.case.follow_ups.all():
        each.due_on = months_after(ended, each.months)
        each.save(update_fields=["due_on"])


def handed_over(cast: Cast) -> None:
    """Both work in it for two weeks; the film of it will be the new guider's."""
    people = (person("Betony", "parent", client=True), person("Linnet", "child", days_old=330))
    story = begin(cast.trainee, *people, source="gp", reason="attachment", days_ago=12)
    ask(story, "Meals are a fight.", "When do we enjoy a meal?", now=3, hoped_for=7)
    hand_over(
        case=story.case,
        to=cast.guider,
        reason="workload",
        until=timezone.localdate() + timedelta(days=14),
        by=cast.administrator,
    )


def held(cast: Cast) -> None:
    case = Case.objects.get(participations__person__name="Clover Example", participations__is_client=True)
    set_hold(
        case=case,
        kind="complaint",
        reason="A complaint about another service mentions this film. Kept until it is answered.",
        review_on=timezone.localdate() + timedelta(days=21),
        by=cast.administrator,
    )

"""A case whose work has ended, with film that goes soon, and a case under a hold."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from cases.actions import close_case
from cases.models import Case
from clips.actions.reviews import agree_point, finish, show
from consent.actions import set_hold
from vig.demo.casework import agree, ask, begin
from vig.demo.people import Cast
from vig.demo.stories import person, ready_for_review


def tell_all(cast: Cast, content: bytes) -> None:
    work_ended(cast.guider, content)
    held(cast)


def work_ended(by: User, content: bytes) -> None:
    people = (person("Bryony", "parent", client=True), person("Plover", "child", days_old=420))
    story = begin(by, *people, source="health_visitor", reason="attachment", days_ago=140)
    ask(story, "We are both so tired.", "When do we rest together?", now=3, hoped_for=7)
    agree(story)
    review = show(cycle=ready_for_review(story, content), by=by)
    agree_point(review=review, kind="strength", words="We can just lie there and look.", shown=None, by=by)
    finish(review=review, by=by)
    close_case(case=story.case, reason="completed", final_rating=7, rated_by=story.client, by=by)
    # The verbs happen now; the work ended some weeks ago.
    ended = timezone.localdate() - timedelta(days=50)
    Case.objects.filter(pk=story.case.pk).update(closed_on=ended)


def held(cast: Cast) -> None:
    case = Case.objects.get(participations__person__name="Clover Example", participations__is_client=True)
    set_hold(
        case=case,
        kind="complaint",
        reason="A complaint about another service mentions this film. Kept until it is answered.",
        review_on=timezone.localdate() + timedelta(days=21),
        by=cast.administrator,
    )

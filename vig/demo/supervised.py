"""What a trainee brings to supervision, at each point of it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.actions import join, pair_across
from accounts.models import User
from clips.actions import change_clip, tick
from clips.actions.reviews import agree_point, finish, show
from clips.models import Clip
from sessions.models import Cycle
from supervision.actions import decide, look, pick, remark, submit, suggest
from supervision.models import Submission
from vault.frames import table_of
from vig.demo.casework import Story, agree, ask, begin, clip, film
from vig.demo.people import PASSWORD, Cast
from vig.demo.stories import person, ready_for_review
from vig.demo.watched import watch


def tell_all(cast: Cast, content: bytes) -> None:
    ready_for_review(_story(cast.trainee, "Fern", "Merle"), content)
    waiting(cast, content)
    returned(cast, content)
    own_moments(cast, content)
    outside(cast, content)


def waiting(cast: Cast, content: bytes) -> None:
    """Nobody has looked at it yet."""
    cycle = ready_for_review(_story(cast.trainee, "Myrtle", "Jay"), content)
    _bring(cast, cycle, "Is the second clip better to begin with?", days=4)


def returned(cast: Cast, content: bytes) -> None:
    """With a first look before the clips, suggestions, a proposed clip and learning points to confirm."""
    cycle = ready_for_review(_story(cast.trainee, "Tansy", "Swift"), content)
    made = _bring(cast, cycle, "I find it hard to see the small initiatives.", days=9)
    first, second = made.clips.select_related("footage__custody__recording")
    table = table_of(first.footage.custody.recording)
    facts: dict[str, Any] = {"submission": made, "footage": first.footage, "by": cast.supervisor}
    for start, end in ((5, 11), (24, 29)):
        pick(in_frame=table.index_at(start), out_frame=table.index_at(end), **facts)
    look(submission=made, by=cast.supervisor)
    suggest(clip=first, suggestion="swap", by=cast.supervisor)
    suggest(clip=second, suggestion="first", by=cast.supervisor)
    remark(frame=first.in_frame, words="Look five seconds earlier: what happens just before this?", **facts)
    remark(
        frame=table.index_at(24),
        end_frame=table.index_at(29),
        is_proposal=True,
        words="A small initiative, and it is answered",
        **facts,
    )
    decide(
        submission=made,
        verdict="returned",
        words="Begin the first clip earlier, so that the initiative can be seen. Then bring it again.",
        learning_points="Before each clip: who began? Look at the five seconds before it.",
        minutes=25,
        by=cast.supervisor,
    )


def own_moments(cast: Cast, content: bytes) -> None:
    """The cycle is complete; from the film of its shared review comes a moment of the trainee's own."""
    story = _story(cast.trainee, "Teasel", "Tern", guider="Tory")
    cycle = ready_for_review(story, content)
    released = _bring(cast, cycle, "Are both short enough?", days=0)
    decide(
        submission=released,
        verdict="released",
        words="Both. Leave a long pause after the first.",
        learning_points="A pause in the review is an invitation too.",
        minutes=20,
        by=cast.supervisor,
    )
    review = show(cycle=cycle, by=cast.trainee)
    footage = film(story, review, content, "20260518_1010.mp4")
    watch(story, review, footage)
    made = clip(story, footage, at=20, seconds=12, title="I wait, and she speaks first")
    for subject in story.people[:2]:
        tick(clip=made, principle="receive", subject=subject, by=cast.trainee)
    made = Clip.objects.get(pk=made.pk)
    change_clip(clip=made, version=made.version, shortlisted=True, by=cast.trainee)
    agree_point(
        review=review, kind="strength", words="I see when Tern wants me.", shown=None, by=cast.trainee
    )
    finish(review=review, by=cast.trainee)
    submit(
        selection=cycle.selection,
        kind=Submission.Kind.OWN,
        supervisor=cast.supervisor,
        question="How do I make her even more active?",
        by=cast.trainee,
    )


def outside(cast: Cast, content: bytes) -> None:
    """With somebody of another organisation, who is named for this one trainee."""
    named = pair_across(
        trainee=cast.trainee,
        email="outside@demo.example",
        name="Orla Outside",
        house="Harbour Practice",
        last_day=timezone.localdate() + timedelta(days=60),
        by=cast.administrator,
    )
    join(person=named.supervisor, password=PASSWORD)
    cycle = ready_for_review(_story(cast.trainee, "Sorrel", "Finch"), content)
    submit(
        selection=cycle.selection,
        supervisor=named.supervisor,
        question="Do I leave enough time for an answer?",
        review_planned_on=timezone.localdate() + timedelta(days=6),
        by=cast.trainee,
    )


def _story(by: User, parent: str, child: str, guider: str = "") -> Story:
    listed = [person(guider, "guider")] if guider else []
    people = (person(parent, "parent", client=True), *listed, person(child, "child", days_old=240))
    story = begin(by, *people, source="childrens_centre", reason="relationship", days_ago=35)
    ask(story, "We only get through the day.", "Where are our good minutes?", now=3, hoped_for=8)
    return agree(story)


def _bring(cast: Cast, cycle: Cycle, question: str, *, days: int) -> Submission:
    return submit(
        selection=cycle.selection,
        supervisor=cast.supervisor,
        question=question,
        review_planned_on=timezone.localdate() + timedelta(days=days),
        by=cast.trainee,
    )

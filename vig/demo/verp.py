"""A group that reflects on its own practice: one member shows clips, one plans a filming, one begins."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from accounts.actions import give_verp_place, open_verp_course
from accounts.models import User, VerpCourse
from cases.actions import add_participant, rate_both
from cases.models import Case, Person, Rating
from cases.rules import current_question
from consent.scopes import Scope
from supervision.actions import set_goal, show_to_group, write_meeting, write_to_showing
from supervision.rules.verp import MeetingFacts
from vig.demo.casework import FILMING, Story, agree, clip, film, pick, plan
from vig.demo.people import Cast
from vig.demo.stories import person

ANSWERS = FILMING | {Scope.GROUP_SUPERVISION: "given"}


def tell_all(cast: Cast, content: bytes) -> None:
    day = timezone.localdate()
    course = open_verp_course(
        title="Room for first words", begun_on=day - timedelta(days=30), by=cast.supervisor
    )
    beginner = User.objects.get(email="nova@demo.example")
    places = [
        give_verp_place(course=course, member=member, by=cast.supervisor)
        for member in (cast.trainee, cast.guider, beginner)
    ]
    facts = MeetingFacts(
        held_on=day - timedelta(days=28),
        minutes=180,
        attended=places,
        learning_points="Ask of each clip first: what works here, and what came just before it?",
    )
    write_meeting(course=course, facts=facts, by=cast.supervisor)
    shows(cast, course, content)
    plans(cast, course)


def shows(cast: Cast, course: VerpCourse, content: bytes) -> None:
    """With a child of the nursery, whose parent has agreed for them."""
    story = _own_practice(
        cast.trainee, course, "I fill every pause.", "How do I leave room for what a child wants to say?"
    )
    parent, child = (
        add_participant(case=story.case, facts=facts, by=cast.trainee).person
        for facts in (person("Basil", "parent"), person("Rue", "pupil", days_old=1200))
    )
    agree(replace(story, people=[parent, *story.people, child]), answers=ANSWERS)
    story.people.append(child)
    filming = plan(story, days=-3, place="At the nursery", activity="play")
    footage = film(story, filming, content, "20260611_1400.mp4")
    first = clip(
        story,
        footage,
        at=14,
        seconds=14,
        title="I wait, and Rue begins",
        answer="The pause was long for me and short for her.",
    )
    second = clip(story, footage, at=36, seconds=12, title="I say back what I heard")
    pick(story, filming.cycle, first, second)
    showing = show_to_group(
        cycle=filming.cycle, question="What do I do just before Rue speaks?", by=cast.trainee
    )
    words = "You lean back and look, and then Rue starts. It works both times."
    write_to_showing(showing=showing, words=words, by=cast.supervisor)


def plans(cast: Cast, course: VerpCourse) -> None:
    story = _own_practice(
        cast.guider, course, "Mornings are a rush.", "How do I greet each child in the morning?"
    )
    agree(story, answers=ANSWERS)
    plan(story, days=4, place="At the nursery", activity="talking")


def _own_practice(member: User, course: VerpCourse, own_words: str, goal: str) -> Story:
    place = course.places.get(member=member)
    case = set_goal(place=place, own_words=own_words, agreed_wording=goal, by=member)
    staff = Person.objects.get(participations__case=case)
    # The verbs happen now; the goal was set when the group began.
    Case.objects.filter(pk=case.pk).update(referred_on=course.begun_on)
    standing = current_question(case)
    if standing:
        moment = Rating.Moment.BASELINE
        rate_both(question=standing.question, moment=moment, now=4, hoped_for=8, rated_by=staff, by=member)
    return Story(member, case, [staff])

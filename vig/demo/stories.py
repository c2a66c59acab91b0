"""One case for each stage of the work."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from cases.actions import add_participant, rate_both
from cases.models import Authority, Rating, Relationship
from cases.rules import PersonFacts
from clips.actions.keepsakes import choose_first_picture, write_keepsake
from clips.actions.reviews import agree_point, finish, reflect, show
from clips.models import ShownClip
from consent.actions import withdraw
from consent.scopes import Scope
from sessions.models import Cycle
from vig.demo.casework import (
    Story,
    agree,
    ask,
    begin,
    clip,
    film,
    pick,
    place,
    plan,
    relate,
    work_off,
)
from vig.demo.people import Cast


def born(days_ago: int) -> date:
    return timezone.localdate() - timedelta(days=days_ago)


def person(
    name: str, role: str, *, client: bool = False, days_old: int | None = None, gestation: int | None = None
) -> PersonFacts:
    """Everybody in the demonstration is called Example."""
    return PersonFacts(
        name=f"{name} Example",
        role=role,
        is_client=client,
        born_on=None if days_old is None else born(days_old),
        gestation_days=gestation,
    )


def tell_all(cast: Cast, long_film: bytes, short_film: bytes) -> None:
    new_referral(cast.guider)
    question_agreed(cast.guider)
    foster_filming_planned(cast.guider)
    film_ready(cast.guider, long_film)
    clips_chosen(cast.guider, short_film)
    review_held(cast.guider, short_film)
    film_broken(cast.guider)
    school(cast.guider)
    care_home(cast.guider)
    consent_withdrawn(cast.guider, short_film)


def new_referral(by: User) -> None:
    people = (person("Hazel", "parent", client=True), person("Pip", "child", days_old=75))
    begin(by, *people, source="health_visitor", reason="attachment", days_ago=2)


def question_agreed(by: User) -> None:
    parent = person("Laurel", "parent", client=True)
    unborn = PersonFacts(name="Baby Example", role="unborn", due_on=born(-60))
    story = begin(by, parent, unborn, source="midwife", reason="perinatal", days_ago=9)
    ask(
        story,
        "I talk to my bump and feel silly. I don't know if I'll love it.",
        "How do I already get to know my baby?",
        now=3,
        hoped_for=8,
    )


def foster_filming_planned(by: User) -> None:
    people = (
        person("Rowan", "foster_carer", client=True),
        person("Wren", "child", days_old=410),
        person("Linden", "parent"),
    )
    story = begin(by, *people, source="social_care", reason="placement", days_ago=20)
    ask(
        story,
        "She never looks at me. I think she misses her mum.",
        "How do Wren and I find each other?",
        now=2,
        hoped_for=7,
    )
    agree(story, Authority.Kind.DELEGATED, "Placement plan, section on photographs and film")
    carer, child, parent = story.people
    place(story, child, carer, days_ago=120)
    relate(story, carer, Relationship.Kind.FOSTER_CARER, child)
    relate(story, parent, Relationship.Kind.PARENT, child)
    plan(story, days=1, place="At home", activity="play")


def film_ready(by: User, content: bytes) -> None:
    people = (person("Juniper", "parent", client=True), person("Robin", "child", days_old=200))
    story = begin(by, *people, source="health_visitor", reason="attachment", days_ago=31)
    ask(
        story,
        "He cries and I never know what he wants.",
        "What is Robin telling me, and how do I answer?",
        now=4,
        hoped_for=8,
    )
    agree(story)
    footage = film(story, plan(story, days=-1, place="At home", activity="play"), content)
    clip(story, footage, at=42, seconds=20, title="Robin looks, you wait")


def clips_chosen(by: User, content: bytes) -> None:
    people = (
        person("Aspen", "parent", client=True),
        person("Olive", "parent"),
        person("Bryony", "child", days_old=290, gestation=218),
        person("Reed", "child", days_old=290, gestation=218),
    )
    story = begin(by, *people, source="gp", reason="premature", days_ago=40)
    ask(
        story,
        "After the hospital I am scared of doing it wrong.",
        "When do we both enjoy being together?",
        now=3,
        hoped_for=9,
    )
    agree(story)
    relate(story, story.people[3], Relationship.Kind.TWIN, story.people[2])
    ready_for_review(story, content)


def ready_for_review(story: Story, content: bytes) -> Cycle:
    filming = plan(story, days=-4, place="At home", activity="play")
    footage = film(story, filming, content)
    first = clip(
        story,
        footage,
        at=14,
        seconds=14,
        title="A pause, and then a sound",
        answer="Waiting gave room for the first sound.",
    )
    second = clip(
        story,
        footage,
        at=36,
        seconds=16,
        title="You answer the smile",
        answer="The smile was seen and answered at once.",
    )
    pick(story, filming.cycle, first, second)
    return filming.cycle


def review_held(by: User, content: bytes) -> None:
    people = (person("Clover", "parent", client=True), person("Finch", "child", days_old=160))
    story = begin(by, *people, source="self", reason="attachment", days_ago=50)
    ask(story, "I feel like a bad mother.", "What do I do that Finch likes?", now=2, hoped_for=8)
    agree(story)
    cycle = ready_for_review(story, content)
    review = show(cycle=cycle, by=by)
    shown = list(review.shown_clips.order_by("position"))
    reflect(shown=shown[0], said_by=story.client, words="Look, he waits for me. I never saw that.", by=by)
    reflect(shown=shown[1], said_by=story.client, words="I am smiling. He makes me smile.", by=by)
    agree_point(
        review=review,
        kind="strength",
        words="I can wait, and then he starts talking.",
        shown=shown[0],
        by=by,
    )
    agree_point(review=review, kind="working_point", words="Sit lower, so that we see each other.", by=by)
    if story.question:
        rate_both(
            question=story.question,
            moment=Rating.Moment.REVIEW,
            now=5,
            hoped_for=None,
            rated_by=story.client,
            by=by,
        )
    finish(review=review, by=by)
    keepsake(story, shown)
    plan(story, days=3, place="At home", activity="feeding")


def keepsake(story: Story, shown: list[ShownClip]) -> None:
    """The first pictures of the clips they watched, with the words that were said."""
    for watched in (each.clip for each in shown[:2]):
        if watched is not None:
            choose_first_picture(case=story.case, clip=watched, by=story.by)
            work_off(watched.footage)
    write_keepsake(case=story.case, words="I am smiling. He makes me smile.", by=story.by)


def film_broken(by: User) -> None:
    people = (person("Heath", "kinship_carer", client=True), person("Dove", "child", days_old=900))
    story = begin(by, *people, source="social_care", reason="placement", days_ago=26)
    ask(story, "She only plays alone.", "How does Dove let me join in?", now=4, hoped_for=7)
    agree(story, Authority.Kind.COURT_ORDER, "Special guardianship order of March")
    filming = plan(story, days=-2, place="At the clinic", activity="play")
    film(story, filming, b"This is a letter and not a film.\n" * 200, "letter.mp4")


def school(by: User) -> None:
    people = (
        person("Sorrel", "staff", client=True),
        person("Lark", "pupil", days_old=2300),
        person("Basil", "parent"),
    )
    story = begin(by, *people, source="education", reason="staff", days_ago=15)
    ask(
        story,
        "Lark is always somewhere else with his head.",
        "When is Lark with me in the lesson?",
        now=3,
        hoped_for=7,
    )
    add_participant(case=story.case, facts=replace(person("Swift", "pupil"), only_in_picture=True), by=by)
    relate(story, story.client, Relationship.Kind.TEACHER, story.people[1])


def care_home(by: User) -> None:
    """The resident decides for herself and signs for herself."""
    people = (person("Bracken", "staff", client=True), person("Damson", "resident"))
    story = begin(by, *people, source="employer", reason="staff", days_ago=18)
    ask(
        story,
        "Mornings are a rush, and I am past her before she has said a word.",
        "How do Damson and I begin the day together?",
        now=4,
        hoped_for=8,
    )
    agree(story)
    relate(story, story.client, Relationship.Kind.CARE_WORKER, story.people[1])
    plan(story, days=4, place="In the day room", activity="talking")


def consent_withdrawn(by: User, content: bytes) -> None:
    people = (person("Ivy", "adopter", client=True), person("Martin", "child", days_old=600))
    story = begin(by, *people, source="mental_health", reason="placement", days_ago=60)
    ask(story, "I want him to feel at home.", "When does Martin feel at home with me?", now=4, hoped_for=9)
    agree(story, Authority.Kind.COURT_ORDER, "Adoption order")
    film(story, plan(story, days=-20, place="At home", activity="book"), content)
    withdraw(case=story.case, person=story.client, scope=Scope.FILM, by=by)

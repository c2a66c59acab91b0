"""Groups: what the pages offer, to whom, and in how many queries."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import end_verp_course, give_verp_place, open_verp_course
from accounts.models import VerpCourse
from cases.models import Case
from supervision.actions import (
    show_to_group,
    write_meeting,
    write_to_showing,
)
from supervision.models import VerpMeeting
from supervision.rules.verp import MeetingFacts
from tests import builders, verp_builders

TODAY = timezone.localdate()


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    return verp_builders.scene(cast)


def test_the_navigation_names_groups_to_who_leads_may_lead_or_is_in_one(cast, scene, sign_in):
    named = {
        who: reverse("verp-courses") in sign_in(getattr(cast, who)).get(reverse(page)).content.decode()
        for who, page in (
            ("guider", "caseload"),
            ("other_guider", "caseload"),
            ("trainee", "caseload"),
            ("supervisor", "submissions"),
            ("administrator", "board"),
        )
    }
    assert named == {
        "guider": True,
        "other_guider": True,
        "trainee": False,
        "supervisor": True,
        "administrator": False,
    }


def test_the_number_of_queries_does_not_grow(cast, sign_in):
    leader = cast.supervisor
    group = verp_builders.course(leader)
    client = sign_in(leader)
    pages = [("verp-course", [group.pk]), ("verp-courses", [])]

    def add(first, last):
        for number in range(first, last):
            member = builders.user("guider", cast.organisation, f"m{number}")
            give_verp_place(course=group, member=member, by=leader)
            own = verp_builders.own_practice(group, member)
            show_to_group(cycle=own.cycle, question=f"Number {number}?", by=member)
            places = list(group.places.all())
            facts = MeetingFacts(held_on=TODAY, minutes=60, attended=places)
            write_meeting(course=group, facts=facts, by=leader)
            VerpCourse.objects.create(
                organisation=group.organisation, title="Old", led_by=leader, ended_on=TODAY
            )

    def asked():
        found = []
        for name, args in pages:
            with CaptureQueriesContext(connection) as context:
                assert client.get(reverse(name, args=args)).status_code == 200
            found.append(len(context))
        return found

    add(0, 3)
    few = asked()
    add(3, 12)
    assert asked() == few


def test_each_step_is_offered_in_its_turn(cast, sign_in):
    course = open_verp_course(title="Autumn group", begun_on=TODAY, by=cast.supervisor)

    def step(who):
        return sign_in(who).get(reverse("verp-course", args=[course.pk])).context["next"].title

    assert step(cast.supervisor) == "Add the members"
    for member in (cast.guider, cast.other_guider):
        give_verp_place(course=course, member=member, by=cast.supervisor)
    assert (step(cast.supervisor), step(cast.guider)) == ("Write down the first meeting", "Set your goal")
    own = verp_builders.own_practice(course, cast.guider)
    assert step(cast.guider) == "Go on with your own practice"
    showing = show_to_group(cycle=own.cycle, question="", by=cast.guider)
    name = cast.guider.name
    assert (step(cast.supervisor), step(cast.other_guider)) == (f"{name} shows you clips",) * 2
    write_to_showing(showing=showing, words="You wait.", by=cast.other_guider)
    assert step(cast.other_guider) == "Set your goal"
    end_verp_course(course=course, by=cast.supervisor)
    assert {step(who) for who in (cast.supervisor, cast.guider)} == {"This group has ended"}


def test_the_case_leads_to_the_group(cast, scene, sign_in):
    client = sign_in(scene.presenter)

    def step():
        return client.get(reverse("case", args=[scene.case.pk])).context["step"]

    question = scene.case.helping_questions.get()
    question.ratings.create(kind="now", moment="baseline", value=4, rated_by=scene.staff)
    assert (step().url_name, step().args) == ("showing-new", (scene.cycle.pk,))
    showing = verp_builders.show(scene)
    assert (step().url_name, step().args) == ("showing", (showing.pk,))
    assert (
        reverse("showing", args=[showing.pk])
        in client.get(reverse("cycles", args=[scene.case.pk])).content.decode()
    )


def test_the_forms_keep_what_was_typed_and_the_pages_do_what_they_say(cast, sign_in):
    leader, member = sign_in(cast.supervisor), sign_in(cast.guider)
    assert leader.post(reverse("verp-course-new"), {"title": ""}).status_code == 422
    leader.post(reverse("verp-course-new"), {"title": "Ours", "begun_on": TODAY.isoformat()})
    course = VerpCourse.objects.get()
    leader.post(reverse("verp-place-new", args=[course.pk]), {"member": cast.guider.pk})
    goal = reverse("verp-goal", args=[course.pk])
    refused_goal = member.post(goal, {"own_words": "I rush.", "agreed_wording": ""})
    assert (refused_goal.status_code, "I rush." in refused_goal.content.decode()) == (422, True)
    member.post(goal, {"own_words": "I rush.", "agreed_wording": "How do I slow down?"})
    assert Case.objects.get().helping_questions.get().agreed_wording == "How do I slow down?"
    meeting = {"held_on": TODAY.isoformat(), "minutes": 60, "attended": [course.places.get().pk]}
    assert leader.post(reverse("verp-meeting-new", args=[course.pk]), meeting).status_code == 302
    written = VerpMeeting.objects.get()
    leader.post(reverse("verp-meeting", args=[written.pk]), meeting | {"minutes": 90})
    assert VerpMeeting.objects.get().minutes == 90
    member.post(reverse("verp-place-ending", args=[course.places.get().pk]))
    assert course.places.get().left_at is not None
    assert member.get(reverse("verp-course", args=[course.pk])).status_code == 404
    leader.post(reverse("verp-course-ending", args=[course.pk]))
    assert VerpCourse.objects.get().ended_on == TODAY
    assert leader.get(reverse("verp-meeting-new", args=[course.pk])).status_code == 403


def test_more_than_four_are_welcome_and_get_a_word_about_it(cast, scene, sign_in):
    client = sign_in(scene.leader)
    said = {}
    for number in (3, 4, 5):
        member = builders.user("guider", cast.organisation, f"number {number}")
        address = reverse("verp-place-new", args=[scene.course.pk])
        page = client.post(address, {"member": member.pk}, follow=True).content.decode()
        said[number] = "usually of up to four" in page
    assert said == {3: False, 4: False, 5: True}
    assert scene.course.places.count() == 5


def test_before_an_account_is_closed_it_says_which_group_ends(cast, scene, sign_in):
    client = sign_in(cast.administrator)
    gone = {
        who: client.get(reverse("person-removal", args=[getattr(cast, who).pk])).context["gone"][2:]
        for who in ("supervisor", "guider", "trainee")
    }
    assert gone == {
        "supervisor": ["1 VERP group that they lead. It ends for all its members."],
        "guider": ["Their place in a VERP group: the others see nothing any more of what they showed."],
        "trainee": [],
    }

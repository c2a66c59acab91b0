"""Groups: who opens, joins, shows, writes and ends; a refusal changes nothing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions import end_verp_course, give_verp_place, open_verp_course
from accounts.models import VerpCourse, VerpPlace
from audit.models import Entry
from cases.models import Case
from consent.models import Grant
from sessions.models import Cycle
from supervision.actions import (
    correct_meeting,
    end_showing,
    set_goal,
    write_meeting,
    write_to_showing,
)
from supervision.models import GroupRemark, Showing, VerpMeeting
from supervision.rules.verp import MeetingFacts
from tests import builders, consent_builders, verp_builders

TODAY = timezone.localdate()


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    return verp_builders.scene(cast)


def counts() -> tuple[int, ...]:
    rows = (VerpCourse, VerpPlace, Case, Showing, GroupRemark, VerpMeeting, Grant, Entry)
    return tuple(model.objects.count() for model in rows)


def refused(act, *sentences: str) -> None:
    """With these sentences, and nothing has changed."""
    before = counts()
    with pytest.raises(ValidationError) as refusal:
        act()
    assert refusal.value.messages == list(sentences)
    assert counts() == before


NOT_A_MEMBER = "Choose a colleague who works with cases here, does not lead the group and is not in it yet."


@pytest.mark.parametrize("who", ["supervisor", "guider", "administrator", "stranger", "former"])
def test_only_a_colleague_who_works_cases_and_does_not_lead_becomes_a_member(cast, scene, who):
    builders.user("guider", cast.organisation, "former").roles_held.update(until=timezone.now())
    people = vars(cast) | {"former": type(cast.guider).objects.get(name="Former")}
    refused(lambda: give_verp_place(course=scene.course, member=people[who], by=scene.leader), NOT_A_MEMBER)


def test_a_supervisor_who_is_a_guider_too_is_no_member_of_the_group_they_lead(cast, scene):
    cast.supervisor.roles_held.create(role="guider")
    refused(
        lambda: give_verp_place(course=scene.course, member=cast.supervisor, by=scene.leader), NOT_A_MEMBER
    )
    elsewhere = verp_builders.course(builders.user("supervisor", cast.organisation, "second"))
    place = give_verp_place(course=elsewhere, member=cast.supervisor, by=elsewhere.led_by)
    assert place.member == cast.supervisor


@pytest.mark.parametrize("who", ["guider", "trainee", "administrator"])
def test_only_a_supervisor_opens_a_group(cast, who):
    refused(
        lambda: open_verp_course(title="Ours", begun_on=TODAY, by=getattr(cast, who)),
        "Only a supervisor leads a group.",
    )


def test_a_goal_opens_a_case_that_is_the_members_own_and_nobody_is_referred(cast, scene):
    case = scene.case
    assert (case.guider, case.is_own_practice, case.status) == (scene.presenter, True, "active")
    member = case.participations.get(is_client=True)
    assert (member.role, member.person.name) == ("staff", scene.presenter.name)
    refused(
        lambda: set_goal(place=scene.place, own_words="Else", agreed_wording="Else", by=scene.presenter),
        "You have set your goal already. Reword it on the page of your own practice.",
    )
    place = scene.course.places.get(member=scene.member)
    for other in (scene.presenter, scene.leader, cast.trainee):
        with pytest.raises((ValidationError, PermissionDenied)):
            set_goal(place=place, own_words="Else", agreed_wording="Else", by=other)
    assert Case.objects.count() == 1


def test_a_showing_asks_everyone_in_the_film_and_names_who_is_missing(scene):
    consent_builders.answers(scene.case, scene.pupil, group_supervision="refused")
    refused(
        lambda: verp_builders.show(scene),
        "The group may watch only when everyone in the film agrees to “Showing clips in group "
        "supervision”, you too. Ask first: Robin Canary.",
    )


def test_a_showing_opens_the_film_to_each_of_the_group_and_to_nobody_else(cast, scene):
    verp_builders.show(scene)
    assert {grant.user for grant in Grant.objects.filter(ended_at=None)} == {scene.member, scene.leader}
    refused(lambda: verp_builders.show(scene), "The group has these clips already.")


def test_only_clips_that_are_cut_are_shown(scene):
    scene.clips[0].refresh_from_db()
    type(scene.clips[0].render).objects.filter(pk=scene.clips[0].render_id).update(state="queued")
    refused(lambda: verp_builders.show(scene), "The clips are being cut. This takes a few seconds.")


def test_looked_at_together_completes_the_cycle_and_taken_back_does_not(scene):
    first = verp_builders.show(scene)
    end_showing(showing=first, ending="taken_back", by=scene.presenter)
    assert Cycle.objects.get().state == "open"
    second = verp_builders.show(scene)
    end_showing(showing=second, ending="talked", by=scene.presenter)
    cycle = Cycle.objects.get()
    assert (cycle.state, cycle.completed_by) == ("complete", scene.presenter)
    assert not Grant.objects.filter(ended_at=None).exists()
    refused(
        lambda: end_showing(showing=second, ending="talked", by=scene.presenter),
        "These clips are with the group no longer.",
    )


def test_words_stay_after_the_end_for_who_showed(scene, sign_in):
    showing = verp_builders.show(scene)
    write_to_showing(showing=showing, words="You wait, and Robin begins.", by=scene.member)
    refused(lambda: write_to_showing(showing=showing, words=" ", by=scene.member), "Write a few words first.")
    end_showing(showing=showing, ending="talked", by=scene.presenter)
    refused(
        lambda: write_to_showing(showing=showing, words="More", by=scene.member),
        "These clips are with the group no longer. What was written stays as it is.",
    )
    page = sign_in(scene.presenter).get(reverse("showing", args=[showing.pk])).content.decode()
    assert "You wait, and Robin begins." in page


def test_a_meeting_says_who_came_and_is_corrected_by_who_leads(cast, scene, sign_in):
    places = list(scene.course.places.all())
    facts = {"held_on": TODAY, "minutes": 180, "attended": places}
    meeting = write_meeting(course=scene.course, facts=MeetingFacts(**facts), by=scene.leader)
    correct_meeting(
        meeting=meeting,
        facts=MeetingFacts(**facts | {"minutes": 90, "attended": places[:1]}),
        by=scene.leader,
    )
    page = sign_in(scene.presenter).get(reverse("verp-course", args=[scene.course.pk])).content.decode()
    assert "1 meeting, 1 h 30 min" in page
    other = verp_builders.course(cast.supervisor, cast.trainee).places.get()
    for wrong, sentence in (
        ({"held_on": TODAY + timedelta(days=1)}, "This day is still to come. Give the day it happened."),
        ({"minutes": 0}, "A meeting lasts from one minute to ten hours."),
        ({"attended": []}, "Say who took part."),
        ({"attended": [other]}, "Only members of this group can be named here."),
    ):
        refused(
            lambda wrong=wrong: write_meeting(
                course=scene.course, facts=MeetingFacts(**facts | wrong), by=scene.leader
            ),
            sentence,
        )
    refused(
        lambda: write_meeting(course=scene.course, facts=MeetingFacts(**facts), by=scene.presenter),
        "Only the supervisor who leads this group does this.",
    )
    end_verp_course(course=scene.course, by=scene.leader)
    refused(
        lambda: write_meeting(course=scene.course, facts=MeetingFacts(**facts), by=scene.leader),
        "This group has ended. What was written stays as it is.",
    )

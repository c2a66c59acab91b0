"""Who sees a showing, in each state: asked of the page, the file of a clip, the gate and the rules.

s  opens the page of the showing       f  gets the file of a clip       g  is let in by the gate, as the group
p  is let in to prepare clips          r  writes to it                  e  ends it
"""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.actions import (
    change_roles,
    close_account,
    end_verp_course,
    end_verp_place,
    give_verp_place,
)
from accounts.models import VerpPlace
from audit.models import Entry, Outcome
from cases.actions import hand_over
from consent.actions import withdraw
from consent.rules import permits
from consent.scopes import Purpose, Scope
from supervision.actions import end_showing, show_to_group
from supervision.models import GroupRemark, Showing
from supervision.rules.verp import can_write_to, check_showing_ending
from tests import builders, consent_builders, verp_builders

PEOPLE = (
    "presenter",
    "member",
    "former",
    "newcomer",
    "leader",
    "another",
    "administrator",
    "outside_the_group",
    "stranger",
)
OPEN, OWN_OVER = "sfpre", "sfp"
SEES = "sfgr"
TABLE = {
    # state                    presenter  member  former newcomer leader  the others, in the order of PEOPLE
    "nothing shown": ("p", "", "", "", "", "", "", "", ""),
    "open": (OPEN, SEES, "", "", SEES, "", "", "", ""),
    "looked at together": (OWN_OVER, "", "", "", "", "", "", "", ""),
    "taken back": (OWN_OVER, "", "", "", "", "", "", "", ""),
    "course ended": ("sfpe", "", "", "", "", "", "", "", ""),
    "presenter left": ("sfpe", "", "", "", "", "", "", "", ""),
    "presenter's account closed": ("", "", "", "", "", "", "", "", ""),
    "member left": (OPEN, "", "", "", SEES, "", "", "", ""),
    "member left and came back": (OPEN, "", "", "", SEES, "", "", "", ""),
    "member works no cases any more": (OPEN, "", "", "", SEES, "", "", "", ""),
    "leader is no supervisor any more": ("sfpe", "", "", "", "", "", "", "", ""),
    "case handed over": ("", "", "", "", "", "", "", "p", ""),
    "consent of the pupil missing": (OPEN, "sr", "", "", "sr", "", "", "", ""),
    "consent to the group withdrawn": (OPEN, "sr", "", "", "sr", "", "", "", ""),
    "consent to film withdrawn": ("sre", "sr", "", "", "sr", "", "", "", ""),
}


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    """Beside the group: a member who left before, one who comes after, another supervisor."""
    scene = verp_builders.scene(cast)
    scene.former = builders.user("guider", cast.organisation, "former")
    give_verp_place(course=scene.course, member=scene.former, by=scene.leader)
    scene.newcomer = cast.trainee
    scene.another = builders.user("supervisor", cast.organisation, "another")
    scene.administrator, scene.stranger = cast.administrator, cast.stranger
    scene.outside_the_group = builders.user("guider", cast.organisation, "outside")
    return scene


def place_of(scene: SimpleNamespace, person: str) -> VerpPlace:
    return VerpPlace.objects.get(course=scene.course, member=getattr(scene, person), left_at=None)


def come_back(scene: SimpleNamespace) -> None:
    end_verp_place(place=place_of(scene, "member"), by=scene.leader)
    give_verp_place(course=scene.course, member=scene.member, by=scene.leader)


def take_back(scene: SimpleNamespace, scope: str) -> None:
    withdraw(case=scene.case, person=scene.pupil, scope=scope, by=scene.presenter)


CHANGES = {
    "open": lambda _scene: None,
    "looked at together": lambda s: end_showing(showing=s.showing, ending="talked", by=s.presenter),
    "taken back": lambda s: end_showing(showing=s.showing, ending="taken_back", by=s.presenter),
    "course ended": lambda s: end_verp_course(course=s.course, by=s.leader),
    "presenter left": lambda s: end_verp_place(place=place_of(s, "presenter"), by=s.presenter),
    "presenter's account closed": lambda s: close_account(person=s.presenter, by=s.administrator),
    "member left": lambda s: end_verp_place(place=place_of(s, "member"), by=s.member),
    "member left and came back": come_back,
    "member works no cases any more": lambda s: change_roles(
        person=s.member, roles={"supervisor"}, by=s.administrator
    ),
    "leader is no supervisor any more": lambda s: change_roles(
        person=s.leader, roles={"guider"}, by=s.administrator
    ),
    "case handed over": lambda s: hand_over(
        case=s.case, to=s.outside_the_group, reason="leave", by=s.administrator
    ),
    "consent of the pupil missing": lambda s: consent_builders.answers(
        s.case, s.pupil, group_supervision="refused"
    ),
    "consent to the group withdrawn": lambda s: take_back(s, Scope.GROUP_SUPERVISION),
    "consent to film withdrawn": lambda s: take_back(s, Scope.FILM),
}


def reach(scene: SimpleNamespace, state: str) -> None:
    if state != "nothing shown":
        scene.showing = verp_builders.show(scene)
    # Only now: who left before and who comes after have seen nothing of it, or nothing any more.
    end_verp_place(place=place_of(scene, "former"), by=scene.former)
    give_verp_place(course=scene.course, member=scene.newcomer, by=scene.leader)
    if state in CHANGES:
        CHANGES[state](scene)


def may_end(showing: Showing, user) -> bool:
    try:
        check_showing_ending(showing=showing, ending="talked", by=user)
    except ValidationError:
        return False
    return True


def allowed(scene: SimpleNamespace, user, client) -> str:
    custody = type(scene.footage.custody).objects.get(pk=scene.footage.custody_id)
    gate = {
        purpose: permits(user=user, purpose=purpose, custody=custody).allowed
        for purpose in (Purpose.GROUP_SUPERVISION, Purpose.PREPARATION)
    }
    facts = {"g": gate[Purpose.GROUP_SUPERVISION], "p": gate[Purpose.PREPARATION]}
    showing = Showing.objects.first()
    if showing is not None:
        page = client.get(reverse("showing", args=[showing.pk])).status_code
        clip = client.get(reverse("group-clip", args=[showing.clips.first().pk])).status_code
        posted = client.post(reverse("group-remarks", args=[showing.pk]), {"words": "You wait."}).status_code
        assert page in (200, 302, 403, 404)
        facts |= {
            "s": page == 200,
            "f": clip in (200, 206),
            "r": can_write_to(showing=showing, by=user),
            "e": may_end(showing, user),
        }
        assert facts["f"] == (page == 200 and (facts["g"] or facts["p"]))
        assert (posted == 302 and page != 302, GroupRemark.objects.filter(written_by=user).count()) == (
            facts["r"],
            int(facts["r"]),
        )
    return "".join(letter for letter in "sfgpre" if facts.get(letter))


@pytest.mark.parametrize("state", TABLE)
def test_who_may_what(scene, sign_in, state):
    reach(scene, state)
    found = {}
    for name in PEOPLE:
        user = type(scene.leader).objects.get(pk=getattr(scene, name).pk)
        found[name] = allowed(scene, user, sign_in(user))
    assert found == dict(zip(PEOPLE, TABLE[state], strict=True))


def test_who_came_back_sees_what_is_shown_anew(scene):
    scene.showing = verp_builders.show(scene)
    come_back(scene)
    end_showing(showing=scene.showing, ending="taken_back", by=scene.presenter)

    again = show_to_group(cycle=scene.cycle, question="", by=scene.presenter)

    assert list(Showing.objects.visible_to(scene.member)) == [again]
    assert permits(user=scene.member, purpose=Purpose.GROUP_SUPERVISION, custody=scene.footage.custody)


def test_the_whole_film_its_strip_and_its_frames_are_open_to_nobody_of_the_group(scene, sign_in):
    showing = verp_builders.show(scene)
    for person in (scene.member, scene.leader):
        client = sign_in(person)
        for name in ("footage-film", "footage-strip", "footage-frames", "footage-waveform"):
            answer = client.get(reverse(name, args=[scene.footage.pk])).status_code
            assert (name, answer) in {(name, 403), (name, 404)}
        for name in ("submission-film", "submission-strip"):
            answer = client.get(reverse(name, args=[showing.pk, scene.footage.pk])).status_code
            assert (name, answer) in {(name, 403), (name, 404)}


def test_each_look_of_the_group_is_written_down_with_its_purpose(scene, sign_in):
    showing = verp_builders.show(scene)
    for person in (scene.member, scene.cast.stranger):
        sign_in(person).get(reverse("group-clip", args=[showing.clips.first().pk]))
    read = Entry.objects.filter(action="film.read")
    assert [(entry.actor, entry.purpose, entry.outcome) for entry in read] == [
        (f"accounts.user:{scene.member.pk}", "group", Outcome.ALLOWED)
    ]


def test_no_name_of_the_case_is_shown_to_the_group(scene, sign_in):
    showing = verp_builders.show(scene)
    for person in (scene.member, scene.leader):
        client = sign_in(person)
        for name, pk in (("showing", showing.pk), ("verp-course", scene.course.pk)):
            page = client.get(reverse(name, args=[pk])).content.decode()
            assert ("Robin" in page, "Canary" in page, "2019" in page, scene.case.number in page) == (
                False,
            ) * 4
            assert "[Pupil]" in page
    own = sign_in(scene.presenter).get(reverse("showing", args=[showing.pk])).content.decode()
    assert "Robin at 100" in own


def test_who_shows_is_told_where_consent_keeps_the_group_out(scene, sign_in):
    showing = verp_builders.show(scene)
    client = sign_in(scene.presenter)

    def told():
        return (
            "the group cannot play it" in client.get(reverse("showing", args=[showing.pk])).content.decode()
        )

    assert not told()
    take_back(scene, Scope.GROUP_SUPERVISION)
    assert told()
    consent_builders.answers(scene.case, scene.pupil, group_supervision="given")
    assert told()  # given again, it is shown again by who shows it, not by itself
    assert not permits(user=scene.member, purpose=Purpose.GROUP_SUPERVISION, custody=scene.footage.custody)


def test_whoever_has_the_case_after_a_hand_over_shows_nothing_to_the_group(scene, sign_in):
    CHANGES["case handed over"](scene)
    page = sign_in(scene.outside_the_group).get(reverse("showing-new", args=[scene.cycle.pk]))
    text = page.content.decode()
    assert "Only the member whose own practice it is shows clips to the group." in text
    assert scene.member.name not in text
    with pytest.raises(ValidationError):
        show_to_group(cycle=scene.cycle, question="", by=scene.outside_the_group)
    assert not Showing.objects.exists()

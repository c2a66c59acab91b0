"""From showing to an answer in a second window, in a real browser, on clips that were really cut."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from audit.models import Entry
from clips.actions import choose
from consent import actions as consent_actions
from sessions.models import Cycle, FilmedSession, Footage
from supervision.actions import set_goal, show_to_group
from supervision.models import GroupRemark
from tests import builders, consent_builders, vault_builders, verp_builders
from tests.browser import barriers
from tests.clips.conftest import add_clip
from vault.models import Recording

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    """The guider's clip of the frames 25 to 74 is chosen and cut, and nothing is shown yet."""
    group = verp_builders.course(cast.supervisor, cast.guider, cast.other_guider)
    place = group.places.get(member=cast.guider)
    case = set_goal(place=place, own_words="I rush.", agreed_wording="How do I wait?", by=cast.guider)
    staff = case.participations.get().person
    pupil = builders.person(case, "pupil", "Robin Canary", born_on="2019-02-03")
    for person in (staff, pupil):
        consent_builders.answers(case, person, **verp_builders.GIVEN)
    recording = vault_builders.ready_recording(case.key, vault_builders.film(8, rate=25), by=cast.guider)
    custody = consent_actions.take_custody(
        recording=recording, case=case, persons=[staff, pupil], by=cast.guider
    )
    cycle = Cycle.objects.create(case=case, number=1)
    filming = FilmedSession.objects.create(cycle=cycle, kind=FilmedSession.Kind.FILMING)
    footage = Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="lesson.mp4", added_by=cast.guider
    )
    choose(clip=add_clip(footage, 25, 75), by=cast.guider)
    vault_builders.cut_clips(recording)
    Recording.objects.filter(ready_at=None).update(ready_at=timezone.now())
    return SimpleNamespace(
        group=group, presenter=cast.guider, member=cast.other_guider, cycle=cycle, case=case, pupil=pupil
    )


@pytest.fixture
def window_of(live_server, sign_in, browser: Browser):
    """A window of its own for each person."""
    contexts = []

    def window_of(user: User) -> Page:
        context = browser.new_context()
        contexts.append(context)
        cookies = sign_in(user).cookies
        context.add_cookies(
            [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies.items()]
        )
        page = context.new_page()
        page.at = lambda name, *args: page.goto(live_server.url + reverse(name, args=args))
        return page

    yield window_of
    for context in contexts:
        context.close()


def test_clips_are_shown_and_answered_in_a_second_window(scene, window_of):
    presenter, member = window_of(scene.presenter), window_of(scene.member)
    presenter.at("showing-new", scene.cycle.pk)
    presenter.get_by_label("What you would like to know").fill("What does Robin do before I speak?")
    presenter.get_by_role("button", name="Show to the group").click()
    expect(presenter.get_by_text("The group sees your clips now.")).to_be_visible()

    member.at("verp-course", scene.group.pk)
    member.get_by_role("link", name="Look at the clips").click()
    expect(member.get_by_text("What does [Pupil] do before I speak?")).to_be_visible()
    play(member)
    member.get_by_label("What did you see that works?").fill("You look up, and Robin begins.")
    member.get_by_role("button", name="Send to the group").click()
    expect(member.locator(".verp-remark").get_by_text("You look up, and [Pupil] begins.")).to_be_visible()
    expect(member.get_by_label("What did you see that works?")).to_have_value("")

    presenter.reload()
    expect(presenter.locator(".verp-remark").get_by_text("You look up, and Robin begins.")).to_be_visible()
    assert GroupRemark.objects.get().written_by == scene.member
    read = Entry.objects.filter(action="film.read", outcome="allowed")
    assert {(entry.actor, entry.purpose) for entry in read} == {(f"accounts.user:{scene.member.pk}", "group")}


def test_what_is_taken_back_leaves_the_player_of_the_others_while_it_plays(scene, window_of):
    showing = show_to_group(cycle=scene.cycle, question="", by=scene.presenter)
    presenter, member = window_of(scene.presenter), window_of(scene.member)
    presenter.at("showing", showing.pk)
    member.at("showing", showing.pk)
    play(member)
    member.evaluate(
        "() => { const video = document.querySelector('video'); video.loop = true; video.play(); }"
    )

    presenter.get_by_role("button", name="Take them back").click()

    expect(presenter.get_by_text("The group does not see these clips any more.")).to_be_visible()
    expect(member.get_by_text("These clips are with the group no longer.")).to_be_visible()
    expect(member.locator("[data-frame]")).to_be_hidden()
    assert member.locator("video").get_attribute("src") is None
    assert member.at("showing", showing.pk).status == 404


def test_nothing_on_the_pages_stands_in_anybodys_way(scene, window_of):
    page = window_of(scene.presenter)
    found = {}

    def look(name, *args):
        page.at(name, *args)
        found[name] = barriers(page)

    look("showing-new", scene.cycle.pk)
    showing = show_to_group(cycle=scene.cycle, question="What works?", by=scene.presenter)
    look("showing", showing.pk)
    look("verp-courses")
    look("verp-course", scene.group.pk)
    look("verp-place-ending", scene.group.places.get(member=scene.presenter).pk)
    page = window_of(scene.member)
    look("verp-goal", scene.group.pk)
    page = window_of(scene.group.led_by)
    for name in ("verp-place-new", "verp-meeting-new", "verp-course-ending"):
        look(name, scene.group.pk)
    assert {name for name, broken in found.items() if broken} == set()
    assert len(found) == 9


def play(page: Page) -> None:
    page.get_by_role("button", name="Play 1").click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.2")

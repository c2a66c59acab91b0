"""What is new since somebody last looked: on the cards, and as a number beside the navigation entry."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import change_roles
from accounts.models import SupervisionPair, User
from cases.models import Case
from consent.actions import withdraw
from supervision.actions import decide, look, remark, suggest
from supervision.models import Look, Submission
from supervision.rules import number_of_news, with_news
from tests.supervision.conftest import FAMILY, send


def say(scene, by):
    remark(submission=scene.submission, footage=scene.footage, frame=1, words="Here", by=by)


def press(scene, position, suggestion):
    suggest(clip=scene.submission.clips.get(position=position), suggestion=suggestion, by=scene.supervisor)


def end(scene):
    decide(submission=scene.submission, verdict="returned", words="Earlier", minutes=5, by=scene.supervisor)


def both_look(scene):
    for person in (scene.supervisor, scene.trainee):
        look(submission=scene.submission, by=person)


def news_of(scene, who):
    facts = ("is_new", "is_again", "is_decided_since", "new_remarks", "new_suggestions")
    person = User.objects.get(pk=getattr(scene.cast, who).pk)
    one = with_news(Submission.objects.filter(pk=scene.submission.pk), person).values_list(*facts).get()
    return *one, number_of_news(person)


def roles(scene, who, *codes):
    change_roles(person=getattr(scene.cast, who), roles=set(codes), by=scene.cast.administrator)


NOTHING = (False, False, False, 0, 0, 0)
# What was said is news for the one it is said to; the last number is the one in the navigation.
CASES = {
    "submitted": ([], (True, False, False, 0, 0, 1), NOTHING),
    "both looked": ([both_look], NOTHING, NOTHING),
    "remark of the supervisor": (
        [both_look, lambda scene: say(scene, scene.supervisor)],
        NOTHING,
        (False, False, False, 1, 0, 1),
    ),
    "answer of the trainee": (
        [both_look, lambda scene: say(scene, scene.trainee)],
        (False, False, False, 1, 0, 1),
        NOTHING,
    ),
    "a suggestion": (
        [both_look, lambda scene: press(scene, 1, "talk")],
        NOTHING,
        (False, False, False, 0, 1, 1),
    ),
    "suggestions before the trainee has looked at all": (
        [lambda scene: press(scene, 1, "use"), lambda scene: press(scene, 2, "swap")],
        (True, False, False, 0, 0, 1),
        (False, False, False, 0, 2, 1),
    ),
    "another clip is used first now": (
        [lambda scene: press(scene, 1, "first"), both_look, lambda scene: press(scene, 2, "first")],
        NOTHING,
        (False, False, False, 0, 2, 1),
    ),
    "a suggestion and looked": ([lambda scene: press(scene, 1, "use"), both_look], NOTHING, NOTHING),
    "a suggestion that was taken back": (
        [both_look, lambda scene: press(scene, 1, "use"), lambda scene: press(scene, 1, "")],
        NOTHING,
        NOTHING,
    ),
    "remarks and suggestions together": (
        [
            both_look,
            lambda scene: say(scene, scene.supervisor),
            lambda scene: say(scene, scene.supervisor),
            lambda scene: press(scene, 1, "use"),
            lambda scene: press(scene, 2, "talk"),
        ],
        NOTHING,
        (False, False, False, 2, 2, 1),
    ),
    "decided": ([both_look, end], NOTHING, (False, False, True, 0, 0, 1)),
    "decided and looked": ([both_look, end, both_look], NOTHING, NOTHING),
    "brought again": (
        [both_look, end, both_look, lambda scene: setattr(scene, "submission", send(scene))],
        (True, True, False, 0, 0, 1),
        (False, True, False, 0, 0, 0),
    ),
    "brought again before the decision was read": (
        [both_look, end, send],
        (False, False, False, 0, 0, 1),
        (False, False, True, 0, 0, 1),
    ),
    "consent taken back": (
        [lambda scene: withdraw(case=scene.case, person=scene.child, scope="", by=scene.trainee)],
        (True, False, False, 0, 0, 1),
        NOTHING,
    ),
    "pair ended": (
        [lambda _scene: SupervisionPair.objects.update(until=timezone.now())],
        (True, False, False, 0, 0, 0),
        NOTHING,
    ),
    "pair ended after the decision": (
        [both_look, end, lambda _scene: SupervisionPair.objects.update(until=timezone.now())],
        NOTHING,
        (False, False, True, 0, 0, 1),
    ),
    "handed over": (
        [both_look, end, lambda scene: Case.objects.update(guider=scene.cast.guider)],
        NOTHING,
        (False, False, True, 0, 0, 0),
    ),
    "supervisor has another role": (
        [lambda scene: roles(scene, "supervisor", "guider")],
        (True, False, False, 0, 0, 0),
        NOTHING,
    ),
    "trainee has another role": (
        [both_look, end, lambda scene: roles(scene, "trainee", "guider")],
        NOTHING,
        (False, False, True, 0, 0, 0),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_news_to_whom(submitted, name):
    steps, supervisors, trainees = CASES[name]
    for step in steps:
        step(submitted)
    assert (news_of(submitted, "supervisor"), news_of(submitted, "trainee")) == (supervisors, trainees)
    assert {
        number_of_news(getattr(submitted.cast, who)) for who in ("guider", "administrator", "stranger")
    } == {0}


def test_only_the_two_are_remembered_to_have_looked(submitted):
    both_look(submitted)
    both_look(submitted)
    look(submission=submitted.submission, by=submitted.cast.guider)
    assert sorted(Look.objects.values_list("user__name", flat=True)) == ["Supervisor", "Trainee"]


def test_the_number_goes_once_the_submission_was_opened_and_says_nothing_about_anybody(submitted, sign_in):
    client = sign_in(submitted.supervisor)

    def queue():
        return client.get(reverse("submissions")).content.decode()

    first = queue()
    assert re.findall(r'site-count number">(\d+)<', first) == ["1", "1"]
    assert re.findall(r'badge-news">.*?</span>([^<]+)</span>', first, re.DOTALL) == ["New"]
    assert [name for name in FAMILY if name in first] == []
    client.get(reverse("submission", args=[submitted.submission.pk]))
    assert "site-count" not in queue()
    say(submitted, submitted.trainee)
    assert re.findall(r'badge-news">.*?</span>([^<]+)</span>', queue(), re.DOTALL) == ["1 new remark"]


def test_a_suggestion_alone_is_said_on_the_card_of_the_trainee(submitted, sign_in):
    both_look(submitted)
    press(submitted, 1, "first")
    shown = sign_in(submitted.trainee).get(reverse("submissions")).content.decode()
    assert re.findall(r'badge-news">.*?</span>([^<]+)</span>', shown, re.DOTALL) == ["1 new suggestion"]
    assert re.findall(r'site-count number">(\d+)<', shown) == ["1", "1"]
    assert "site-count" not in sign_in(submitted.supervisor).get(reverse("submissions")).content.decode()

"""Preparing a review: a question and notes for each clip, and what is still to be seen to."""

import json
import time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import Entry
from clips import actions
from clips.actions import reviews
from clips.models import Clip, ClipPlan
from clips.prompts import PROMPTS
from clips.rules import UnableToPrepare
from sessions.actions import abandon_cycle
from tests.clips.conftest import add_clip

PLAN = {"prompt": "What do you see here?", "note": "She was tired last time."}


def put(client, clip, body):
    return client.put(reverse("clip-plan", args=[clip.pk]), json.dumps(body), content_type="application/json")


def plans():
    return list(ClipPlan.objects.order_by("clip").values_list("prompt", "note"))


def prepared(client, cycle):
    return client.get(reverse("review-new", args=[cycle.pk])).content.decode()


def test_a_plan_is_kept_changed_and_in_the_trail(ready, sign_in):
    client = sign_in(ready.guider)
    assert put(client, ready.clips[0], PLAN).status_code == 204
    assert put(client, ready.clips[0], PLAN | {"note": "Quiet today."}).status_code == 204
    assert plans() == [("What do you see here?", "Quiet today.")]
    assert Entry.objects.filter(action="clip.planned").count() == 2
    put(client, ready.clips[0], PLAN | {"note": "Quiet today."})
    assert Entry.objects.filter(action="clip.planned").count() == 2
    page = prepared(client, ready.cycle)
    assert (page.count("What do you see here?</textarea>"), page.count("Quiet today.</textarea>")) == (1, 1)


def test_the_library_is_offered_for_every_clip(ready, sign_in):
    page = prepared(sign_in(ready.guider), ready.cycle)
    asked = [str(question) for _name, questions in PROMPTS for question in questions]
    assert [page.count(f"<option>{question}</option>") for question in asked] == [2] * len(asked)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"prompt": "x" * 301, "note": ""}, 400),
        ({"prompt": "", "note": "x" * 5001}, 400),
        (["prompt"], 204),
        ({"prompt": "", "note": ""}, 204),
    ],
)
def test_what_is_too_long_is_refused_and_nothing_is_no_plan(ready, sign_in, body, status):
    assert put(sign_in(ready.guider), ready.clips[0], body).status_code == status
    assert plans() == []


@pytest.mark.parametrize(("who", "status"), [("other_guider", 404), ("stranger", 404), ("supervisor", 403)])
def test_only_the_guider_in_charge_plans(ready, sign_in, who, status):
    assert put(sign_in(getattr(ready.cast, who)), ready.clips[0], PLAN).status_code == status
    assert plans() == []


def test_in_a_cycle_that_has_ended_nothing_is_planned(ready):
    abandon_cycle(cycle=ready.cycle, reason="refilm", by=ready.guider)
    clip = Clip.objects.first()
    with pytest.raises(UnableToPrepare):
        reviews.plan_clip(clip=clip, by=ready.guider, **PLAN)
    assert plans() == []


def test_an_action_refuses_what_a_form_would(ready):
    with pytest.raises(ValidationError):
        reviews.plan_clip(clip=ready.clips[0], prompt="x" * 301, note="", by=ready.guider)
    assert plans() == []


def test_what_was_asked_stays_when_the_plan_changes(ready):
    reviews.plan_clip(clip=ready.clips[0], by=ready.guider, **PLAN)
    review = reviews.show(cycle=ready.cycle, by=ready.guider)
    reviews.plan_clip(clip=ready.clips[0], prompt="Another", note="", by=ready.guider)
    assert list(review.shown_clips.values_list("prompt", flat=True)) == ["What do you see here?", ""]


def test_a_plan_comes_back_with_its_clip(ready):
    reviews.plan_clip(clip=ready.clips[0], by=ready.guider, **PLAN)
    actions.remove_clip(clip=ready.clips[0], version=ready.clips[0].version, by=ready.guider)
    assert plans() == []
    actions.undo(footage=ready.footage, by=ready.guider)
    assert plans() == [tuple(PLAN.values())]


@pytest.mark.parametrize(("hours", "is_told"), [(0, False), (9.9, False), (10.1, True), (11.9, True)])
def test_a_sign_in_that_ends_soon_is_told_and_never_locks(ready, sign_in, hours, is_told):
    client = sign_in(ready.guider)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - hours * 3600
    session.save()
    page = prepared(client, ready.cycle)
    assert ("You will be signed out at" in page, "disabled" in page) == (is_told, False)


def test_the_number_of_queries_does_not_grow_with_the_clips(ready, sign_in, django_assert_max_num_queries):
    client = sign_in(ready.guider)
    counts = []
    for number in (1, 30):
        for start in range(number):
            clip = add_clip(ready.footage, start, start + 100, title="More")
            actions.choose(clip=clip, by=ready.guider)
            reviews.plan_clip(clip=clip, by=ready.guider, **PLAN)
        with django_assert_max_num_queries(60) as asked:
            prepared(client, ready.cycle)
        counts.append(len(asked))
    assert counts[0] == counts[1]

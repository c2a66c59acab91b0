"""A change whose answer the network lost is asked for again under the same key, and made once."""

import json
from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from clips import actions
from clips.models import AnsweredRequest, Clip, Edit, Moment
from clips.tasks import sweep_steps
from tests.clips.conftest import add_moment
from tests.clips.film_page import enter, open_studio, saved, scene_of


def post(client: Client, footage, name, key="", **body):
    headers = {"Idempotency-Key": key} if key else {}
    where = reverse(name, args=[footage.pk])
    return client.post(where, json.dumps(body), content_type="application/json", headers=headers)


@pytest.fixture
def ask(studio, sign_in):
    client = sign_in(studio.guider)
    return lambda name, key="", **body: post(client, studio.footage, name, key, **body)


@pytest.mark.parametrize(
    ("name", "body", "model"),
    [
        ("moments", {"frame": 500}, Moment),
        ("clips", {"in_frame": 100, "out_frame": 350}, Clip),
    ],
)
def test_the_same_key_makes_it_once_and_gives_the_same_answer(ask, name, body, model):
    key = str(uuid4())
    first, again = ask(name, key, **body), ask(name, key, **body)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert model.objects.count() == 1
    assert Edit.objects.count() == 1
    other = ask(name, str(uuid4()), **body)
    assert other.json()["id"] != first.json()["id"]
    assert model.objects.count() == 2


def test_a_step_back_that_is_asked_for_twice_is_taken_once(studio, ask):
    for frame in (100, 200, 300):
        actions.mark_moment(footage=studio.footage, frame=frame, note="", by=studio.guider)
    back = str(uuid4())
    first, again = ask("marks-undo", back), ask("marks-undo", back)
    assert again.json() == first.json()
    assert [moment["frame"] for moment in again.json()["moments"]] == [100, 200]
    on = str(uuid4())
    assert ask("marks-redo", on).json() == ask("marks-redo", on).json()
    assert list(Moment.objects.values_list("frame", flat=True)) == [100, 200, 300]


def test_what_was_removed_meanwhile_does_not_come_back(studio, ask):
    key = str(uuid4())
    ask("moments", key, frame=500)
    Moment.objects.all().delete()
    assert ask("moments", key, frame=500).status_code == 404
    assert Moment.objects.count() == 0


def test_a_refusal_is_not_remembered_and_an_overtaken_step_leaves_the_line(studio, ask):
    key = str(uuid4())
    assert ask("moments", key, frame=1000).status_code == 400
    assert ask("moments", key, frame=999).status_code == 201
    Moment.objects.update(note="Changed elsewhere")
    assert ask("marks-undo", str(uuid4())).status_code == 400
    assert (Edit.objects.count(), Moment.objects.count()) == (0, 1)


def test_a_key_counts_for_its_person_and_its_film_only(studio, ask):
    key = uuid4()
    make = {"key": key, "footage": studio.footage, "make": lambda: {"moment": 0}}
    assert actions.make_once(by=studio.cast.other_guider, **make) == {"moment": 0}
    assert ask("moments", str(key), frame=5).json()["frame"] == 5


def test_an_unreadable_key_is_refused(ask):
    assert ask("moments", "not a key", frame=5).status_code == 400
    assert Moment.objects.count() == 0


def test_answers_are_kept_for_a_day(studio, ask):
    ask("moments", str(uuid4()), frame=500)
    AnsweredRequest.objects.update(at=timezone.now() - timedelta(hours=23))
    sweep_steps()
    assert AnsweredRequest.objects.count() == 1
    AnsweredRequest.objects.update(at=timezone.now() - timedelta(hours=25))
    sweep_steps()
    assert AnsweredRequest.objects.count() == 0


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_two_that_arrive_together_make_one_clip(studio):
    key, moment, made = uuid4(), add_moment(studio.footage), []

    def make():
        return {"clip": actions.make_clip_of_moment(moment=moment, by=studio.guider).pk}

    def ask():
        try:
            made.append(actions.make_once(key=key, footage=studio.footage, by=studio.guider, make=make))
        finally:
            connection.close()

    both = [Thread(target=ask) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert made == [{"clip": Clip.objects.get().pk}] * 2


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_a_moment_and_its_clip_whose_answers_were_lost_are_there_once(cast, live_server, sign_in, page: Page):
    scene = scene_of(cast)
    enter(page, live_server, sign_in(scene.guider))
    open_studio(page, live_server, scene)
    lost = []

    def lose(route: Route) -> None:
        if route.request.url in lost:
            return route.continue_()
        lost.append(route.request.url)
        route.fetch()  # the server has done it
        return route.abort()

    page.route("**/moments/", lose)
    page.route("**/clips/", lose)
    page.keyboard.press("m")
    page.keyboard.press("x")
    while len(lost) < 2:
        page.wait_for_timeout(20)
    saved(page)
    expect(page.locator("#clips > li")).to_have_count(1)
    assert Clip.objects.get().moment == Moment.objects.get()

"""The studio page and the selection page."""

import json
import re

import pytest
from django.urls import reverse

from clips.actions import choose
from clips.models import PrincipleTick
from consent.models import Withdrawal
from tests.clips.conftest import add_clip, add_moment
from vault.models import Job, Recording


def film_of(page: str) -> dict[str, object]:
    found = re.search(r'<script id="film" type="application/json">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def test_the_studio_shows_film_question_people_and_what_was_made(studio, sign_in):
    moment = add_moment(studio.footage)
    clip = add_clip(studio.footage, moment=moment, title="He looks")
    PrincipleTick.objects.create(clip=clip, principle="receive", subject=studio.parent)
    page = sign_in(studio.guider).get(reverse("studio", args=[studio.footage.pk])).content.decode()
    film = film_of(page)
    assert [each["id"] for each in film["moments"]] == [moment.pk]
    assert film["clips"][0]["ticks"] == [{"principle": "receive", "subject": studio.parent.pk}]
    assert film["urls"]["film"] == reverse("footage-film", args=[studio.footage.pk])
    for words in ("How do we enjoy each other?", "Juniper", "Robin", "Receiving initiatives"):
        assert words in page


def test_the_title_of_the_page_names_nobody(studio, sign_in):
    page = sign_in(studio.guider).get(reverse("studio", args=[studio.footage.pk])).content.decode()
    assert re.search(r"<title>(.*?)</title>", page)[1] == "Clip studio · Attune"


@pytest.mark.parametrize("state", ["receiving", "waiting", "working"])
def test_a_film_on_its_way_is_waited_for(studio, sign_in, state):
    Recording.objects.update(state=state)
    page = sign_in(studio.guider).get(reverse("studio", args=[studio.footage.pk]))
    assert page.status_code == 200
    assert reverse("footage-progress", args=[studio.footage.pk]) in page.content.decode()
    assert b"<video" not in page.content


def test_where_consent_is_missing_the_reasons_are_told_and_there_is_no_player(studio, sign_in):
    Withdrawal.objects.create(case=studio.case, person=studio.child, recorded_by=studio.guider)
    page = sign_in(studio.guider).get(reverse("studio", args=[studio.footage.pk]))
    assert page.status_code == 403
    assert "Robin has taken back the consent to “Being filmed”." in page.content.decode()
    assert b"<video" not in page.content


def test_an_empty_selection_says_what_to_do(studio, sign_in):
    page = sign_in(studio.guider).get(reverse("selection", args=[studio.cycle.pk])).content.decode()
    assert "No clips chosen yet" in page


def test_the_selection_tells_how_far_each_clip_is(studio, sign_in):
    for start, state in ((0, "queued"), (300, "done"), (600, "failed")):
        clip = add_clip(studio.footage, start, start + 250)
        render = choose(clip=clip, by=studio.guider).clip.render
        Job.objects.filter(pk=render.pk).update(state=state)
    page = sign_in(studio.guider).get(reverse("selection", args=[studio.cycle.pk])).content.decode()
    shown = re.findall(r"Being cut|Ready|Could not be cut", page)
    assert shown == ["Being cut", "Ready", "Could not be cut"]
    assert "3 clips, 30 seconds of film in all" in page
    assert "every 3s" in page


def test_a_selection_that_is_ready_asks_no_more(studio, sign_in):
    choose(clip=add_clip(studio.footage), by=studio.guider)
    Job.objects.update(state="done")
    page = sign_in(studio.guider).get(reverse("selection", args=[studio.cycle.pk])).content.decode()
    assert "every 3s" not in page


def test_only_who_is_in_training_is_offered_supervision(studio, sign_in):
    choose(clip=add_clip(studio.footage), by=studio.guider)
    where = reverse("submission-new", args=[studio.cycle.pk])
    assert (
        where not in sign_in(studio.guider).get(reverse("selection", args=[studio.cycle.pk])).content.decode()
    )
    type(studio.case).objects.update(guider=studio.cast.trainee)
    page = sign_in(studio.cast.trainee).get(reverse("selection", args=[studio.cycle.pk])).content.decode()
    assert where in page


@pytest.mark.parametrize("name", ["studio", "selection"])
def test_the_number_of_queries_does_not_grow(studio, sign_in, name, django_assert_max_num_queries):
    client = sign_in(studio.guider)
    where = reverse(name, args=[studio.footage.pk if name == "studio" else studio.cycle.pk])

    def add(number):
        for place in range(number):
            moment = add_moment(studio.footage, place)
            clip = add_clip(studio.footage, place, place + 100, moment=moment)
            PrincipleTick.objects.create(clip=clip, principle="guide", subject=studio.parent)
            choose(clip=clip, by=studio.guider)

    add(3)
    client.get(where)
    with django_assert_max_num_queries(60) as few:
        client.get(where)
    add(27)
    with django_assert_max_num_queries(60) as many:
        client.get(where)
    assert len(many) == len(few)

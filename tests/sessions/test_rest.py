"""After a loss the cycles of a case are there to look at, and ask for nothing."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from clips.models import SelectedClip, Selection
from sessions import actions
from sessions.models import Cycle, FilmedSession


@pytest.fixture
def resting(scene):
    Case.objects.filter(pk=scene.case.pk).update(resting_since=timezone.localdate())
    return Case.objects.get(pk=scene.case.pk)


def offered(client, case) -> list[str]:
    """What can be pressed in the part of the case page, other than the meetings themselves."""
    page = client.get(reverse("cycles", args=[case.pk])).content.decode()
    return re.findall(r"<button|<form|class=\"btn|href=\"[^\"]*(?:new|selection|abandonment)[^\"]*\"", page)


def test_without_a_cycle_nothing_is_offered(sign_in, scene, resting):
    Cycle.objects.all().delete()
    client = sign_in(scene.guider)
    assert offered(client, resting) == []
    assert "Nothing is planned here." in client.get(reverse("cycles", args=[resting.pk])).content.decode()
    Case.objects.update(resting_since=None)
    assert offered(client, resting) != []


def test_a_cycle_under_way_is_seen_and_offers_nothing(sign_in, scene, resting, film_of):
    film = film_of(scene.filming, scene.parent, state="ready", ready_at=timezone.now())
    clip = film.clips.create(in_frame=1, out_frame=9, made_by=scene.guider)
    SelectedClip.objects.create(selection=Selection.objects.create(cycle=scene.cycle), clip=clip, position=1)
    review = FilmedSession.objects.create(cycle=scene.cycle, kind="shared_review")
    film_of(review, scene.parent, state="ready")
    client = sign_in(scene.guider)
    assert offered(client, resting) == []
    page = client.get(reverse("cycles", args=[resting.pk])).content.decode()
    words = ("Look for your own moments", "Film of the review", "Choose clips", "1 clip chosen")
    assert [each in page for each in words] == [False, False, False, True]


def test_nothing_is_planned_meanwhile_and_everything_afterwards(scene, resting):
    plan = {"held_on": timezone.localdate(), "place": "At home", "activity": "play", "by": scene.guider}
    for verb in (
        lambda: actions.open_cycle(case=resting, by=scene.guider),
        lambda: actions.plan_filming(cycle=scene.cycle, **plan),
    ):
        with pytest.raises(ValidationError, match="rests for now"):
            verb()
    assert (Cycle.objects.count(), FilmedSession.objects.count()) == (1, 1)
    Case.objects.update(resting_since=None)
    actions.plan_filming(cycle=scene.cycle, **plan)
    assert FilmedSession.objects.count() == 2

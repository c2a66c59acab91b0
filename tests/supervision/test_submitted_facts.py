"""What was said about a clip goes to supervision as it was, by parts in the case and without a name."""

import re

import pytest
from django.urls import reverse

from clips.actions import change_clip, tick
from clips.models import Clip
from supervision.models import SubmittedClip
from tests.supervision.conftest import FAMILY, send


@pytest.fixture
def told(chosen):
    """The first clip with a descriptor, two turns and what came 20 s before it; it begins at 4 s."""
    clip = chosen.clips[0]
    tick(clip=clip, principle="receive.face", subject=chosen.parent, by=chosen.trainee)
    turns = [
        {"person": chosen.child.pk, "kind": "initiative", "channel": "sound", "frame": 120},
        {"person": chosen.parent.pk, "kind": "reception", "channel": "", "frame": None},
    ]
    change_clip(clip=clip, version=1, by=chosen.trainee, turns=turns, before_seconds=20)
    chosen.submission = send(chosen)
    return chosen


def frozen() -> list[tuple[object, ...]]:
    return list(SubmittedClip.objects.values_list("principles", "turns", "before_seconds"))


def test_descriptors_turns_and_seconds_before_are_frozen_by_part(told):
    before = [
        (
            [["receive", "parent"], ["receive.face", "parent"]],
            [["child", "initiative", "sound"], ["parent", "reception", ""]],
            20,
        ),
        ([], [], 0),
    ]
    assert frozen() == before
    clip = Clip.objects.get(pk=told.clips[0].pk)
    clip.ticks.all().delete()
    change_clip(clip=clip, version=clip.version, by=told.trainee, turns=[], before_seconds=0)
    assert frozen() == before


def test_the_supervisor_reads_them_without_a_name_and_plays_from_what_came_before(told, sign_in):
    screen = reverse("submission", args=[told.submission.pk])
    page = sign_in(told.supervisor).get(screen).content.decode()
    for words in (
        "Receiving initiatives: Parent",
        "answers with eyes, smile or nod",
        "Child: initiative by sound → Parent: reception",
    ):
        assert words in page
    assert re.findall(r'submitted-play".*? data-in="(\d+)" data-out="(\d+)"', page) == [
        ("100", "350"),
        ("0", "350"),
        ("0", "600"),
        ("500", "750"),
        ("250", "1000"),
    ]
    assert [name for name in FAMILY if name in page] == []


def test_what_is_brought_is_shown_before_it_is_sent(told, sign_in):
    page = sign_in(told.trainee).get(reverse("submission-new", args=[told.cycle.pk])).content.decode()
    assert "Receiving initiatives: Juniper Canary" in page
    assert "Robin Canary: initiative by sound → Juniper Canary: reception" in page

"""What is said about a clip: descriptors under a principle, the chain of turns, what came just before."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from clips import actions
from clips.models import Clip, Edit, PrincipleTick, Turn
from clips.principles import DESCRIPTORS, PRINCIPLES, principle_of
from clips.rules import Conflict, frame_before
from clips.seen import Seen, chain, chain_of, seen, seen_in
from consent.models import Appearance
from tests import builders
from tests.clips.conftest import add_clip
from vault.frames import FrameTable


def ticks(clip):
    return sorted(clip.ticks.values_list("principle", "subject__name"))


def turn(person, kind="initiative", channel="sound", frame=None):
    return {"person": person.pk, "kind": kind, "channel": channel, "frame": frame}


def told(clip, turns, by, version=1):
    return actions.change_clip(clip=clip, version=version, by=by, turns=turns)


def state(clip):
    return Clip.objects.filter(pk=clip.pk).values().get(), clip.chain, Entry.objects.count()


def test_there_are_six_principles_and_thirty_descriptors_each_under_its_own():
    assert {code: len(each.descriptors) for code, each in PRINCIPLES.items()} == {
        "attentive": 4,
        "encourage": 5,
        "receive": 5,
        "attuned": 5,
        "guide": 5,
        "deepen": 6,
    }
    assert len(DESCRIPTORS) == 30
    assert [code for each in PRINCIPLES.values() for code in each.descriptors] == [
        code
        for principle in PRINCIPLES
        for code in PRINCIPLES[principle].descriptors
        if principle_of(code) == principle
    ]


def test_a_descriptor_is_ticked_with_its_principle_and_goes_with_it(studio):
    clip = add_clip(studio.footage)
    actions.tick(clip=clip, principle="receive.face", subject=studio.parent, by=studio.guider)
    actions.tick(clip=clip, principle="receive.echo", subject=studio.parent, by=studio.guider)
    actions.tick(clip=clip, principle="receive.face", subject=studio.child, by=studio.guider)
    actions.untick(clip=clip, principle="receive.echo", subject=studio.parent, by=studio.guider)
    assert ticks(clip) == [
        ("receive", "Juniper"),
        ("receive", "Robin"),
        ("receive.face", "Juniper"),
        ("receive.face", "Robin"),
    ]
    actions.untick(clip=clip, principle="receive", subject=studio.parent, by=studio.guider)
    assert ticks(clip) == [("receive", "Robin"), ("receive.face", "Robin")]


@pytest.mark.parametrize("code", ["receive.", "receive.shout", "receive.face.x", ".face", "face"])
def test_no_other_word_is_a_descriptor(studio, code):
    clip = add_clip(studio.footage)
    with pytest.raises(ValidationError, match="nor one of their descriptors"):
        actions.tick(clip=clip, principle=code, subject=studio.parent, by=studio.guider)
    assert (PrincipleTick.objects.count(), Entry.objects.filter(action="clip.ticked").count()) == (0, 0)


def test_a_descriptor_has_an_address(studio, sign_in):
    clip = add_clip(studio.footage)
    where = reverse("clip-tick", args=[clip.pk, "encourage.warm_tone", studio.parent.pk])
    client = sign_in(studio.guider)
    assert client.put(where).status_code == 204
    assert ticks(clip) == [("encourage", "Juniper"), ("encourage.warm_tone", "Juniper")]
    assert client.delete(where).status_code == 204
    assert ticks(clip) == [("encourage", "Juniper")]


def test_a_chain_of_turns_is_kept_in_its_order_and_replaced_as_a_whole(studio):
    clip = add_clip(studio.footage)
    first, second = turn(studio.child, frame=120), turn(studio.parent, "reception", "look")
    changed = told(clip, [first, second], studio.guider)
    assert (changed.version, changed.chain) == (2, [first, second])
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.detail) == ("clip.changed", {"fields": ["turns"]})
    changed = told(clip, [second], studio.guider, version=2)
    assert (changed.version, Clip.objects.get().chain) == (3, [second])


def test_the_same_chain_again_changes_nothing(studio):
    clip = add_clip(studio.footage)
    chain = [turn(studio.child)]
    told(clip, chain, studio.guider)
    before = state(clip)
    told(clip, chain, studio.guider, version=2)
    assert state(clip) == before


def test_a_chain_from_another_window_is_a_conflict_and_stays(studio):
    clip = add_clip(studio.footage)
    told(clip, [turn(studio.child)], studio.guider)
    before = state(clip)
    with pytest.raises(Conflict):
        told(clip, [turn(studio.parent)], studio.guider)
    assert state(clip) == before


def test_a_turn_of_somebody_absent_of_another_kind_or_outside_the_film_is_refused(studio):
    clip = add_clip(studio.footage)
    absent = builders.person(studio.case, "sibling")
    before = state(clip)
    for wrong, words in (
        ([turn(studio.child), turn(absent)], "not in the film"),
        ([turn(studio.child, "provocation")], "not a valid choice"),
        ([turn(studio.child, channel="telepathy")], "not a valid choice"),
        ([turn(studio.child, frame=1000)], "outside the film"),
        ([turn(studio.child)] * 41, "40 turns"),
    ):
        with pytest.raises(ValidationError, match=words):
            told(clip, wrong, studio.guider)
    assert state(clip) == before


@pytest.mark.parametrize(
    "sent", ["a word", {"person": 1}, [1], [{"person": "x"}], [{"kind": "initiative"}], [{"person": 10**30}]]
)
def test_turns_that_cannot_be_read_are_refused(studio, sign_in, sent):
    clip = add_clip(studio.footage)
    before = state(clip)
    answer = sign_in(studio.guider).patch(
        reverse("clip", args=[clip.pk]), {"version": 1, "turns": sent}, "application/json"
    )
    assert (answer.status_code, state(clip)) == (400, before)


def test_turns_and_seconds_before_come_back_from_their_address(studio, sign_in):
    clip = add_clip(studio.footage)
    wanted = [turn(studio.child, channel=""), turn(studio.parent, "response", "touch", 0)]
    answer = sign_in(studio.guider).patch(
        reverse("clip", args=[clip.pk]),
        {"version": 1, "turns": wanted, "before_seconds": 10},
        "application/json",
    )
    assert answer.status_code == 200
    assert (answer.json()["turns"], answer.json()["before_seconds"], answer.json()["version"]) == (
        wanted,
        10,
        2,
    )


@pytest.mark.parametrize("seconds", [0, 5, 10, 20])
def test_up_to_20_seconds_of_what_came_just_before_keep_range_moment_and_file(studio, seconds):
    clip = add_clip(studio.footage, 100, 350)
    actions.choose(clip=clip, by=studio.guider)
    clip.refresh_from_db()
    changed = actions.change_clip(clip=clip, version=1, by=studio.guider, before_seconds=seconds)
    assert (changed.before_seconds, changed.in_frame, changed.render) == (seconds, 100, clip.render)
    assert changed.render.parameters == {"in": 100, "out": 350}


@pytest.mark.parametrize("seconds", [-1, 21])
def test_more_than_20_seconds_before_are_refused_and_the_database_agrees(studio, seconds):
    clip = add_clip(studio.footage)
    before = state(clip)
    with pytest.raises(ValidationError, match="At most 20 seconds"):
        actions.change_clip(clip=clip, version=1, by=studio.guider, before_seconds=seconds)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clip.objects.update(before_seconds=seconds)
    assert state(clip) == before


@pytest.mark.parametrize(
    ("in_frame", "seconds", "expected"),
    [(600, 0, 600), (600, 5, 475), (600, 20, 100), (500, 20, 0), (499, 20, 0), (124, 5, 0), (0, 20, 0)],
)
def test_what_came_just_before_begins_no_earlier_than_the_film(in_frame, seconds, expected):
    table = FrameTable(tuple(range(0, 1000 * 3600, 3600)))
    assert frame_before(table, in_frame, seconds) == expected


def test_what_is_seen_is_told_in_the_order_of_the_principles(studio):
    clip = add_clip(studio.footage)
    for code, person in (
        ("guide", studio.parent),
        ("receive.echo", studio.parent),
        ("receive", studio.child),
    ):
        actions.tick(clip=clip, principle=code, subject=person, by=studio.guider)
    closer = [Seen("gives the other's own sound or word back", "Juniper", [])]
    assert seen_in(clip) == [
        Seen("Receiving initiatives", "Juniper, Robin", closer),
        Seen("Guiding", "Juniper", []),
    ]
    assert seen([("no.longer", "Juniper"), ("guide", "Parent"), ("guide", "Parent")]) == [
        Seen("Guiding", "Parent", [])
    ]


def test_a_chain_reads_as_a_sentence(studio):
    clip = add_clip(studio.footage)
    told(clip, [turn(studio.parent), turn(studio.child, "reception", "face")], studio.guider)
    assert chain_of(clip) == "Juniper: initiative by sound → Robin: reception by facial expression"
    assert chain([("Child", "response", "")]) == "Child: response"
    assert chain([]) == ""


def test_turns_and_seconds_before_are_undone_and_redone(studio):
    clip = add_clip(studio.footage)
    chain = [turn(studio.child), turn(studio.parent, "reception", "look", 120)]
    actions.change_clip(clip=clip, version=1, by=studio.guider, turns=chain, before_seconds=10)
    actions.undo(footage=studio.footage, by=studio.guider)
    undone = Clip.objects.get()
    assert (undone.chain, undone.before_seconds) == ([], 0)
    actions.redo(footage=studio.footage, by=studio.guider)
    redone = Clip.objects.get()
    assert (redone.chain, redone.before_seconds) == (chain, 10)


def test_a_turn_of_somebody_who_is_no_longer_in_the_film_does_not_come_back(studio):
    clip = add_clip(studio.footage)
    told(clip, [turn(studio.child)], studio.guider)
    Edit.objects.update(at=timezone.now() - timedelta(seconds=10))
    told(clip, [], studio.guider, version=2)
    Appearance.objects.filter(person=studio.child).delete()
    before = state(clip)
    with pytest.raises(ValidationError, match="not in the film"):
        actions.undo(footage=studio.footage, by=studio.guider)
    assert state(clip) == before


def test_the_selection_shows_what_is_seen_and_the_review_does_not(ready, sign_in):
    clip = ready.clips[0]
    actions.tick(clip=clip, principle="receive.face", subject=ready.child, by=ready.guider)
    told(clip, [turn(ready.child)], ready.guider)
    words = ["Receiving initiatives: Robin", "answers with eyes, smile or nod", "Robin: initiative by sound"]
    client = sign_in(ready.guider)
    selection = client.get(reverse("selection", args=[ready.cycle.pk])).content.decode()
    assert [each for each in words if each in selection] == words
    review = actions.reviews.show(cycle=ready.cycle, by=ready.guider)
    stage = client.get(reverse("presentation", args=[review.pk])).content.decode()
    assert [each for each in [*words, "Robin"] if each in stage] == []


def test_a_turn_names_itself():
    assert str(Turn(position=2, kind="reception")) == "2. reception"

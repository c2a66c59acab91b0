"""Any sequence of verbs: undoing all leads to the beginning, redoing all to the end."""

import random
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from clips import actions
from clips.models import Clip, Edit, Moment, SelectedClip
from clips.rules import UnableToPrepare
from tests.clips.conftest import add_clip, add_film, add_moment
from tests.clips.test_history import rows, step_back, step_on

STEPS = 20


@pytest.mark.parametrize("seed", range(2))
def test_undoing_all_and_redoing_all_lead_to_the_beginning_and_the_end(studio, seed):
    chance = random.Random(seed)  # noqa: S311 - repeats the same sequence, protects nothing
    other_film = add_film(studio.cycle, studio.parent, studio.child)
    actions.choose(clip=add_clip(other_film), by=studio.guider)
    for start in (0, 400):
        add_clip(studio.footage, start, start + 300, moment=add_moment(studio.footage, start + 100))
    beginning = rows(studio)
    for _ in range(STEPS):
        with suppress(ValidationError, IndexError):
            verb(studio, chance)
    end, taken = rows(studio), Edit.objects.filter(footage=studio.footage).count()
    assert taken >= 5
    back_and_forth(studio, chance)
    for _ in range(taken):
        step_back(studio)
    assert rows(studio) == beginning
    for _ in range(taken):
        step_on(studio)
    assert rows(studio) == end
    with pytest.raises(UnableToPrepare):
        step_on(studio)


def back_and_forth(studio, chance):
    for step in (step_back, step_on):
        for _ in range(chance.randrange(STEPS)):
            with suppress(UnableToPrepare):
                step(studio)
    with suppress(UnableToPrepare):
        while True:
            step_on(studio)


def verb(studio, chance):
    footage, of = studio.footage, {"by": studio.guider}
    clip = chance.choice(Clip.objects.filter(footage=footage).order_by("pk"))
    moment = chance.choice(Moment.objects.order_by("pk"))
    frame = chance.randrange(900)
    order = list(SelectedClip.objects.values_list("clip", flat=True))
    tick = {
        "clip": clip,
        "principle": chance.choice(["guide", "guide.doses", "receive"]),
        "subject": chance.choice([studio.parent, studio.child]),
    }
    turns = [{"person": studio.child.pk, "kind": "initiative", "channel": "look", "frame": None}]
    turns *= chance.randrange(3)
    chance.choice(
        [
            lambda: actions.mark_moment(footage=footage, frame=frame, note=chance.choice(["", "Look"]), **of),
            lambda: actions.change_moment(moment=moment, version=moment.version, note=str(frame), **of),
            lambda: actions.remove_moment(moment=moment, **of),
            lambda: actions.make_clip_of_moment(moment=moment, **of),
            lambda: actions.change_clip(clip=clip, version=clip.version, title=str(frame), **of),
            lambda: actions.change_clip(clip=clip, version=clip.version, in_frame=frame, **of),
            lambda: actions.change_clip(clip=clip, version=clip.version, turns=turns, **of),
            lambda: actions.remove_clip(clip=clip, **of),
            lambda: actions.tick(**tick, **of),
            lambda: actions.untick(**tick, **of),
            lambda: actions.choose(clip=clip, **of),
            lambda: actions.unchoose(clip=clip, **of),
            lambda: actions.reorder(cycle=studio.cycle, clips=chance.sample(order, len(order)), **of),
        ]
    )()

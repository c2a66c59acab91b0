"""A second window, a child born meanwhile, a cycle that ended: what was loaded before is not believed."""

import pytest
from django.urls import reverse

from cases.models import Participation
from clips import actions
from clips.models import Clip, SelectedClip
from clips.rules import UnableToPrepare
from sessions.models import Cycle
from tests.clips.conftest import add_clip


def test_choosing_cuts_the_range_that_stands_now_not_the_one_that_was_loaded(studio):
    clip = add_clip(studio.footage)
    loaded_before = Clip.objects.get(pk=clip.pk)
    actions.change_clip(clip=clip, version=1, in_frame=200, out_frame=300, by=studio.guider)
    actions.choose(clip=loaded_before, by=studio.guider)
    clip.refresh_from_db()
    assert clip.render.parameters == {"in": 200, "out": 300}


def test_choosing_in_two_windows_asks_for_one_file(studio):
    clip = add_clip(studio.footage)
    loaded_before = Clip.objects.get(pk=clip.pk)
    for window in (clip, loaded_before):
        actions.choose(clip=window, by=studio.guider)
    assert studio.footage.custody.recording.jobs.count() == 1


def test_a_chosen_clip_of_a_finished_cycle_is_not_removed(studio):
    clip, other = add_clip(studio.footage), add_clip(studio.footage, 500, 600)
    actions.choose(clip=clip, by=studio.guider)
    Cycle.objects.update(state="complete", completed_on="2026-02-01")
    with pytest.raises(UnableToPrepare, match="finished"):
        actions.remove_clip(clip=Clip.objects.get(pk=clip.pk), by=studio.guider)
    assert SelectedClip.objects.get().clip == clip
    actions.remove_clip(clip=other, by=studio.guider)
    assert list(Clip.objects.all()) == [clip]


def test_a_child_who_was_born_in_the_case_can_be_ticked(studio, sign_in):
    Participation.objects.create(case=studio.case, person=studio.child, role="unborn", until="2026-01-01")
    clip = add_clip(studio.footage)
    tick = reverse("clip-tick", args=[clip.pk, "receive", studio.child.pk])
    assert sign_in(studio.guider).put(tick).status_code == 204
    assert clip.ticks.get().subject == studio.child

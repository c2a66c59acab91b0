"""Taking a clip out of the selection, also when its film can no longer be shown."""

import pytest

from clips import actions
from clips.models import SelectedClip
from clips.rules import UnableToPrepare
from consent.models import Withdrawal
from tests.clips.conftest import add_clip


@pytest.mark.parametrize("who", ["other_guider", "trainee", "supervisor", "administrator", "stranger"])
def test_only_the_guider_in_charge_takes_a_clip_out_of_the_selection(studio, who):
    clip = add_clip(studio.footage)
    actions.choose(clip=clip, by=studio.guider)
    with pytest.raises(UnableToPrepare, match="in charge"):
        actions.unchoose(clip=clip, by=getattr(studio.cast, who))
    assert SelectedClip.objects.get().clip == clip


def test_a_clip_that_may_no_longer_be_shown_can_still_be_taken_out(studio):
    clip = add_clip(studio.footage)
    actions.choose(clip=clip, by=studio.guider)
    Withdrawal.objects.create(case=studio.case, person=studio.child, recorded_by=studio.guider)

    actions.unchoose(clip=clip, by=studio.guider)

    assert not studio.cycle.selection.chosen.exists()

"""What the clock does with the work in the studio."""

from django.utils import timezone

from clips import actions
from clips.models import Edit
from clips.tasks import sweep_steps
from tests.clips.conftest import add_film
from vault.models import Recording


def test_steps_go_once_their_film_is_destroyed_and_no_others(studio):
    kept = add_film(studio.cycle, studio.parent, studio.child)
    for footage in (studio.footage, kept):
        actions.mark_moment(footage=footage, frame=5, note="Look", by=studio.guider)
    Recording.objects.filter(pk=studio.footage.custody.recording_id).update(
        state="destroyed", destroyed_at=timezone.now()
    )
    sweep_steps()
    assert list(Edit.objects.values_list("footage", flat=True)) == [kept.pk]

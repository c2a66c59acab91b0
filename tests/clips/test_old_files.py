"""The file of a clip goes for good when nothing needs it any more."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from clips import actions
from clips.actions import reviews
from clips.models import Clip
from consent.models import Custody
from tests.clips.conftest import add_clip
from vault import files, keys
from vault.models import Job, Key, SealedFile
from vault.reading import Unreadable, read_all


@pytest.fixture
def cut(studio):
    """A chosen clip with its file."""
    actions.choose(clip=add_clip(studio.footage), by=studio.guider)
    studio.clip = Clip.objects.select_related("render").get()
    give_file(studio.clip.render)
    return studio


def give_file(job):
    """The films of these tests are rows only, so the keys come now."""
    custody = Custody.objects.select_related("case").get(recording=job.recording)
    keys.ensure_case_key(custody.case.key)
    job.recording.key = keys.create_under(custody.case.key)
    job.recording.save(update_fields=["key"])
    file = files.begin(recording=job.recording, role=SealedFile.Role.CLIP, content_type="video/mp4", job=job)
    files.append(file=file, start=0, pieces=[b"pictures"], total=8)
    file.complete, file.sha256 = True, "0" * 64
    file.save(update_fields=["complete", "sha256"])
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)


def is_gone(file):
    file.refresh_from_db()
    with pytest.raises(Unreadable):
        read_all(file)
    return not file.complete and not file.segments.exists() and not Key.objects.filter(pk=file.key).exists()


def test_a_clip_with_another_range_leaves_no_old_file(cut, django_capture_on_commit_callbacks):
    [file] = cut.clip.render.files.all()
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_clip(clip=cut.clip, version=cut.clip.version, by=cut.guider, out_frame=300)
    assert is_gone(file)


def test_a_removed_clip_leaves_no_file(cut, django_capture_on_commit_callbacks):
    [file] = cut.clip.render.files.all()
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_clip(clip=cut.clip, by=cut.guider)
    assert is_gone(file)
    with pytest.raises(ObjectDoesNotExist):
        cut.clip.refresh_from_db()


def test_words_leave_the_file_as_it_is(cut, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_clip(clip=cut.clip, version=cut.clip.version, by=cut.guider, title="Waiting")
    assert read_all(cut.clip.render.files.get()) == b"pictures"


def test_a_file_that_was_shown_stays_with_its_review(ready, django_capture_on_commit_callbacks):
    clip = ready.clips[0]
    clip.refresh_from_db()
    give_file(clip.render)
    review = reviews.show(cycle=ready.cycle, by=ready.guider)
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_clip(clip=clip, version=clip.version, by=ready.guider, out_frame=clip.out_frame - 50)
    shown = review.shown_clips.get(position=1)
    assert read_all(shown.render.files.get()) == b"pictures"


@pytest.mark.parametrize("state", [Job.State.QUEUED, Job.State.LEASED])
def test_a_file_that_is_not_cut_yet_is_not_cut_any_more(studio, state):
    actions.choose(clip=add_clip(studio.footage), by=studio.guider)
    clip = Clip.objects.select_related("render").get()
    if state == Job.State.LEASED:
        Job.objects.filter(pk=clip.render.pk).update(
            state=state, lease=clip.footage.pk, leased_until=clip.created_at
        )
    actions.change_clip(clip=clip, version=clip.version, by=studio.guider, out_frame=300)
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "queued"]

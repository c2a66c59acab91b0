"""The film goes and its clips stay, or the other way round; or all stays and nobody opens it."""

import pytest

from tests import builders
from tests.vault_builders import film, ready_recording, work_off
from vault import actions, keys
from vault.files import UnableToAppend, append
from vault.frames import table_of
from vault.models import Job, Recording, Segment
from vault.reading import read_all
from vault.verification import Verification

pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)


@pytest.fixture
def new_faults():
    """Faults of what this test did, beside what others left in the store."""
    left = set(Verification().faults())
    return lambda: set(Verification().faults()) - left


@pytest.fixture
def recording(cast, new_faults):
    case = builders.case(cast.guider)
    made = ready_recording(case.key, film(), by=cast.guider)
    actions.request_clip(recording=made, in_frame=5, out_frame=20, by=cast.guider)
    work_off()
    return made


def kept(recording):
    return sorted(recording.files.filter(complete=True).values_list("role", flat=True))


def test_the_film_goes_and_its_clips_stay(cast, recording, new_faults):
    clip = recording.files.get(role="clip")
    before = read_all(clip)

    gone = actions.destroy_raw(recording=recording, by="system")

    assert (recording.state, kept(recording)) == ("clips", ["clip"])
    assert (gone.files, len(gone.hashes)) == (4, 4)
    assert read_all(clip) == before
    assert len(table_of(recording).times[5:20]) == 15
    left = Segment.objects.filter(file__recording=recording).exclude(file=clip)
    assert not left.exists()
    for file in recording.files.exclude(role="clip"):
        with pytest.raises(keys.KeyDestroyed):
            keys.unwrap(file.key)
    with pytest.raises(actions.UnableToRender):
        actions.request_clip(recording=recording, in_frame=0, out_frame=9, by=cast.guider)
    assert new_faults() == set()
    actions.destroy(recording=recording, by="system")
    assert (kept(recording), Segment.objects.count()) == (["clip"], 0)


def test_the_clips_go_and_the_film_stays(cast, recording, new_faults):
    gone = actions.destroy_cut(recording=recording, by="system")

    assert (gone.files, kept(recording)) == (1, ["original", "strip", "waveform", "working"])
    recording.refresh_from_db()
    assert recording.state == "ready"
    assert Job.objects.get(kind="clip").state == "cancelled"
    assert new_faults() == set()
    again = actions.request_clip(recording=recording, in_frame=5, out_frame=20, by=cast.guider)
    work_off()
    assert again.files.get(complete=True).role == "clip"


def test_a_film_that_is_shut_takes_nothing_and_makes_nothing(cast, recording):
    failed = Job.objects.create(recording=recording, kind="prepare", queue="bulk", state="failed")
    waiting = Job.objects.create(recording=recording, kind="clip", queue="interactive")
    original = recording.files.get(role="original")

    actions.shut(recording=recording, by="system")
    actions.retry(job=failed, by=cast.guider)

    assert Job.objects.get(pk=failed.pk).state == "failed"
    assert Job.objects.get(pk=waiting.pk).state == "cancelled"
    with pytest.raises(UnableToAppend):
        append(file=original, start=original.size, pieces=[b"x"], total=original.size + 1)
    with pytest.raises(actions.UnableToFinish):
        actions.finish_original(recording=recording, by=cast.guider)
    with pytest.raises(actions.UnableToRender):
        actions.request_clip(recording=recording, in_frame=0, out_frame=9, by=cast.guider)
    assert Recording.objects.get().state == "shut"
    assert kept(recording) == ["clip", "original", "strip", "waveform", "working"]

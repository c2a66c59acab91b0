"""Clips and stills hold exactly the wanted frames; strip and waveform fit the film."""

import io
import json
from types import SimpleNamespace
from uuid import UUID

import av
import pytest

from audit.models import Entry
from tests.vault_builders import film, frame_numbers, ready_recording, received_recording, work_off
from vault import actions, reading, rules
from vault.ffmpeg.memory import MemoryFile
from vault.frames import table_of
from vault.models import Job, Recording, SealedFile

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.fixture
def recording(cast: SimpleNamespace, case_key: UUID) -> Recording:
    return ready_recording(case_key, film(), cast.guider)


def content(recording: Recording, role: SealedFile.Role) -> bytes:
    file = rules.file_of(recording, role)
    assert file is not None
    return reading.read_all(file)


def clip_of(recording: Recording, first: int, stop: int, by: object) -> bytes:
    job = actions.request_clip(recording=recording, in_frame=first, out_frame=stop, by=by)
    work_off()
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.failure
    return reading.read_all(job.files.get(role=SealedFile.Role.CLIP, complete=True))


def test_the_working_copy_shows_every_frame_and_says_nothing_of_the_place(recording: Recording) -> None:
    working = content(recording, SealedFile.Role.WORKING)
    assert frame_numbers(working) == list(range(60))
    assert b"loci" not in working
    assert b"loci" in content(recording, SealedFile.Role.ORIGINAL)
    assert (recording.width, recording.height, recording.frame_count) == (320, 180, 60)
    assert (recording.duration_ms, recording.has_sound) == (2000, True)
    assert table_of(recording).as_json() == {"timescale": 90000, "count": 60, "step": 3000}


@pytest.mark.parametrize(("first", "stop"), [(0, 60), (0, 1), (59, 60), (7, 33), (15, 16), (14, 46)])
def test_a_clip_holds_exactly_its_frames(
    recording: Recording, cast: SimpleNamespace, first: int, stop: int
) -> None:
    clip = clip_of(recording, first, stop, cast.guider)
    assert frame_numbers(clip) == list(range(first, stop))
    assert Entry.objects.latest("pk").action == "clip.rendered"


def test_the_sound_of_a_clip_ends_with_its_pictures(recording: Recording, cast: SimpleNamespace) -> None:
    clip = clip_of(recording, 10, 40, cast.guider)
    with av.open(io.BytesIO(clip)) as opened:
        heard = [packet.pts + packet.duration for packet in opened.demux(audio=0) if packet.size]
        assert max(heard) / 48000 == pytest.approx(1.0, abs=0.05)


def test_only_the_edges_of_a_longer_clip_are_encoded_anew(
    cast: SimpleNamespace, case_key: UUID, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    recording = ready_recording(case_key, film(4), cast.guider)
    assert frame_numbers(clip_of(recording, 7, 113, cast.guider)) == list(range(7, 113))
    assert "encoded whole" not in caplog.text
    assert frame_numbers(clip_of(recording, 16, 44, cast.guider)) == list(range(16, 44))
    assert "the clip is encoded whole: Hardly anything could be copied." in caplog.text


@pytest.mark.parametrize("state", [Job.State.QUEUED, Job.State.FAILED])
def test_a_film_counts_as_decoded_only_once_it_was_checked(recording: Recording, state: Job.State) -> None:
    assert rules.is_decoded(recording)
    recording.jobs.filter(kind=Job.Kind.CHECK).update(state=state)
    assert not rules.is_decoded(recording)


@pytest.mark.parametrize("rate", [25, 24])
def test_clips_of_other_rates_are_exact(cast: SimpleNamespace, case_key: UUID, rate: int) -> None:
    recording = received_recording(case_key, film(2, rate, sound=False), by=cast.guider)
    work_off()
    recording.refresh_from_db()
    assert frame_numbers(clip_of(recording, 11, 29, cast.guider)) == list(range(11, 29))


@pytest.mark.parametrize("frame", [0, 1, 29, 59])
def test_a_still_shows_its_frame(recording: Recording, cast: SimpleNamespace, frame: int) -> None:
    job = actions.request_still(recording=recording, frame=frame, by=cast.guider)
    work_off()
    still = reading.read_all(job.files.get(role=SealedFile.Role.STILL, complete=True))
    assert still.startswith(b"\xff\xd8\xff")
    with av.open(io.BytesIO(still), format="mjpeg") as opened:
        cells = next(opened.decode(video=0)).to_ndarray(format="gray")[4:12, 10::20].mean(axis=0)
    assert int("".join("01"[int(cell > 127)] for cell in cells[2:]), 2) == frame


@pytest.mark.parametrize(("first", "stop"), [(-1, 5), (5, 5), (9, 3), (0, 61), (60, 61)])
def test_frames_outside_the_film_are_refused(
    recording: Recording, cast: SimpleNamespace, first: int, stop: int
) -> None:
    before = Job.objects.count()
    with pytest.raises(actions.UnableToRender):
        actions.request_clip(recording=recording, in_frame=first, out_frame=stop, by=cast.guider)
    assert Job.objects.count() == before


def test_the_strip_has_a_cell_for_every_key_frame(recording: Recording) -> None:
    assert recording.strip_layout == {"columns": 12, "cell": [160, 90], "every": 1, "frames": [0, 15, 30, 45]}
    with av.open(io.BytesIO(content(recording, SealedFile.Role.STRIP)), format="mjpeg") as opened:
        picture = next(opened.decode(video=0)).to_ndarray(format="gray")
    assert picture.shape == (90, 12 * 160)
    for place, frame in enumerate(recording.strip_layout["frames"]):
        cells = picture[2:6, place * 160 + 5 : (place + 1) * 160 : 10].mean(axis=0)
        assert int("".join("01"[int(cell > 127)] for cell in cells[2:]), 2) == frame


def test_the_waveform_has_a_peak_for_every_50_ms(recording: Recording) -> None:
    wave = json.loads(content(recording, SealedFile.Role.WAVEFORM))
    assert (wave["bin_ms"], len(wave["peaks"])) == (50, 40)
    assert min(wave["peaks"]) > 5


def test_a_silent_film_has_a_flat_waveform(cast: SimpleNamespace, case_key: UUID) -> None:
    recording = received_recording(case_key, film(1, sound=False), by=cast.guider)
    work_off()
    recording.refresh_from_db()
    wave = json.loads(content(recording, SealedFile.Role.WAVEFORM))
    assert wave == {"bin_ms": 50, "peaks": [0] * 20}
    assert not recording.has_sound


def test_a_film_that_is_too_long_is_refused_by_its_measured_length(
    cast: SimpleNamespace, case_key: UUID, settings: object
) -> None:
    settings.FILM_LIMITS = {"interaction": {"bytes": 10**9, "seconds": 1}}
    recording = received_recording(case_key, film(2), by=cast.guider)
    work_off()
    recording.refresh_from_db()
    assert recording.state == Recording.State.FAILED
    assert "the longest that can be added" in recording.failure


def test_a_clip_leaves_nothing_readable_in_memory(recording: Recording, cast: SimpleNamespace) -> None:
    with MemoryFile() as probe:
        before = probe.fd
    clip_of(recording, 0, 5, cast.guider)
    with MemoryFile() as probe:
        assert probe.fd == before

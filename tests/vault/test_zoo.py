"""Every awkward film ends in a definite state: shown frame by frame, or refused with a plain sentence."""

from pathlib import Path
from types import ModuleType, SimpleNamespace
from uuid import uuid4

import pytest

from tests.vault.conftest import FOOTAGE
from tests.vault_builders import received_recording, work_off
from vault import actions, reading, rules
from vault.actions import working
from vault.frames import table_of
from vault.models import Job, Recording, SealedFile

pytestmark = [pytest.mark.django_db(databases=["default", "keystore"]), pytest.mark.timeout(600)]

COPIED = [
    "phone_h264_1080p_moov_end.mp4",
    "android_vfr.mp4",
    "no_audio.mp4",
    "surround_5_1.mp4",
    "fragmented.mp4",
    "sound_starts_late_500ms.mp4",
    "one_frame.mp4",
    "Søren & “Fiona’s” 親子 👶 (1).mp4",
    "-y dash first.mp4",
    "huge_declared_duration.mp4",
]
MADE_ANEW = [
    "iphone_hevc_10bit_rot90.mov",
    "mediarecorder_vp8_opus.webm",
    "old_camcorder_dv.avi",
    "old_phone.3gp",
    "uhd_portrait_60fps.mp4",
    "odd_size_641x363.webm",
    "screen_call_yuv444_15fps.mp4",
    "edit_list_starts_at_45.mp4",
    "truncated_60pct_index_first.mp4",
]
DAMAGED = "This film is damaged or was cut off before it was complete"
UNKNOWN = "This file is not a film that Attune knows."
REFUSED = {
    "audio_only.m4a": "This file holds sound but no picture.",
    "no_moov.mp4": DAMAGED,
    "truncated_60pct.mp4": DAMAGED,
    "bomb_8192x8192.mp4": "The pictures of this film are too large.",
    "png_named.mp4": "This file is a photo, not a film.",
    "text_named.mp4": UNKNOWN,
    "html_named.mp4": UNKNOWN,
    "hls_file_passwd.mp4": UNKNOWN,
    "hls_local_sibling.mp4": UNKNOWN,
    "hls_loopback_http.mp4": UNKNOWN,
    "concat_script.mp4": UNKNOWN,
}
INTERLACED, EMPTY = "camcorder_1080i50.mts", "zero_byte.mp4"
LARGEST = {"iphone_hevc_10bit_rot90.mov": (720, 1280), "uhd_portrait_60fps.mp4": (720, 1280)}
REAL = {
    "face-at-home.mp4": (640, 360),
    "flower-fragmented.mp4": (960, 540),
    "iphone14pro-hevc-hdr-rotated-blank.mov": (720, 1280),
    "iphone6s-livephoto-vfr-pcm.mov": (1440, 1080),
    "people-one-by-one-139s-no-audio.mp4": (768, 432),
    "rotated-odd-fps-screen.mp4": (480, 640),
    "three-women-talking.mp4": (640, 480),
    "two-men-silent-film-no-audio.mp4": (640, 360),
}
LONG = [
    "signing-family-words-no-audio.mp4",
    "six-people-call-speech.mp4",
    "tears-of-steel-70s.webm",
    "two-people-call-speech.mp4",
]


def prepared(path: Path, by: object) -> Recording:
    recording = received_recording(uuid4(), path.read_bytes(), by=by)
    work_off()
    recording.refresh_from_db()
    return recording


def working_copy(recording: Recording, folder: Path) -> Path:
    target = folder / "working.mp4"
    file = rules.file_of(recording, SealedFile.Role.WORKING)
    assert file is not None
    target.write_bytes(reading.read_all(file))
    return target


def kinds(recording: Recording) -> list[str]:
    return list(recording.jobs.order_by("pk").values_list("kind", flat=True))


def same_marks(source: Path, copy: Path, marks: ModuleType, recording: Recording) -> None:
    before, after = marks.read_marks(source), marks.read_marks(copy)
    assert after["counters"] == before["counters"]
    assert after["unreadable"] == 0
    assert after["beeps"] == pytest.approx(before["beeps"], abs=0.005)
    table = table_of(recording)
    assert table.count == len(after["times"])
    assert [table.time_of(n) for n in range(table.count)] == pytest.approx(after["times"], abs=0.0006)


@pytest.mark.parametrize("name", COPIED)
def test_a_film_that_browsers_play_is_copied_frame_by_frame(
    name: str, zoo: dict[str, Path], marks: ModuleType, cast: SimpleNamespace, tmp_path: Path
) -> None:
    recording = prepared(zoo[name], cast.guider)
    assert (recording.state, recording.failure) == (Recording.State.READY, "")
    assert kinds(recording) == [Job.Kind.PREPARE, Job.Kind.STRIP, Job.Kind.CHECK]
    copy = working_copy(recording, tmp_path)
    same_marks(zoo[name], copy, marks, recording)
    assert b"loci" not in copy.read_bytes()


@pytest.mark.parametrize("name", MADE_ANEW)
def test_any_other_film_is_made_anew_frame_by_frame(
    name: str, zoo: dict[str, Path], marks: ModuleType, cast: SimpleNamespace, tmp_path: Path
) -> None:
    recording = prepared(zoo[name], cast.guider)
    assert (recording.state, recording.failure) == (Recording.State.READY, "")
    assert kinds(recording) == [Job.Kind.PREPARE, Job.Kind.TRANSCODE, Job.Kind.STRIP]
    same_marks(zoo[name], working_copy(recording, tmp_path), marks, recording)
    assert (recording.width, recording.height) == LARGEST.get(name, (recording.width, recording.height))
    assert min(recording.width, recording.height) <= 720


def test_an_interlaced_film_keeps_its_rate_and_its_shape(
    zoo: dict[str, Path], marks: ModuleType, cast: SimpleNamespace, tmp_path: Path
) -> None:
    recording = prepared(zoo[INTERLACED], cast.guider)
    assert (recording.width, recording.height, recording.frame_count) == (1280, 720, 100)
    seen = marks.read_marks(working_copy(recording, tmp_path))
    # The two fields of picture k carry the numbers 2k and 2k + 1; either may win.
    assert [counter // 2 for counter in seen["counters"]] == list(range(100))


@pytest.mark.parametrize(("name", "sentence"), REFUSED.items())
def test_a_bad_file_is_refused_in_plain_words(
    name: str, sentence: str, zoo: dict[str, Path], cast: SimpleNamespace
) -> None:
    recording = prepared(zoo[name], cast.guider)
    assert recording.state == Recording.State.FAILED
    assert recording.failure.startswith(sentence)
    assert [job.attempt for job in recording.jobs.all()] == [1]
    assert [file.role for file in recording.files.all()] == [SealedFile.Role.ORIGINAL]


def test_an_empty_file_is_refused_before_it_becomes_work(zoo: dict[str, Path], cast: SimpleNamespace) -> None:
    with pytest.raises(actions.UnableToFinish, match="This file is empty"):
        prepared(zoo[EMPTY], cast.guider)
    assert not Job.objects.exists()


def test_the_whole_zoo_is_looked_at(zoo: dict[str, Path]) -> None:
    assert {*COPIED, *MADE_ANEW, *REFUSED, INTERLACED, EMPTY} == set(zoo)


@pytest.mark.parametrize(("name", "size"), REAL.items())
def test_real_footage_becomes_playable(name: str, size: tuple[int, int], cast: SimpleNamespace) -> None:
    if not FOOTAGE.exists():
        pytest.skip("The real footage is not beside this project.")
    recording = prepared(FOOTAGE / name, cast.guider)
    assert (recording.state, recording.failure) == (Recording.State.READY, "")
    assert (recording.width, recording.height) == size


@pytest.mark.parametrize("name", LONG)
def test_longer_real_footage_is_accepted(name: str, cast: SimpleNamespace) -> None:
    if not FOOTAGE.exists():
        pytest.skip("The real footage is not beside this project.")
    recording = received_recording(uuid4(), (FOOTAGE / name).read_bytes(), by=cast.guider)
    working.run(job_id=recording.jobs.get().pk)
    recording.refresh_from_db()
    assert (recording.state, recording.failure) == (Recording.State.WORKING, "")
    assert kinds(recording) == [Job.Kind.PREPARE, Job.Kind.TRANSCODE]

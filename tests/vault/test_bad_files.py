"""Files that are no films, or hardly: each is refused in a plain sentence, or measured and shown."""

import struct
from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault import bad_files, refusals
from tests.vault.bad_files import FTYP, box, exchanged, made, table
from tests.vault.outcomes import ANEW, COPIED, outcome_of
from tests.vault.small_films import H264, small_film
from tests.vault_builders import received_recording, work_off
from vault.ffmpeg.containers import FORMATS, BadFilm, container_of
from vault.models import Recording

Maker = Callable[[], bytes]
pytestmark = [pytest.mark.django_db(databases=["default", "keystore"]), pytest.mark.timeout(300)]
HEADS = [
    b"\0\0\0\x20ftyp",
    b"\x1a\x45\xdf\xa3",
    b"RIFF\0\0\0\0AVI ",
    b"\0\0\1\xba",
    b"G" * 189,
    b"\xff\xd8\xff",
    b"",
]
STILL = ["-frames:v", "1", "-an"]
LONG = "color=s=32x32:r=1/10:d=7200"

REFUSED: dict[str, tuple[Maker, str]] = {
    "one byte": (lambda: b"\0", refusals.UNKNOWN),
    "random bytes": (lambda: bad_files.noise(200_000), refusals.UNKNOWN),
    "zip bomb": (bad_files.zip_bomb, refusals.UNKNOWN),
    "DASH": (lambda: bad_files.DASH, refusals.UNKNOWN),
    "HLS": (lambda: bad_files.PLAYLIST, refusals.UNKNOWN),
    "HLS behind white space": (lambda: b"\xef\xbb\xbf\n " + bad_files.PLAYLIST, refusals.UNKNOWN),
    "HLS that begins like a box": (lambda: b"#EXTfree" + bad_files.PLAYLIST, refusals.DAMAGED),
    "HLS that begins like a programme": (lambda: b"\0\0\1\xba" + bad_files.PLAYLIST, refusals.DAMAGED),
    "ffconcat": (lambda: b"ffconcat version 1.0\nfile /etc/passwd\n", refusals.UNKNOWN),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', refusals.UNKNOWN),
    "PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", refusals.UNKNOWN),
    "WAV": (lambda: made("-vn", "-c:a", "pcm_s16le", ending="wav"), refusals.UNKNOWN),
    "PNG": (lambda: made(*STILL, ending="png"), refusals.PHOTO),
    "GIF": (lambda: made(*STILL, "-pix_fmt", "rgb8", ending="gif"), refusals.PHOTO),
    "JPEG": (lambda: made(*STILL, "-pix_fmt", "yuvj420p", ending="jpg"), refusals.PHOTO),
    "HEIC": (lambda: box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", bytes(4)), refusals.PHOTO),
    "10 GB declared": (
        lambda: FTYP + b"\0\0\0\1mdat" + struct.pack(">Q", 10**10) + bytes(5000),
        refusals.DAMAGED,
    ),
    "index of no size": (lambda: FTYP + b"\0\0\0\0moov" + bytes(500), refusals.NO_PICTURE),
    "index beyond the end of numbers": (lambda: FTYP + b"\0\0\0\1moov" + b"\xff" * 107, refusals.DAMAGED),
    "10,000 boxes in each other": (lambda: bad_files.nested(10_000), refusals.DAMAGED),
    "reference movie": (bad_files.reference_movie, refusals.NO_PICTURE),
    "pictures in another file": (
        lambda: bad_files.elsewhere(b"alis", bad_files.alias()),
        refusals.NOTHING_TO_SHOW,
    ),
    "table of 2^31 lengths": (
        lambda: exchanged(small_film("mp4"), b"stts", table(b"stts", 0, 1 << 31, 12, 512)),
        refusals.DAMAGED,
    ),
    "table of 2^31 sizes": (
        lambda: exchanged(small_film("mp4"), b"stsz", table(b"stsz", 0, 0, 1 << 31)),
        refusals.DAMAGED,
    ),
    "2^31 pictures of one byte": (
        lambda: exchanged(small_film("mp4"), b"stsz", table(b"stsz", 0, 1, (1 << 31) - 1)),
        refusals.NOTHING_TO_SHOW,
    ),
    "pictures without times": (bad_files.zero_deltas, refusals.NO_TIMES),
    "pictures long after the film": (lambda: bad_files.shifted((1 << 31) - 1), refusals.NO_COPY),
    "sound that cannot be decoded": (bad_files.broken_sound, refusals.DAMAGED),
    "PAT that names itself": (
        lambda: bad_files.packets((0, bad_files.pat((1, 0), (2, 0)))),
        refusals.DAMAGED,
    ),
    "PATs in a circle": (bad_files.circle, refusals.DAMAGED),
    "16000x16000": (lambda: bad_files.large_pictures(announced=True), refusals.TOO_LARGE),
    "16000x16000 behind a small header": (
        lambda: bad_files.large_pictures(announced=False),
        refusals.NO_COPY,
    ),
    "2 h at a picture in 10 s": (
        lambda: made(*H264, picture=LONG, sound=False),
        refusals.TOO_LONG.format(120),
    ),
    "1000 pictures a second": (
        lambda: made(*H264, picture="testsrc2=s=160x90:r=1000:d=0.1"),
        refusals.SLOW_MOTION,
    ),
    "pixels of endless width": (lambda: bad_files.wide_pixels((1 << 31) - 1), refusals.NO_COPY),
    "FFV1": (lambda: made("-c:v", "ffv1", ending="mkv"), refusals.OTHER_FORM),
    "Cinepak": (
        lambda: made(
            "-c:v", "cinepak", "-pix_fmt", "rgb24", picture="testsrc2=s=64x64:r=8:d=0.3", ending="avi"
        ),
        refusals.OTHER_FORM,
    ),
    "QuickTime RLE": (lambda: made("-c:v", "qtrle", "-pix_fmt", "rgb24", ending="mov"), refusals.OTHER_FORM),
    "music with a cover": (bad_files.covered_sound, refusals.ONLY_SOUND),
    "subtitles alone": (lambda: bad_files.subtitled(alone=True), refusals.NO_PICTURE),
    "twenty tracks": (lambda: bad_files.tracks(20), refusals.TOO_MANY_TRACKS),
    "encrypted": (lambda: bad_files.encrypted(named=True), refusals.OTHER_FORM),
    "encrypted without a word": (lambda: bad_files.encrypted(named=False), refusals.NO_COPY),
}
ACCEPTED: dict[str, tuple[Maker, tuple[str, int, int, int]]] = {
    "HTML in a free box": (lambda: small_film("mp4") + box(b"free", bad_files.CANARY), (COPIED, 12, 160, 90)),
    "unknown box": (
        lambda: small_film("mp4") + box(b"uuid", bytes(16), bad_files.CANARY),
        (COPIED, 12, 160, 90),
    ),
    "corrupt middle": (bad_files.corrupt_middle, (ANEW, 10, 160, 90)),
    "URL of the pictures": (
        lambda: bad_files.elsewhere(b"url ", bad_files.ELSEWHERE + b"\0"),
        (COPIED, 12, 160, 90),
    ),
    "64-bit length at the end of numbers": (bad_files.longest_header, (COPIED, 12, 160, 90)),
    "pictures a little before the film": (lambda: bad_files.shifted(-600), (COPIED, 12, 160, 90)),
    "ten tracks": (lambda: bad_files.tracks(10), (COPIED, 12, 160, 90)),
    "pictures long before the film": (lambda: bad_files.shifted(-(1 << 31)), (COPIED, 12, 160, 90)),
    "subtitles beside the film": (bad_files.subtitled, (ANEW, 12, 160, 90)),
    "playlist in an AVI": (bad_files.playlist_in_avi, (ANEW, 12, 160, 90)),
    "void": (lambda: bad_files.void(5000), (ANEW, 12, 160, 90)),
    "void beyond the end of the file": (lambda: bad_files.void((1 << 56) - 2), (ANEW, 12, 160, 90)),
    "unknown sizes": (bad_files.unknown_sizes, (ANEW, 12, 160, 90)),
    "odd shape of pixels": (lambda: made(*H264, "-vf", "setsar=64/45"), (COPIED, 12, 228, 90)),
}


def prepared(make: Maker, cast: SimpleNamespace) -> Recording:
    recording = received_recording(uuid4(), make(), by=cast.guider)
    work_off()
    recording.refresh_from_db()
    return recording


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_film_is_refused_in_plain_words(
    name: str, cast: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    make, sentence = REFUSED[name]
    recording = prepared(make, cast)
    assert (recording.state, recording.failure) == (Recording.State.FAILED, sentence)
    assert outcome_of(recording) == sentence
    assert {job.attempt for job in recording.jobs.all()} == {1}
    assert [entry.exc_text for entry in caplog.records if entry.exc_info] == []


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("name", ACCEPTED)
def test_an_odd_film_is_measured_and_shown(
    name: str, cast: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    make, measured = ACCEPTED[name]
    recording = prepared(make, cast)
    assert (outcome_of(recording), recording.frame_count, recording.width, recording.height) == measured
    assert [entry.exc_text for entry in caplog.records if entry.exc_info] == []


@given(st.sampled_from(HEADS), st.binary(max_size=1024))
def test_any_head_of_a_file_is_known_or_refused_in_plain_words(known: bytes, rest: bytes) -> None:
    try:
        answer = container_of(known + rest)
    except BadFilm as refusal:
        answer = str(refusal)
    assert answer in {*FORMATS.split(","), refusals.EMPTY, refusals.PHOTO, refusals.UNKNOWN}

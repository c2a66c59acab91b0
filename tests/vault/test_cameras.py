"""What every phone and camera makes becomes the same: one table of films, one test for each property."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import numpy
import pytest

from tests.vault.boxes import layout
from tests.vault.cameras import REORDERED, UNEVEN, X264, beep_times, beeps, made, shoot
from tests.vault_builders import frame_numbers, received_recording, work_off
from vault import actions, reading, rules
from vault.frames import FrameTable, table_of
from vault.models import Job, SealedFile

pytestmark = [pytest.mark.django_db(databases=["default", "keystore"]), pytest.mark.timeout(600)]

COPY, ANEW = [Job.Kind.PREPARE, Job.Kind.CHECK], [Job.Kind.PREPARE, Job.Kind.TRANSCODE]
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-tag:v", "hvc1")
PLACE = ("-metadata", "location=+55.9533-003.1883/", "-metadata", "make=Camera")
BT2020 = ("-color_primaries", "bt2020", "-colorspace", "bt2020nc", "-color_trc")
DEEP = "format=yuv420p10le"
WIDE = (320, 180)


@dataclass(frozen=True)
class Camera:
    """`lag`: by how many seconds the beep comes after the picture that belongs to it."""

    film: Callable[[], bytes]
    kinds: list[str]
    size: tuple[int, int] = WIDE
    sound: bool = True
    lag: float = 0
    rate: int = 30
    fields: int = 1


def rotated(degrees: int, tail: str, *video: str, pixels: str = "format=yuv420p") -> bytes:
    film = shoot(*(video or X264), tail=f"{tail},{pixels}")
    return made(
        "-i", "{}/film.mp4", "-c", "copy", "-metadata:s:v", f"rotate={degrees}", inputs={"film.mp4": film}
    )


def rewrapped(*arguments: str, name: str = "made.mp4", film: bytes | None = None) -> bytes:
    return made(*arguments, name=name, inputs={"film.mp4": film or shoot(*X264, *PLACE)})


def recorded_in_a_browser() -> bytes:
    """As MediaRecorder writes: no duration, no index."""
    return shoot("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-live", "1",
                 sound=("-c:a", "libopus"), name="film.webm")  # fmt: skip


def two_sounds(unknown: int) -> bytes:
    """One track is in a form that nobody decodes, as phones write for their spatial sound."""
    film = rewrapped("-i", "{}/film.mp4", "-map", "0:v", "-map", "0:a", "-map", "0:a", "-c", "copy",
                     f"-c:a:{unknown}", "pcm_s16be", name="made.mov")  # fmt: skip
    return film.replace(b"twos", b"apac")


def sound_that_never_came() -> bytes:
    """A second microphone, listed first, of which nothing was written."""
    return rewrapped("-i", "{}/film.mp4", "-f", "lavfi", "-i", "anullsrc=d=0", "-map", "0:v", "-map", "1:a",
                     "-map", "0:a", "-c", "copy", "-c:a:0", "pcm_s16le", name="made.mkv")  # fmt: skip


def picture_first() -> bytes:
    """A small picture in a track of its own, before the film."""
    return rewrapped("-i", "{}/film.mp4", "-f", "lavfi", "-i", "color=s=64x36:r=30:d=0.03", "-map", "1:v",
                     "-map", "0:v", "-map", "0:a", "-c", "copy", "-c:v:0", "mjpeg",
                     name="made.mov")  # fmt: skip


CAMERAS = {
    "phone": Camera(lambda: shoot(*X264, *PLACE), COPY),
    "phone, reordered": Camera(lambda: shoot(*REORDERED, *PLACE), COPY),
    "HEVC": Camera(lambda: shoot(*X265, *PLACE), ANEW),
    "HEVC, HLG": Camera(lambda: shoot(*X265, *BT2020, "arib-std-b67", *PLACE, tail=DEEP), ANEW),
    "HEVC, PQ": Camera(lambda: shoot(*X265, *BT2020, "smpte2084", *PLACE, tail=DEEP), ANEW),
    "turned left": Camera(lambda: rotated(90, "transpose=clock"), COPY),
    "turned right": Camera(lambda: rotated(270, "transpose=cclock"), COPY),
    "upside down": Camera(lambda: rotated(180, "hflip,vflip"), COPY),
    "portrait": Camera(lambda: shoot(*X264, size=(180, 320)), COPY, (180, 320)),
    "uneven": Camera(lambda: shoot(*X264, "-vsync", "vfr", tail=UNEVEN), COPY),
    "trimmed": Camera(lambda: rewrapped("-ss", "0.5", "-i", "{}/film.mp4", "-c", "copy"), ANEW),
    "late sound": Camera(
        lambda: rewrapped("-i", "{}/film.mp4", "-itsoffset", "0.3", "-i", "{}/film.mp4", "-map", "0:v",
                          "-map", "1:a", "-c", "copy"), COPY, lag=0.3),
    "late picture": Camera(
        lambda: rewrapped("-i", "{}/film.mp4", "-itsoffset", "0.3", "-i", "{}/film.mp4", "-map", "1:v",
                          "-map", "0:a", "-c", "copy"), ANEW, lag=-0.3),
    "camcorder": Camera(
        lambda: shoot("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-flags", "+ildct+ilme",
                      "-x264-params", "tff=1", "-r", "25", "-f", "mpegts", "-mpegts_m2ts_mode", "1", rate=50,
                      tail="interlace=scan=tff:lowpass=off,format=yuv420p", sound=("-c:a", "ac3"),
                      name="film.mts"), ANEW, rate=25, fields=2),
    "camcorder, progressive": Camera(
        lambda: shoot(*REORDERED, "-f", "mpegts", "-mpegts_m2ts_mode", "1", sound=(), name="film.mts"), COPY,
        sound=False),
    "key frames that lean on others": Camera(
        lambda: shoot(*REORDERED, "-x264-params", "open-gop=1:keyint=15"), ANEW),
    "old camera": Camera(
        lambda: shoot("-c:v", "mpeg2video", "-q:v", "2", "-f", "vob", rate=25, sound=("-c:a", "mp2"),
                      name="film.mpg"), ANEW, rate=25),
    "browser": Camera(recorded_in_a_browser, ANEW),
    "silent": Camera(lambda: shoot(*X264, sound=()), COPY, sound=False),
    "two sounds": Camera(lambda: two_sounds(1), COPY),
    "unknown sound first": Camera(lambda: two_sounds(0), COPY),
    "empty sound first": Camera(sound_that_never_came, ANEW),
    "small picture first": Camera(picture_first, COPY),
    "HEVC, HLG, turned": Camera(
        lambda: rotated(90, "transpose=clock", *X265, *BT2020, "arib-std-b67", pixels=DEEP), ANEW),
    "odd size": Camera(
        lambda: shoot("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8",
                      sound=("-c:a", "libopus"), tail="scale=321:181,setsar=1,format=yuv420p",
                      name="film.webm"), ANEW),
    "wide pixels": Camera(lambda: shoot(*X265, size=(240, 180), tail="setsar=4/3,format=yuv420p"), ANEW),
    "fragmented": Camera(
        lambda: rewrapped("-i", "{}/film.mp4", "-c", "copy", "-movflags", "frag_keyframe+empty_moov"), COPY),
    "surround": Camera(
        lambda: shoot(*X264, sound=("-c:a", "aac"), source=beeps(2, 6, "5.1")), COPY),
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    shot: list[int]
    kinds: list[str]
    size: tuple[int, int]
    sound: bool
    table: FrameTable
    film: bytes
    clip: bytes
    span: tuple[int, int]
    still: bytes


def prepared(content: bytes, by: object) -> Seen:
    recording = received_recording(uuid4(), content, by=by)
    work_off()
    recording.refresh_from_db()
    assert (recording.state, recording.failure) == ("ready", "")
    pictures = recording.jobs.filter(kind__in=[*COPY, *ANEW]).order_by("pk")
    kinds = list(pictures.values_list("kind", flat=True))
    first, stop = 4, recording.frame_count - 3
    clip = actions.request_clip(recording=recording, in_frame=first, out_frame=stop, by=by)
    still = actions.request_still(recording=recording, frame=first, by=by)
    work_off()
    return Seen(
        shot=frame_numbers(content),
        kinds=kinds,
        size=(recording.width, recording.height),
        sound=recording.has_sound,
        table=table_of(recording),
        film=reading.read_all(rules.file_of(recording, SealedFile.Role.WORKING)),
        clip=reading.read_all(clip.files.get(complete=True)),
        span=(first, stop),
        still=reading.read_all(still.files.get(complete=True)),
    )


_seen: dict[str, Seen] = {}


@pytest.fixture
def seen(request: pytest.FixtureRequest) -> Callable[[str], Seen]:
    """Each camera's film goes through the pipeline once, for whichever test comes first."""

    def see(name: str) -> Seen:
        if name not in _seen:
            _seen[name] = prepared(CAMERAS[name].film(), request.getfixturevalue("cast").guider)
        return _seen[name]

    return see


EVERY = pytest.mark.parametrize("name", CAMERAS)


@EVERY
def test_every_frame_is_there_in_its_order(name, seen):
    camera, film = CAMERAS[name], seen(name)
    shown = frame_numbers(film.film)
    assert -1 not in shown
    if camera.fields == 1:
        assert shown == film.shot
    else:
        # The two fields of picture k carry the numbers 2k and 2k + 1; either may win.
        assert [number // 2 for number in shown] == list(range(len(film.shot)))
    assert film.table.count == len(shown)


@EVERY
def test_it_is_copied_where_browsers_play_it_and_made_anew_where_not(name, seen):
    assert seen(name).kinds == CAMERAS[name].kinds


@EVERY
def test_it_is_upright_and_its_pixels_are_square(name, seen):
    assert seen(name).size == CAMERAS[name].size


@EVERY
def test_nothing_of_the_camera_is_left(name, seen):
    for content in (seen(name).film, seen(name).clip, seen(name).still):
        assert b"loci" not in content
        assert b"+55.95" not in content
        assert b"Camera" not in content


def numbers(name: str, content: bytes) -> list[int]:
    return [number // CAMERAS[name].fields for number in frame_numbers(content)]


@EVERY
def test_the_sound_keeps_step_with_the_pictures(name, seen):
    camera, film = CAMERAS[name], seen(name)
    assert film.sound == camera.sound
    if not camera.sound:
        return
    shown = numbers(name, film.film)
    second = film.table.time_of(shown.index(camera.rate)) + camera.lag
    assert min(abs(beep - second) for beep in beep_times(film.film)) <= 1 / camera.rate
    due = second - film.table.time_of(film.span[0])
    assert min(abs(beep - due) for beep in beep_times(film.clip)) <= 1 / camera.rate


@EVERY
def test_a_clip_holds_exactly_its_frames_and_hides_none(name, seen):
    film = seen(name)
    first, stop = film.span
    assert numbers(name, film.clip) == numbers(name, film.film)[first:stop]
    boxes = layout(film.clip)
    start = film.table.times[first]
    assert sorted(boxes.track("vide").shown) == [time - start for time in film.table.times[first:stop]]
    assert "elst" not in boxes.names
    assert boxes.media_bytes == sum(sum(track.sizes) for track in boxes.tracks)


@EVERY
def test_a_still_shows_its_frame(name, seen):
    film = seen(name)
    first = film.span[0]
    assert numbers(name, film.still) == numbers(name, film.film)[first : first + 1]


@pytest.mark.parametrize("name", ["HEVC, HLG", "HEVC, PQ"])
def test_bright_film_of_a_phone_gets_ordinary_colours(name, seen):
    ordinary, bright = colours(seen("HEVC").still), colours(seen(name).still)
    assert bright == pytest.approx(ordinary, rel=0.5)
    assert b"nclx\x00\x01\x00\x01\x00\x01" in seen(name).film
    assert b"nclx\x00\x01\x00\x01\x00\x01" in seen(name).clip


def colours(still: bytes) -> tuple[float, float]:
    """How bright a picture is on the whole, and how far its colours are from grey."""
    raw = made("-i", "{}/still.jpg", "-vf", "crop=iw:ih*0.85:0:ih*0.15,format=rgb24", "-f", "rawvideo",
               inputs={"still.jpg": still}, name="raw")  # fmt: skip
    pixels = numpy.frombuffer(raw, numpy.uint8).reshape(-1, 3).astype(float)
    return pixels.mean(), (pixels.max(axis=1) - pixels.min(axis=1)).mean()

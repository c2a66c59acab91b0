"""A clip whose middle is copied holds exactly its frames, and is not believed until that is proven."""

from dataclasses import dataclass, replace
from functools import cache

import numpy
import pytest

from tests.vault.boxes import Layout, layout
from tests.vault.cameras import REORDERED, UNEVEN, X264, beep_times, made, shoot
from tests.vault_builders import frame_numbers
from vault.ffmpeg import cutting, probing
from vault.ffmpeg.cutting import Stretch
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Allowance, run
from vault.frames import FrameTable
from vault.pipeline import smart_cut, verify
from vault.pipeline.smart_cut import Listing, Packet, Unsuitable
from vault.pipeline.verify import NotAsWanted

LIMITS = Allowance(cpu=300, wall=600, written=10**9)
AAC_FRAME = 1024 / 48000


def turned(content: bytes) -> bytes:
    return made("-i", "{}/film.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", inputs={"film.mp4": content})


@cache
def films() -> dict[str, bytes]:
    return {
        "30 a second": shoot(*X264, seconds=4),
        "29.97 a second": shoot(*X264, rate="30000/1001", seconds=4),
        "25 a second": shoot(*X264, rate=25, seconds=4, sound=()),
        "reordered": shoot(*REORDERED, seconds=4),
        "uneven": shoot(*REORDERED, "-vsync", "vfr", seconds=6, tail=UNEVEN),
        "upright": turned(shoot(*REORDERED, seconds=4, tail="transpose=clock,format=yuv420p")),
    }


@dataclass(frozen=True)
class Cut:
    content: bytes
    wanted: Stretch
    boxes: Layout


def quiet(_seconds: float) -> None:
    pass


def table_of(film: MemoryFile) -> FrameTable:
    return FrameTable(tuple(probing.examine(film, "mov", quiet)[1].times))


@cache
def cut(name: str, first: int, stop: int, *, whole: bool = False) -> Cut:
    with MemoryFile() as film, MemoryFile() as target:
        film.fill([films()[name]])
        sound = name != "25 a second"
        wanted = Stretch(table_of(film), first, stop, sound)
        if whole:
            run(
                cutting.encode(film, target, wanted, "bt709"),
                files=[film.fd, target.fd],
                allowance=LIMITS,
                beat=quiet,
            )
        else:
            smart_cut.cut(film, target, wanted, LIMITS, quiet)
        verify.measure_packets(target, frames=None, sound=sound, beat=quiet)
        return Cut(target.content(), wanted, layout(target.content()))


CUTS = [
    ("30 a second", 7, 101),
    ("30 a second", 30, 110),
    ("30 a second", 13, 90),
    ("30 a second", 0, 120),
    ("29.97 a second", 7, 101),
    ("25 a second", 10, 98),
    ("reordered", 7, 101),
    ("uneven", 5, 109),
    ("upright", 7, 101),
]
WAYS = [(*cut, False) for cut in CUTS] + [("30 a second", 7, 101, True), ("uneven", 5, 109, True)]
EVERY = pytest.mark.parametrize(("name", "first", "stop", "whole"), WAYS)


@EVERY
def test_the_file_holds_exactly_the_wanted_frames(name, first, stop, whole):
    clip = cut(name, first, stop, whole=whole)
    assert frame_numbers(clip.content) == frame_numbers(films()[name])[first:stop]
    assert -1 not in frame_numbers(clip.content)


@EVERY
def test_each_frame_is_shown_when_the_frame_table_says(name, first, stop, whole):
    clip = cut(name, first, stop, whole=whole)
    pictures = clip.boxes.track("vide")
    assert pictures.timescale == 90000
    assert sorted(pictures.shown) == list(clip.wanted.times)
    assert min(pictures.shown) == 0


@EVERY
def test_nothing_is_hidden_in_the_file(name, first, stop, whole):
    boxes = cut(name, first, stop, whole=whole).boxes
    assert boxes.names & {"edts", "elst", "moof", "meta", "uuid"} == set()
    assert boxes.media_bytes == sum(sum(track.sizes) for track in boxes.tracks)
    assert len(boxes.track("vide").sizes) == stop - first


@EVERY
def test_the_index_comes_first(name, first, stop, whole):
    order = cut(name, first, stop, whole=whole).boxes.order
    assert order.index("moov") < order.index("mdat")


@pytest.mark.parametrize(("name", "first", "stop", "whole"), [way for way in WAYS if way[0] != "25 a second"])
def test_the_sound_keeps_step_with_the_pictures(name, first, stop, whole):
    clip = cut(name, first, stop, whole=whole)
    start, end = clip.wanted.start / 90000, (clip.wanted.start + clip.wanted.ticks) / 90000
    due = [beep - start for beep in beep_times(films()[name]) if start < beep < end]
    heard = [beep for beep in beep_times(clip.content) if beep > 2 * AAC_FRAME]
    assert heard == pytest.approx([beep for beep in due if beep > 2 * AAC_FRAME], abs=0.003)
    sound = clip.boxes.track("soun")
    assert (sound.timescale, sound.shown[0]) == (48000, 0)
    assert len(sound.shown) * AAC_FRAME == pytest.approx(clip.wanted.seconds, abs=1.5 * AAC_FRAME)


def test_the_pictures_stay_upright():
    assert (
        cut("upright", 7, 101).boxes.track("vide").turn[:5]
        == layout(films()["upright"]).track("vide").turn[:5]
    )


def test_the_middle_is_copied_and_not_encoded_anew():
    film, clip = layout(films()["30 a second"]).track("vide"), cut("30 a second", 7, 101).boxes.track("vide")
    assert clip.keys == [0, 23, 53, 83]
    begin = 30
    # The first packet of the film carries the encoder's signature, which a clip does not.
    assert clip.sizes[24:83] == film.sizes[begin + 1 : 90]


def test_sound_that_ends_early_becomes_silence():
    short = made("-i", "{}/film.mp4", "-c:v", "copy", "-af", "atrim=end=1", "-c:a", "aac",
                 inputs={"film.mp4": films()["30 a second"]})  # fmt: skip
    with MemoryFile() as film, MemoryFile() as target:
        film.fill([short])
        wanted = Stretch(table_of(film), 25, 118, has_sound=True)
        smart_cut.cut(film, target, wanted, LIMITS, quiet)
        assert table_of(target).times == wanted.times
        assert beep_times(target.content()) == []


def test_groups_that_lean_on_each_other_are_not_torn_apart():
    leaning = shoot(*REORDERED, "-x264-params", "open-gop=1:keyint=30:min-keyint=30", seconds=4)
    with MemoryFile() as film, MemoryFile() as target:
        film.fill([leaning])
        wanted = Stretch(table_of(film), 10, 110, has_sound=True)
        with pytest.raises(Unsuitable):
            smart_cut.cut(film, target, wanted, LIMITS, quiet)
        assert target.size == 0


@pytest.mark.parametrize(("first", "stop"), [(31, 59), (20, 85)])
def test_a_stretch_with_too_little_to_copy_is_left_to_the_encoder(first, stop):
    with MemoryFile() as film, MemoryFile() as target:
        film.fill([films()["30 a second"]])
        wanted = Stretch(table_of(film), first, stop, has_sound=True)
        with pytest.raises(Unsuitable):
            smart_cut.cut(film, target, wanted, LIMITS, quiet)


def listed() -> tuple[Listing, Stretch]:
    with MemoryFile() as film:
        film.fill([films()["reordered"]])
        wanted = Stretch(table_of(film), 7, 101, has_sound=True)
        return smart_cut.listing_of(film, wanted, LIMITS, quiet), wanted


def test_copied_packets_that_changed_or_are_missing_are_not_believed():
    film, wanted = listed()
    plan, copied = smart_cut.choose(film, wanted)
    new = [Packet(time, time, 1, "") for time in wanted.times]
    begin, finish = plan.begin - wanted.first, plan.finish - wanted.first
    shifted = [replace(packet, shown=packet.shown - wanted.start) for packet in copied]
    good = Listing([*new[:begin], *shifted, *new[finish:]], set(), {})
    smart_cut.check_copied(good, copied, wanted, plan)
    changed = replace(shifted[5], digest="another")
    for bad in (
        replace(good, slices=good.slices[:-1]),
        replace(good, slices=[*good.slices, new[-1]]),
        replace(good, slices=[*new[:begin], *shifted[:5], changed, *shifted[6:], *new[finish:]]),
        replace(good, sets={0: "within"}),
    ):
        with pytest.raises(NotAsWanted):
            smart_cut.check_copied(bad, copied, wanted, plan)


def test_parameters_that_change_inside_the_film_are_left_to_the_encoder():
    film, wanted = listed()
    keys = sorted(film.keys)
    with pytest.raises(Unsuitable, match="parameters change"):
        smart_cut.choose(replace(film, sets={keys[2]: "others"}), wanted)


PICTURES = numpy.random.default_rng(3).integers(0, 255, (12, 64)).astype(numpy.int16)


def test_pictures_at_a_joint_that_match_are_believed():
    smart_cut.compare(PICTURES + 2, PICTURES, range(0))
    smart_cut.compare(PICTURES, PICTURES, range(12))


@pytest.mark.parametrize(
    "made",
    [
        numpy.roll(PICTURES, 1, axis=0),
        PICTURES[[0, 1, 2, 3, 5, 4, 6, 7, 8, 9, 10, 11]],
        PICTURES[:-1],
        numpy.concatenate([PICTURES, PICTURES[-1:]]),
        PICTURES + 20,
    ],
    ids=["one late", "two exchanged", "one missing", "one too many", "too bright"],
)
def test_pictures_at_a_joint_that_do_not_match_are_not_believed(made):
    with pytest.raises(NotAsWanted):
        smart_cut.compare(made, PICTURES, range(0))


def test_a_copied_picture_at_a_joint_has_to_be_the_same():
    with pytest.raises(NotAsWanted):
        smart_cut.compare(PICTURES + 2, PICTURES, range(3, 6))

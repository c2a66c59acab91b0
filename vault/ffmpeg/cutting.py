"""The commands that cut a stretch of frames out of a working copy, as a file that holds nothing else.

The file has no edit list, because one hides frames and does not remove them: times begin at 0 by themselves,
reordered frames carry negative offsets, and the encoder's first packet of sound, which holds nothing, takes
the place of the first 21 ms. What `smart_cut` needs beyond that is explained in ADR 10.
"""

from dataclasses import dataclass
from typing import Any

import ffmpeg

from vault.ffmpeg.colours import TO_BT709
from vault.ffmpeg.commands import (
    AAC,
    BT709,
    EXACT,
    H264,
    NO_TAGS,
    SAFE_INPUT,
    SQUARE,
    commands,
    opened,
)
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.programs import major_version, prober
from vault.frames import TICKS, FrameTable

SOUND_RATE = 48_000
AAC_FRAME = 1024
MARGIN = 1.5
# From this version on ffmpeg is told how pictures are turned where it reads them, not where it writes them.
TURN_IS_READ = 6
# Every time in the pieces is this much later, so that none is negative.
AHEAD = 10
# The number by which the new pictures refer to their own parameters; encoders of cameras begin at 0.
OWN_SETS = 31
FINE = {"crf": 18, "preset": "veryfast", "bf": 0, "sc_threshold": 0, "g": 9999, "threads": 2, "a53cc": 0}
PIECE = {"format": "mpegts", "muxdelay": 0, "muxpreload": 0, "mpegts_flags": "initial_discontinuity"}
CLEAN_MP4 = {
    "format": "mp4",
    "movflags": "+faststart+negative_cts_offsets",
    "use_editlist": 0,
    "avoid_negative_ts": "disabled",
    "video_track_timescale": TICKS,
    # Nor is it said which program made it.
    "fflags": "+bitexact",
    "flags": "+bitexact",
    **NO_TAGS,
}
SLICES, KEYS, SETS, NO_SLICES = "1-5", "5", "7|8", "6|7|8|9"
LOOK_WIDE, LOOK_HIGH = 64, 36
LOOK = f"scale={LOOK_WIDE}:{LOOK_HIGH}:flags=area,format=gray"


@dataclass(frozen=True)
class Stretch:
    """The frames [first, stop) of a film."""

    table: FrameTable
    first: int
    stop: int
    has_sound: bool

    @property
    def frames(self) -> int:
        return self.stop - self.first

    @property
    def start(self) -> int:
        return self.table.times[self.first]

    @property
    def ticks(self) -> int:
        times = self.table.times
        end = times[self.stop] if self.stop < len(times) else self.table.duration_ms * TICKS // 1000
        return max(end - self.start, 1)

    @property
    def seconds(self) -> float:
        return self.ticks / TICKS

    @property
    def times(self) -> tuple[int, ...]:
        """When each frame is shown, counted from the first."""
        return tuple(time - self.start for time in self.table.times[self.first : self.stop])

    @property
    def samples(self) -> int:
        return self.ticks * SOUND_RATE // TICKS

    @property
    def sound(self) -> bool:
        """One frame of film is shorter than one packet of sound."""
        return self.has_sound and self.samples > 2 * AAC_FRAME


@dataclass(frozen=True)
class Plan:
    """[first, begin) is encoded anew, [begin, finish) copied, [finish, stop) encoded anew. The delays say, in
    ticks, how long before its showing a key frame of the copied part is decoded. `turn`: degrees by which a
    viewer turns the pictures clockwise."""

    begin: int
    finish: int
    delay: int
    last_delay: int
    turn: int = 0


@dataclass(frozen=True)
class Pieces:
    sets: MemoryFile
    head: MemoryFile
    middle: MemoryFile
    tail: MemoryFile

    @property
    def in_order(self) -> tuple[MemoryFile, ...]:
        return (self.sets, self.head, self.middle, self.tail)


@dataclass(frozen=True)
class Lists:
    """Packets by their times and hashes: those of pictures, those from which decoding can begin, and the
    parameters that lie among them."""

    slices: MemoryFile
    keys: MemoryFile
    sets: MemoryFile

    @property
    def all(self) -> tuple[MemoryFile, ...]:
        return (self.slices, self.keys, self.sets)


@dataclass(frozen=True)
class Looks:
    """Small grey pictures of the frames around both joints, one byte a pixel."""

    first: MemoryFile
    last: MemoryFile


def encode(film: MemoryFile, target: MemoryFile, wanted: Stretch, matrix: str) -> list[str]:
    """Every frame anew: upright, with square pixels. `matrix` is that of a film that does not say."""
    options: dict[str, Any] = {
        **H264, **EXACT, **BT709, **CLEAN_MP4,
        "crf": 20,
        "g": max(round(wanted.frames / wanted.seconds / 2), 1),
        "vf": f"trim=end_frame={wanted.frames},settb=1/{TICKS},setpts=PTS-{wanted.start},"
        f"scale={TO_BT709},{SQUARE},format=yuv420p",
    }  # fmt: skip
    picture = opened(film.path, "mov", colorspace=matrix, ss=_before(wanted, wanted.first))["v:0"]
    return commands(
        ffmpeg.output(picture, *_sound(film, wanted, options), target.path, **options), extra=("-copyts",)
    )


def list_stretch(film: MemoryFile, lists: Lists, wanted: Stretch) -> list[str]:
    """The packets of a film that lie in one stretch of it."""
    where = {"ss": _after(wanted, wanted.first), "t": wanted.seconds + MARGIN}
    return commands(*_listed(opened(film.path, "mov", **where)["v:0"], lists), extra=("-copyts",))


def describe_turn(film: MemoryFile) -> list[str]:
    """Ask ffprobe for the matrix by which a viewer turns the pictures."""
    limits = [word for name, value in SAFE_INPUT.items() for word in (f"-{name}", str(value))]
    wanted = ["-select_streams", "v:0", "-show_entries", "stream_side_data=displaymatrix"]
    return [prober(), "-v", "error", "-f", "mov", *limits, *wanted, "-of", "default=nw=1", film.path]


def cut_pieces(
    film: MemoryFile, pieces: Pieces, looks: Looks, wanted: Stretch, plan: Plan, around: int
) -> list[str]:
    """The three parts of the clip, and what the frames around the joints look like in the film itself."""
    early, late = plan.begin + around, plan.finish - around
    upright = {"noautorotate": None, "threads": 2}
    first = opened(film.path, "mov", ss=_before(wanted, wanted.first), **upright)["v:0"]
    middle = opened(film.path, "mov", ss=_after(wanted, plan.begin), t=wanted.seconds + MARGIN)["v:0"]
    last = opened(film.path, "mov", ss=_before(wanted, late), **upright)["v:0"]
    shift = {"output_ts_offset": AHEAD, **PIECE}
    annexb = {"c:v": "copy", "bsf:v": "h264_mp4toannexb"}
    new = {"c:v": "libx264", **EXACT, **FINE, "x264-params": f"sps-id={OWN_SETS}"}
    alone = f"filter_units=pass_types={SETS},setts=ts=0"
    foreign = {"output_ts_offset": f"{AHEAD + wanted.start / TICKS:.6f}", **PIECE}
    count = {"frames:v": plan.finish - plan.begin}
    outputs = [
        _look(first, looks.first, early - wanted.first),
        _look(last, looks.last, wanted.stop - late),
        ffmpeg.output(middle, pieces.middle.path, **annexb, **shift, **count),
    ]
    if plan.begin > wanted.first:
        sets = {**annexb, "bsf:v": f"h264_mp4toannexb,{alone}", "frames:v": 1}
        outputs.append(ffmpeg.output(middle, pieces.sets.path, **sets, **foreign))
        head = {"vf": f"trim=end_frame={plan.begin - wanted.first}"}
        outputs.append(ffmpeg.output(first, pieces.head.path, **new, **shift, **head))
    elif plan.finish < wanted.stop:
        one = {"vf": "trim=end_frame=1", "bsf:v": alone}
        outputs.append(ffmpeg.output(first, pieces.sets.path, **new, **foreign, **one))
    if plan.finish < wanted.stop:
        tail = {"vf": f"trim=start_frame={around}:end_frame={wanted.stop - late}"}
        outputs.append(ffmpeg.output(last, pieces.tail.path, **new, **shift, **tail))
    return commands(*outputs, extra=("-copyts",))


def join(film: MemoryFile, pieces: MemoryFile, target: MemoryFile, wanted: Stretch, plan: Plan) -> list[str]:
    """The pieces, one behind the other, as a clean MP4 with new sound; all parameters in its header."""
    begin, finish = plan.begin - wanted.first, plan.finish - wanted.first
    shift = AHEAD * TICKS + wanted.start
    decoded = rf"if(lte(N\,{begin})\,PTS-{plan.delay}\,if(lt(N\,{finish})\,DTS\,PTS-{plan.last_delay}))"
    options: dict[str, Any] = {
        **CLEAN_MP4,
        "c:v": "copy",
        "bsf:v": f"filter_units=remove_types={NO_SLICES},setts=pts=PTS-{shift}:dts={decoded}-{shift}",
    }
    turn: dict[str, Any] = {}
    if plan.turn and major_version() < TURN_IS_READ:
        options["metadata:s:v:0"] = f"rotate={360 - plan.turn}"
    elif plan.turn:
        turn["display_rotation"] = -plan.turn
    picture = opened(pieces.path, "mpegts", **turn)["v:0"]
    return commands(
        ffmpeg.output(picture, *_sound(film, wanted, options), target.path, **options), extra=("-copyts",)
    )


def look_at_clip(
    clip: MemoryFile, lists: Lists, looks: Looks, wanted: Stretch, plan: Plan, around: int
) -> list[str]:
    """List all packets; decode the frames around both joints, and no others that can be avoided."""
    early, late = plan.begin + around - wanted.first, plan.finish - around
    half = (wanted.table.times[late] + wanted.table.times[late - 1]) / 2 - wanted.start
    strict = {"noautorotate": None, "err_detect": "explode", "threads": 2}
    first = opened(clip.path, "mov", **strict)["v:0"]
    last = opened(clip.path, "mov", ss=f"{half / TICKS:.6f}", **strict)["v:0"]
    seen = [_look(first, looks.first, early), _look(last, looks.last)]
    # Read by itself: whoever reads along with a decoder waits for it, and it would decode everything.
    whole = opened(clip.path, "mov")["v:0"]
    return commands(*_listed(whole, lists), *seen, extra=("-copyts", "-xerror"))


def _before(wanted: Stretch, n: int) -> str:
    return f"{wanted.table.seek_for_ffmpeg(n):.6f}"


def _after(wanted: Stretch, n: int) -> str:
    """Half a frame later, so that a key frame at n is the last one before."""
    return f"{wanted.table.seek_for_browser(n):.6f}"


def _listed(picture: Any, lists: Lists) -> list[Any]:
    hashed = {"c:v": "copy", "format": "framehash", "hash": "murmur3"}
    return [
        ffmpeg.output(picture, target.path, **hashed, **{"bsf:v": f"filter_units=pass_types={types}"})
        for target, types in zip(lists.all, (SLICES, KEYS, SETS), strict=True)
    ]


def _look(picture: Any, target: MemoryFile, frames: int | None = None) -> Any:
    chain = LOOK if frames is None else f"trim=end_frame={frames},{LOOK}"
    return ffmpeg.output(picture, target.path, format="rawvideo", fps_mode="passthrough", vf=chain)


def _sound(film: MemoryFile, wanted: Stretch, options: dict[str, Any]) -> list[Any]:
    """The sound of the stretch, as long as its pictures even where the film has none."""
    if not wanted.sound:
        return []
    chain = (
        f"asetpts=PTS-{wanted.start}/{TICKS}/TB,aresample={SOUND_RATE}:async=1:first_pts=0,"
        f"apad=whole_len={wanted.samples},atrim=start_pts={AAC_FRAME}:end_pts={wanted.samples}"
    )
    options |= {**AAC, "af": chain}
    start = {"ss": f"{wanted.start / TICKS:.6f}"} if wanted.start else {}
    return [opened(film.path, "mov", t=wanted.seconds + MARGIN, **start)["a:0"]]

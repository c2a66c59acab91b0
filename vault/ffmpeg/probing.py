"""Measure a film by its packets. Headers are not believed; pictures are not decoded here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import floor

from django.utils.translation import gettext as _

from vault.ffmpeg.colours import HLG, PQ, matrix_of
from vault.ffmpeg.containers import MAX_PIXELS, SOUND_CODECS, VIDEO_CODECS, BadFilm
from vault.ffmpeg.listing import MAX_STREAMS, Listed, TooManyPackets, listed, tags_in
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Killed, MediaError
from vault.frames import TICKS

MAX_RATE = 120
# ffprobe's own words for two of our limits.
TOO_LARGE, TOO_MANY = "exceeds specified max pixel count", "exceeds max_streams"
USUAL_UNIT_HEAD = 4
HALF = Fraction(1, 2)
PROGRESSIVE = ("progressive", "unknown", "N/A")


@dataclass(frozen=True)
class Sound:
    index: int
    codec: str
    channels: int


@dataclass(frozen=True)
class Film:
    """What the file says about itself: enough to refuse it or to choose how to read it.

    `shown` is width and height as a viewer sees them: turned upright, with square pixels. `unit_head`: in
    MP4, how many bytes say how long a unit of H.264 is.
    """

    container: str
    video: int
    codec: str
    width: int
    height: int
    shown: tuple[int, int]
    pixels: str
    interlaced: bool
    transfer: str
    matrix: str
    rate: float
    sounds: tuple[Sound, ...]
    tags: dict[str, str]
    unit_head: int

    @property
    def hdr(self) -> bool:
        return self.transfer in (PQ, HLG)


@dataclass
class Packets:
    """What the packets say. Times in ticks of 1/90000 s, in the order of showing; `start` is the file's."""

    times: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    hidden: int = 0
    damaged: int = 0
    sound_packets: dict[int, int] = field(default_factory=dict)
    start: int = 0
    places: list[tuple[int, int, bool]] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return (self.times[-1] - self.times[0]) / TICKS if self.times else 0.0

    @property
    def rate(self) -> float:
        return (len(self.times) - 1) / self.seconds if self.seconds else 0.0

    @property
    def longest_wait_for_a_key(self) -> float:
        """Seconds between neighbouring key frames at most, the way to the end included."""
        stops = [*self.keys, self.times[-1]]
        return max(b - a for a, b in pairwise(stops)) / TICKS


def examine(film: MemoryFile, container: str, beat: Callable[[float], None]) -> tuple[Film, Packets]:
    """Read the whole film; refuse what cannot be a film of ours. `container` as `container_of` names it."""
    try:
        found = listed(film, container, beat)
    except Killed:
        raise
    except TooManyPackets as error:
        raise BadFilm(
            _("This film has more pictures or sounds than a film can have here. Please cut it shorter.")
        ) from error
    except MediaError as error:
        raise BadFilm(_refusal(str(error))) from error
    if len(found.tracks) > MAX_STREAMS:
        raise BadFilm(_refusal(TOO_MANY))
    described = _describe(found, container)
    if described.width * described.height > MAX_PIXELS or TOO_LARGE in found.complaints:
        raise BadFilm(_refusal(TOO_LARGE))
    return described, _count(found, described)


def _refusal(last_words: str) -> str:
    if TOO_LARGE in last_words:
        return _("The pictures of this film are too large. Please film in 4K or smaller.")
    if TOO_MANY in last_words:
        return _(
            "This file has more tracks than a film can have here. Please export it anew on the phone and add "
            "that."
        )
    return _(
        "This film is damaged or was cut off before it was complete, so it cannot be opened. Please "
        "copy it from the camera again."
    )


def _describe(found: Listed, container: str) -> Film:
    video = _picture(found)
    tags = tags_in(found.file)
    for track in found.tracks.values():
        tags |= tags_in(track)
    return Film(
        container=container,
        video=int(video["index"]),
        codec=video["codec_name"],
        width=_whole(video["width"]),
        height=_whole(video["height"]),
        shown=_shown(video),
        pixels=video["pix_fmt"],
        interlaced=video["field_order"] not in PROGRESSIVE,
        transfer=video["color_transfer"],
        matrix=matrix_of(video["color_space"], _whole(video["height"])),
        rate=float(_ratio(video["avg_frame_rate"]) or 0),
        sounds=tuple(_sounds(found)),
        tags=tags,
        unit_head=_whole(video.get("nal_length_size", "")) or USUAL_UNIT_HEAD,
    )


def _picture(found: Listed) -> dict[str, str]:
    """The track with the most pictures, of equals the first; cover pictures do not count."""
    kinds = [track["codec_type"] for track in found.tracks.values()]
    tracks = [
        track
        for track in found.tracks.values()
        if track["codec_type"] == "video" and track["disposition:attached_pic"] != "1"
    ]
    if not tracks and "audio" in kinds:
        raise BadFilm(_("This file holds sound but no picture. Please choose the film itself."))
    if not tracks:
        raise BadFilm(_("This file holds no picture. Please choose the film itself."))
    film = max(tracks, key=lambda track: found.counted.get(int(track["index"]), 0))
    if film["codec_name"] not in VIDEO_CODECS:
        raise BadFilm(
            _(
                "The pictures of this film are in a form that Attune does not read. Please export it "
                "as MP4 (H.264) and add it again."
            )
        )
    return film


def _shown(video: dict[str, str]) -> tuple[int, int]:
    shape = _ratio(video["sample_aspect_ratio"]) or Fraction(1)
    width, height = round(_whole(video["width"]) * shape), _whole(video["height"])
    return (height, width) if round(float(video.get("rotation", 0))) % 180 else (width, height)


def _sounds(found: Listed) -> Iterator[Sound]:
    for index, track in found.tracks.items():
        if track["codec_type"] == "audio" and track["codec_name"] in SOUND_CODECS:
            yield Sound(index, track["codec_name"], _whole(track["channels"]))


def _count(found: Listed, film: Film) -> Packets:
    video = found.tracks[film.video]
    unit = (_ratio(video["time_base"]) or Fraction(1, TICKS)) * TICKS
    promised, there = _whole(video["nb_frames"]), found.counted.get(film.video, 0)
    return Packets(
        times=sorted(floor(time * unit + HALF) for time in found.times.get(film.video, [])),
        keys=sorted(floor(time * unit + HALF) for time in found.keys.get(film.video, [])),
        hidden=found.hidden.get(film.video, 0),
        damaged=found.corrupt + max(promised - there, 0),
        sound_packets={
            sound.index: found.counted[sound.index] for sound in film.sounds if sound.index in found.counted
        },
        places=found.places.get(film.video, []),
        start=floor((_ratio(found.file.get("start_time", "")) or 0) * TICKS),
    )


def _ratio(text: str) -> Fraction | None:
    """A number such as 30000/1001, 16:9 or 0.066733; None where ffprobe has nothing to say."""
    try:
        return Fraction(text.replace(":", "/"))
    except (ValueError, ZeroDivisionError):
        return None


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else 0

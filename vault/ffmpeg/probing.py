"""Measure a film by reading its packets. Headers are not believed; pictures are not decoded here."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream
from django.utils.translation import gettext as _

from vault.ffmpeg.containers import CODECS, FORMATS, HEAD, SOUND_CODECS, VIDEO_CODECS, BadFilm, container_of
from vault.frames import TICKS

MAX_PIXELS = 40_000_000
MAX_RATE = 120
MAX_STREAMS = 16
PROGRESSIVE = (0, 1)
HDR_TRANSFERS = (16, 18)
OPTIONS = {
    "format_whitelist": FORMATS,
    "codec_whitelist": CODECS,
    "protocol_whitelist": "file",
    "max_streams": str(4 * MAX_STREAMS),
}
PACKETS_BETWEEN_BEATS = 500


@dataclass(frozen=True)
class Sound:
    index: int
    codec: str
    channels: int


@dataclass(frozen=True)
class Film:
    """What the file says about itself: enough to refuse it or to choose how to read it."""

    container: str
    video: int
    codec: str
    width: int
    height: int
    pixels: str
    interlaced: bool
    hdr: bool
    rate: float
    sounds: tuple[Sound, ...]


@dataclass
class Packets:
    """What the packets say. Times in ticks of 1/90000 s, in the order of showing; `start` is the file's."""

    times: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    hidden: int = 0
    damaged: int = 0
    sound_packets: dict[int, int] = field(default_factory=dict)
    start: int = 0

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


def examine(source: io.RawIOBase) -> Film:
    """Refuse what cannot be a film of ours, before anything else looks at it."""
    container = container_of(source.read(HEAD) or b"")
    source.seek(0)
    with _opened(source, container) as opened:
        if len(opened.streams) > MAX_STREAMS:
            raise BadFilm(_("This file has more tracks than a film can have here."))
        video = _picture(opened)
        film = Film(
            container=container,
            video=video.index,
            codec=video.codec_context.name,
            width=video.codec_context.width,
            height=video.codec_context.height,
            pixels=video.codec_context.pix_fmt or "",
            interlaced=int(video.codec_context.field_order) not in PROGRESSIVE,
            hdr=int(video.codec_context.color_trc or 0) in HDR_TRANSFERS,
            rate=float(video.average_rate or 0),
            sounds=tuple(_sounds(opened)),
        )
    if film.width * film.height > MAX_PIXELS:
        raise BadFilm(_("The pictures of this film are too large. Please film in 4K or smaller."))
    return film


def count_packets(path: str, film: Film, beat: Callable[[], None]) -> Packets:
    """Read the whole film, packet by packet."""
    found = Packets()
    with _opened(path, film.container) as opened:
        found.start = (opened.start_time or 0) * TICKS // av.time_base
        try:
            for number, packet in enumerate(opened.demux()):
                _count(found, packet, film)
                if number % PACKETS_BETWEEN_BEATS == 0:
                    beat()
        except av.error.FFmpegError:
            found.damaged += 1
    found.times.sort()
    found.keys.sort()
    return found


def display_size(path: str, container: str) -> tuple[int, int]:
    """Width and height as a viewer sees them: turned upright, with square pixels."""
    with _opened(path, container) as opened:
        frame = next(opened.decode(video=0))
        shape = opened.streams.video[0].sample_aspect_ratio or Fraction(1)
        width, height = round(frame.width * shape), frame.height
        return (height, width) if frame.rotation % 180 else (width, height)


def tags_of(path: str, container: str) -> dict[str, str]:
    """Every tag in the file, those of its tracks included."""
    with _opened(path, container) as opened:
        tags = dict(opened.metadata)
        for stream in opened.streams:
            tags |= stream.metadata
        return tags


@contextmanager
def _opened(source: Any, container: str) -> Iterator[InputContainer]:
    try:
        with av.open(source, format=container, options=OPTIONS, metadata_errors="replace") as opened:
            yield opened
    except (av.error.FFmpegError, StopIteration) as error:
        raise BadFilm(
            _(
                "This film is damaged or was cut off before it was complete, so it cannot be opened. Please "
                "copy it from the camera again."
            )
        ) from error


def _picture(opened: InputContainer) -> VideoStream:
    """The first track of moving pictures; cover pictures do not count."""
    attached = av.stream.Disposition.attached_pic
    tracks = [track for track in opened.streams.video if not track.disposition & attached]
    if not tracks and opened.streams.audio:
        raise BadFilm(_("This file holds sound but no picture. Please choose the film itself."))
    if not tracks:
        raise BadFilm(_("This file holds no picture. Please choose the film itself."))
    if tracks[0].codec_context is None or tracks[0].codec_context.name not in VIDEO_CODECS:
        raise BadFilm(
            _(
                "The pictures of this film are in a form that Attune does not read. Please export it "
                "as MP4 (H.264) and add it again."
            )
        )
    return tracks[0]


def _sounds(opened: InputContainer) -> Iterator[Sound]:
    track: AudioStream
    for track in opened.streams.audio:
        context = track.codec_context
        if context is not None and context.name in SOUND_CODECS:
            yield Sound(track.index, context.name, context.channels)


def _count(found: Packets, packet: "av.Packet[Any]", film: Film) -> None:
    if packet.size == 0 or packet.pts is None or packet.time_base is None:
        return
    time = packet.pts * packet.time_base * TICKS
    ticks = (2 * time.numerator + time.denominator) // (2 * time.denominator)
    found.damaged += packet.is_corrupt
    if packet.stream_index == film.video:
        if packet.is_discard:
            found.hidden += 1
            return
        found.times.append(ticks)
        if packet.is_keyframe:
            found.keys.append(ticks)
    elif packet.stream_index in {sound.index for sound in film.sounds}:
        counts = found.sound_packets
        counts[packet.stream_index] = counts.get(packet.stream_index, 0) + 1

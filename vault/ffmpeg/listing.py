"""What ffprobe lists of a film: its tracks, and every packet in the order of the file."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from vault.ffmpeg.containers import CODECS, FORMATS, MAX_PIXELS
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.programs import prober
from vault.ffmpeg.runner import Allowance, MediaError, run

MAX_STREAMS = 16
MAX_PACKETS = 5_000_000
ALLOWANCE = Allowance(cpu=300, wall=1200, written=1_000_000)
WANTED = (
    "packet=codec_type,stream_index,pts,size,pos,flags:"
    "stream=index,codec_type,codec_name,width,height,sample_aspect_ratio,pix_fmt,field_order,"
    "color_space,color_transfer,channels,avg_frame_rate,time_base,nb_frames,nal_length_size:"
    "stream_disposition=attached_pic:stream_side_data=rotation:stream_tags:format=start_time:format_tags"
)
PACKET = re.compile(
    rb"packet\|codec_type=(\w+)\|stream_index=(\d+)\|pts=(-?\d+|N/A)\|size=(\d+)"
    rb"(?:\|pos=(\d+|N/A))?\|(?:.*\|)?flags=([A-Z_]+)"
)
BETWEEN_FIELDS = re.compile(r"(?<!\\)\|")
NOT_LISTED = re.compile(r"Codec \((\w+)\) not on whitelist")
SIDE = re.compile(r"^side_datum/\w+:")
TAG = "tag:"


class TooManyPackets(Exception):
    """More than any film has that may be added here."""


@dataclass
class Listed:
    """Packets by the number of their track: times in the track's own unit, places as first byte, size, and
    whether it is a key frame. Of other tracks than pictures only how many there are."""

    tracks: dict[int, dict[str, str]] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)
    file: dict[str, str] = field(default_factory=dict)
    times: dict[int, list[int]] = field(default_factory=dict)
    keys: dict[int, list[int]] = field(default_factory=dict)
    places: dict[int, list[tuple[int, int, bool]]] = field(default_factory=dict)
    hidden: dict[int, int] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)
    corrupt: int = 0
    packets: int = 0
    complaints: str = ""

    def hear(self, lines: Sequence[bytes]) -> bool:
        for line in lines:
            if found := PACKET.match(line):
                self._packet(*found.groups())
            else:
                self._section(line.partition(b"|")[0], _fields(line))
        return bool(lines)

    def _section(self, name: bytes, fields: dict[str, str]) -> None:
        """A track is listed again for each programme it belongs to; its side data have lines of their own."""
        if name == b"stream":
            self.latest = self.tracks[int(fields["index"])] = fields
        elif name == b"side_data":
            self.latest |= fields
        elif name == b"format":
            self.file = fields

    def _packet(
        self, kind: bytes, track: bytes, time: bytes, size: bytes, place: bytes | None, flags: bytes
    ) -> None:
        self.packets += 1
        if self.packets > MAX_PACKETS:
            raise TooManyPackets
        if time == b"N/A" or size == b"0":
            return
        number = int(track)
        self.corrupt += b"C" in flags
        self.counted[number] = self.counted.get(number, 0) + 1
        if kind != b"video":
            return
        if place and place.isdigit():
            self.places.setdefault(number, []).append((int(place), int(size), b"K" in flags))
        if b"D" in flags:
            self.hidden[number] = self.hidden.get(number, 0) + 1
            return
        self.times.setdefault(number, []).append(int(time))
        if b"K" in flags:
            self.keys.setdefault(number, []).append(int(time))


def listed(film: MemoryFile, container: str, beat: Callable[[float], None]) -> Listed:
    """Read the whole film, packet by packet, in the sandbox; nothing is decoded but what tells the format.

    ffprobe gives up at the first track whose decoder is not on our list, be it only a subtitle. Such a
    decoder may then be set up, so that the other tracks can be read; no more may decode than before.
    """
    set_up: list[str] = []
    while True:
        found = Listed()
        try:
            done = run(
                _command(film, container, set_up),
                files=[film.fd],
                allowance=ALLOWANCE,
                beat=beat,
                hear=found.hear,
            )
        except MediaError as error:
            missing = NOT_LISTED.search(str(error))
            if missing is None or missing[1] in set_up or len(set_up) == MAX_STREAMS:
                raise
            set_up.append(missing[1])
        else:
            found.complaints = done.last_words.decode("utf-8", "replace")
            return found


def _command(film: MemoryFile, container: str, set_up: Sequence[str]) -> list[str]:
    return [
        *(prober(), "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file"),
        *("-format_whitelist", FORMATS, "-codec_whitelist", CODECS, "-max_pixels", str(MAX_PIXELS)),
        *(["-codec_whitelist:", ",".join([CODECS, *set_up])] if set_up else []),
        *("-max_streams", str(4 * MAX_STREAMS), "-f", container, "-show_entries", WANTED),
        *("-show_optional_fields", "always", "-of", "compact", "-i", film.path),
    ]


def tags_in(fields: dict[str, str]) -> dict[str, str]:
    return {name.removeprefix(TAG): value for name, value in fields.items() if name.startswith(TAG)}


def _fields(line: bytes) -> dict[str, str]:
    """Side data of a track come in a line of their own (ffprobe 5) or within the track's (ffprobe 8)."""
    parts = BETWEEN_FIELDS.split(line.decode("utf-8", "replace"))
    return dict(SIDE.sub("", part).split("=", 1) for part in parts if "=" in part)

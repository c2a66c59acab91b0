"""Read an MP4 by its boxes, with nothing of ffmpeg: what a file holds, whether a player shows it or not."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

PARENTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}


@dataclass
class Track:
    """`shown` in ticks of the track, in the order of decoding; `sizes` in bytes; `keys` counted from 0."""

    kind: str = ""
    timescale: int = 0
    turn: tuple[int, ...] = ()
    shown: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)


@dataclass
class Layout:
    order: list[str]
    names: set[str]
    tracks: list[Track]
    media_bytes: int

    def track(self, kind: str) -> Track:
        return next(track for track in self.tracks if track.kind == kind)


def layout(content: bytes) -> Layout:
    found = list(_boxes(content, 0, len(content)))
    tracks = []
    for name, start, end in found:
        if name == "trak":
            tracks.append(_track({name: content[a:b] for name, a, b in _boxes(content, start, end)}))
    top = [(name, start, end) for name, start, end, depth in _walk(content, 0, len(content), 0) if not depth]
    media = sum(end - start for name, start, end in top if name == "mdat")
    return Layout([name for name, _start, _end in top], {name for name, *_ in found}, tracks, media)


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for name, a, b, _depth in _walk(content, start, end, 0):
        yield name, a, b


def _walk(content: bytes, at: int, end: int, depth: int) -> Iterator[tuple[str, int, int, int]]:
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", content, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", content, at + 8)[0], 16
        yield name.decode("latin-1"), at + head, at + size, depth
        if name in PARENTS:
            yield from _walk(content, at + head, at + size, depth + 1)
        at += size


def _track(boxes: dict[str, bytes]) -> Track:
    track = Track(kind=boxes["hdlr"][8:12].decode(), timescale=struct.unpack_from(">I", boxes["mdhd"], 12)[0])
    track.turn = struct.unpack_from(">9i", boxes["tkhd"], 40)
    one_size, count = struct.unpack_from(">II", boxes["stsz"], 4)
    track.sizes = (
        [one_size] * count if one_size else list(struct.unpack_from(f">{count}I", boxes["stsz"], 12))
    )
    steps = [step for times, step in _pairs(boxes["stts"], "I") for _ in range(times)]
    offsets = [late for times, late in _pairs(boxes.get("ctts", bytes(8)), "i") for _ in range(times)]
    decoded = [sum(steps[:at]) for at in range(count)]
    track.shown = [time + late for time, late in zip(decoded, offsets or [0] * count, strict=True)]
    if "stss" in boxes:
        keys = struct.unpack_from(f">{len(boxes['stss']) // 4 - 2}I", boxes["stss"], 8)
        track.keys = [key - 1 for key in keys]
    return track


def _pairs(box: bytes, kind: str) -> list[tuple[int, int]]:
    count = struct.unpack_from(">I", box, 4)[0]
    return list(struct.iter_unpack(f">I{kind}", box[8 : 8 + 8 * count]))

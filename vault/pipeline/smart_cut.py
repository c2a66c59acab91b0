"""A clip without encoding all of it: only what lies before the first and after the last key frame in it is
encoded anew, the rest is copied. Believed only after the joints have been compared with the film (ADR 10)."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, chain
from typing import Self

import numpy
from numpy.typing import NDArray

from vault.ffmpeg import cutting
from vault.ffmpeg.cutting import Lists, Looks, Pieces, Plan, Stretch
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Allowance, run
from vault.frames import TICKS
from vault.pipeline.verify import NotAsWanted
from vault.pipeline.work import Beat

# How many copied frames are looked at on the inner side of each joint.
AROUND = 3
NEIGHBOURS = 3
# Mean difference of grey values (0 to 255) of an encoded picture from its original, and of equal ones.
ALIKE, SAME = 6.0, 0.3
ONE = 1 << 16
TURNS = {
    (): 0,
    (ONE, 0, 0, ONE): 0,
    (0, ONE, -ONE, 0): 90,
    (-ONE, 0, 0, -ONE): 180,
    (0, -ONE, ONE, 0): 270,
}


class Unsuitable(Exception):
    """This stretch cannot be cut so; the message is for the log."""


@dataclass(frozen=True)
class Packet:
    shown: int
    decoded: int
    size: int
    digest: str


@dataclass(frozen=True)
class Listing:
    """Packets in the order of decoding; times in ticks."""

    slices: list[Packet]
    keys: set[int]
    sets: dict[int, str]

    @classmethod
    def of(cls, lists: Lists) -> Self:
        return cls(
            _packets(lists.slices),
            {packet.shown for packet in _packets(lists.keys)},
            {packet.shown: packet.digest for packet in _packets(lists.sets)},
        )


def cut(film: MemoryFile, target: MemoryFile, wanted: Stretch, allowance: Allowance, beat: Beat) -> None:
    """Fill `target`, or raise Unsuitable, NotAsWanted or MediaError."""
    plan, copied = choose(listing_of(film, wanted, allowance, beat), wanted)
    turn = turn_of(film, allowance, beat)
    plan = replace(plan, turn=turn)
    with ExitStack() as stack:
        pieces = Pieces(*(stack.enter_context(MemoryFile()) for _ in range(4)))
        source = Looks(*(stack.enter_context(MemoryFile()) for _ in range(2)))
        argv = cutting.cut_pieces(film, pieces, source, wanted, plan, AROUND)
        used = [film, *pieces.in_order, source.first, source.last]
        run(argv, files=[file.fd for file in used], allowance=allowance, beat=beat)
        joined = stack.enter_context(MemoryFile())
        joined.fill(chain.from_iterable(piece.pieces() for piece in pieces.in_order))
        argv = cutting.join(film, joined, target, wanted, plan)
        run(argv, files=[film.fd, joined.fd, target.fd], allowance=allowance, beat=beat)
        if turn and turn_of(target, allowance, beat) != turn:
            raise NotAsWanted("The pictures are not upright.")
        _check(target, source, copied, wanted, plan, allowance, beat)


def listing_of(film: MemoryFile, wanted: Stretch, allowance: Allowance, beat: Beat) -> Listing:
    with MemoryFile() as slices, MemoryFile() as keys, MemoryFile() as sets:
        lists = Lists(slices, keys, sets)
        argv = cutting.list_stretch(film, lists, wanted)
        run(argv, files=[file.fd for file in (film, *lists.all)], allowance=allowance, beat=beat)
        return Listing.of(lists)


def choose(listing: Listing, wanted: Stretch) -> tuple[Plan, list[Packet]]:
    """The longest part that stands for itself, and its packets."""
    order, shown = listing.slices, wanted.table.times
    clean = {order[at].shown: at for at in _clean_starts(order) if order[at].shown in listing.keys}
    end = shown[wanted.stop] if wanted.stop < len(shown) else shown[-1] + 1
    if wanted.stop == len(shown):
        clean[end] = len(order)
    inside = [time for time in clean if wanted.start <= time <= end]
    if not inside:
        raise Unsuitable("No key frame lies inside.")
    begin, finish = bisect_left(shown, min(inside)), bisect_left(shown, max(inside))
    if 2 * (finish - begin) <= wanted.frames or finish - begin < 2 * AROUND:
        raise Unsuitable("Hardly anything could be copied.")
    copied = order[clean[min(inside)] : clean[max(inside)]]
    if sorted(packet.shown for packet in copied) != list(shown[begin:finish]):
        raise Unsuitable("The frames to be copied are not those of the frame table.")
    if len({listing.sets.get(packet.shown) for packet in copied if packet.shown in listing.keys}) != 1:
        raise Unsuitable("The parameters change inside the film.")
    last = order[clean[max(inside)]] if finish < wanted.stop else copied[0]
    delays = copied[0].shown - copied[0].decoded, last.shown - last.decoded
    return Plan(begin, finish, *delays), copied


def turn_of(film: MemoryFile, allowance: Allowance, beat: Beat) -> int:
    """By how many degrees, clockwise, the pictures are turned when they are shown."""
    rows: list[bytes] = []

    def hear(lines: Sequence[bytes]) -> bool:
        rows.extend(line for line in lines if re.match(rb"0000000\d:", line))
        return bool(lines)

    run(cutting.describe_turn(film), files=[film.fd], allowance=allowance, beat=beat, hear=hear)
    numbers = tuple(int(number) for row in rows[:2] for number in row.split()[1:3])
    if numbers not in TURNS:
        raise Unsuitable("The pictures are turned in a way that cannot be written again.")
    return TURNS[numbers]


def _clean_starts(order: list[Packet]) -> list[int]:
    """Where everything decoded before is shown before, and everything decoded later is shown later."""
    before = [-1, *accumulate((packet.shown for packet in order), max)]
    after = list(accumulate((packet.shown for packet in reversed(order)), min))[::-1]
    return [at for at, packet in enumerate(order) if before[at] < packet.shown == after[at]]


def check_copied(made: Listing, copied: list[Packet], wanted: Stretch, plan: Plan) -> None:
    """The right packets at the right times, and those in the middle byte for byte as in the film."""
    if sorted(packet.shown for packet in made.slices) != list(wanted.times):
        raise NotAsWanted("The frames are not shown when they should be.")
    begin, finish = plan.begin - wanted.first, plan.finish - wanted.first
    expected = [(packet.size, packet.digest) for packet in copied]
    if [(packet.size, packet.digest) for packet in made.slices[begin:finish]] != expected:
        raise NotAsWanted("The copied frames are not those of the film.")
    if made.sets:
        raise NotAsWanted("Parameters lie among the pictures.")


def _check(
    clip: MemoryFile,
    source: Looks,
    copied: list[Packet],
    wanted: Stretch,
    plan: Plan,
    allowance: Allowance,
    beat: Beat,
) -> None:
    """The copied packets are those of the film. Every new picture is that of its own frame, and so is every
    copied one next to a joint."""
    with ExitStack() as stack:
        lists = Lists(*(stack.enter_context(MemoryFile()) for _ in range(3)))
        looks = Looks(*(stack.enter_context(MemoryFile()) for _ in range(2)))
        argv = cutting.look_at_clip(clip, lists, looks, wanted, plan, AROUND)
        used = [clip, *lists.all, looks.first, looks.last]
        run(argv, files=[file.fd for file in used], allowance=allowance, beat=beat)
        check_copied(Listing.of(lists), copied, wanted, plan)
        new = plan.begin - wanted.first
        compare(_pictures(looks.first), _pictures(source.first), range(new, new + AROUND))
        compare(_pictures(looks.last), _pictures(source.last), range(AROUND))


def compare(made: NDArray[numpy.int16], film: NDArray[numpy.int16], copied: range) -> None:
    """Each picture is nearest to its own original; a copied one is the same."""
    if len(made) != len(film):
        raise NotAsWanted(f"{len(made)} frames at a joint instead of {len(film)}.")
    for at, picture in enumerate(made):
        start = max(at - NEIGHBOURS, 0)
        apart = numpy.abs(film[start : at + NEIGHBOURS + 1] - picture).mean(axis=1)
        own = apart[at - start]
        if own > apart.min() + SAME or own > (SAME if at in copied else ALIKE):
            raise NotAsWanted(f"Frame {at} at a joint is not the frame of the film ({own:.1f}).")


def _pictures(file: MemoryFile) -> NDArray[numpy.int16]:
    raw = numpy.frombuffer(file.content(), dtype=numpy.uint8).astype(numpy.int16)
    return raw.reshape(-1, cutting.LOOK_WIDE * cutting.LOOK_HIGH)


def _packets(listing: MemoryFile) -> list[Packet]:
    lines = listing.content().decode("ascii").splitlines()
    unit = Fraction(0)
    found = []
    for line in lines:
        if line.startswith("#tb 0:"):
            unit = Fraction(line.partition(":")[2].strip()) * TICKS
        elif not line.startswith("#"):
            _stream, decoded, shown, _length, size, digest = line.split(",")
            found.append(Packet(_ticks(shown, unit), _ticks(decoded, unit), int(size), digest.strip()))
    return found


def _ticks(time: str, unit: Fraction) -> int:
    exact = int(time) * unit
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)

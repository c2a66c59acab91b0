"""Ruin a good film in a way that can be repeated: `mutant(content, parts_of(content), random.Random(seed))`.

Half of all damage is done anywhere; the other half knows the form of the file and changes what a reader
steers by: sizes, names, numbers and the order of boxes.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

ISO_PARENTS = {
    b"moov",
    b"trak",
    b"mdia",
    b"minf",
    b"stbl",
    b"edts",
    b"udta",
    b"moof",
    b"traf",
    b"mvex",
    b"dinf",
}
EBML_PARENTS = {
    "1a45dfa3",
    "18538067",
    "1f43b675",
    "1654ae6b",
    "ae",
    "1549a966",
    "e0",
    "e1",
    "1c53bb6b",
    "a0",
}
RIFF_PARENTS = {b"RIFF", b"LIST"}
PACKET = 188
MANY = 3
NUMBERS = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF]


@dataclass(frozen=True)
class Part:
    """A box, an element, a chunk or a packet: where it lies, and where its size and its name are."""

    start: int
    end: int
    size_at: int
    size_width: int
    name_at: int
    name_width: int

    @property
    def length(self) -> int:
        return self.end - self.start


def parts_of(content: bytes) -> list[Part]:
    if content[4:8] == b"ftyp":
        return _boxes(content, 0, len(content))
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return _elements(content, 0, len(content))
    if content.startswith(b"RIFF"):
        return _chunks(content, 0, len(content))
    return [Part(at, at + PACKET, at + 4, 1, at + 1, 2) for at in range(0, len(content), PACKET)]


def mutant(content: bytes, parts: list[Part], chance: random.Random) -> bytes:
    """One to three kinds of damage. `parts` are those of the unharmed film: later ones may miss a little."""
    changed = bytearray(content)
    for _round in range(chance.choice((1, 1, 1, 2, MANY))):
        chance.choice(DAMAGE)(changed, parts, chance)
    return bytes(changed)


def _boxes(content: bytes, start: int, stop: int) -> list[Part]:
    found = []
    while start + 8 <= stop:
        size, name = int.from_bytes(content[start : start + 4]), content[start + 4 : start + 8]
        end = min(start + max(size, 8), stop)
        found.append(Part(start, end, start, 4, start + 4, 4))
        if name in ISO_PARENTS:
            found += _boxes(content, start + 8, end)
        start = end
    return found


def _elements(content: bytes, start: int, stop: int) -> list[Part]:
    found = []
    while start + 2 <= stop:
        name_width = _width(content[start])
        size_at = start + name_width
        if size_at >= stop:
            break
        width = _width(content[size_at])
        size = int.from_bytes(content[size_at : size_at + width]) & ((1 << 7 * width) - 1)
        body = size_at + width
        end = stop if size == (1 << 7 * width) - 1 else min(body + size, stop)
        found.append(Part(start, end, size_at, width, start, name_width))
        if content[start:size_at].hex() in EBML_PARENTS:
            found += _elements(content, body, end)
        start = end
    return found


def _width(first: int) -> int:
    return max(9 - first.bit_length(), 1) if first else 8


def _chunks(content: bytes, start: int, stop: int) -> list[Part]:
    found = []
    while start + 8 <= stop:
        size = int.from_bytes(content[start + 4 : start + 8], "little")
        end = min(start + 8 + size + size % 2, stop)
        found.append(Part(start, end, start + 4, 4, start, 4))
        if content[start : start + 4] in RIFF_PARENTS:
            found += _chunks(content, start + 12, end)
        start = end
    return found


def _flip_bits(film: bytearray, _parts: list[Part], chance: random.Random) -> None:
    for _bit in range(chance.randint(1, 12)):
        film[chance.randrange(len(film))] ^= 1 << chance.randrange(8)


def _overwrite(film: bytearray, _parts: list[Part], chance: random.Random) -> None:
    at, length = chance.randrange(len(film)), chance.choice((1, 4, 16, 200, 2000))
    filling = chance.choice((b"\x00", b"\xff", b"")) * length or chance.randbytes(length)
    film[at : at + length] = filling[: len(film) - at]


def _cut_the_end(film: bytearray, _parts: list[Part], chance: random.Random) -> None:
    del film[chance.randrange(len(film) // 8, len(film)) :]


def _cut_out(film: bytearray, _parts: list[Part], chance: random.Random) -> None:
    at = chance.randrange(12, len(film))
    del film[at : at + chance.choice((1, 3, 4, 188, 1000))]


def _put_in(film: bytearray, _parts: list[Part], chance: random.Random) -> None:
    at = chance.randrange(len(film))
    film[at:at] = chance.randbytes(chance.choice((1, 4, 8, 188, 3000)))


def _flip_in_a_header(film: bytearray, parts: list[Part], chance: random.Random) -> None:
    part = _small(parts, chance)
    for _bit in range(chance.randint(1, 4)):
        film[_inside(film, chance.randrange(part.start, part.end))] ^= 1 << chance.randrange(8)


def _change_a_number(film: bytearray, parts: list[Part], chance: random.Random) -> None:
    """Any number in a header: times, counts, offsets, sizes of pictures."""
    part, width = _small(parts, chance), chance.choice((1, 2, 4, 8))
    at = chance.randrange(part.name_at, part.end, min(width, 4)) if part.length > width else part.start
    film[at : at + width] = _number(width, chance)


def _change_a_size(film: bytearray, parts: list[Part], chance: random.Random) -> None:
    part = chance.choice(parts)
    film[part.size_at : part.size_at + part.size_width] = _number(part.size_width, chance)


def _change_a_name(film: bytearray, parts: list[Part], chance: random.Random) -> None:
    part, other = chance.choice(parts), chance.choice(parts)
    name = bytes(film[other.name_at : other.name_at + part.name_width])
    film[part.name_at : part.name_at + part.name_width] = name


def _remove_a_part(film: bytearray, parts: list[Part], chance: random.Random) -> None:
    part = _small(parts, chance)
    del film[part.start : part.end]


def _repeat_a_part(film: bytearray, parts: list[Part], chance: random.Random) -> None:
    part = _small(parts, chance)
    film[part.end : part.end] = bytes(film[part.start : part.end]) * chance.choice((1, 1, 2, 50))


def _swap_parts(film: bytearray, parts: list[Part], chance: random.Random) -> None:
    first, second = sorted(chance.sample(parts, 2), key=lambda part: part.start)
    if first.end <= second.start:
        one, between = bytes(film[first.start : first.end]), bytes(film[first.end : second.start])
        film[first.start : second.end] = bytes(film[second.start : second.end]) + between + one


def _paste_a_part(film: bytearray, parts: list[Part], chance: random.Random) -> None:
    """One part over the beginning of another, which keeps its size."""
    source, target = _small(parts, chance), chance.choice(parts)
    pasted = bytes(film[source.start : source.end])[: target.length]
    film[target.start : target.start + len(pasted)] = pasted


def _small(parts: list[Part], chance: random.Random) -> Part:
    """Not the pictures themselves, where there is anything else."""
    return chance.choice([part for part in parts if part.length <= MANY * 100] or parts)


def _number(width: int, chance: random.Random) -> bytes:
    number = chance.choice([*NUMBERS, chance.getrandbits(width * 8), (1 << width * 8 - 1) - 1, -1, -2])
    return (number % (1 << width * 8)).to_bytes(width, chance.choice(("big", "big", "little")))


def _inside(film: bytearray, at: int) -> int:
    return min(at, len(film) - 1)


DAMAGE: list[Callable[[bytearray, list[Part], random.Random], None]] = [
    *(_flip_bits, _overwrite, _cut_the_end, _cut_out, _put_in),
    *(_flip_in_a_header, _change_a_number, _change_a_number, _change_a_size, _change_a_name),
    *(_remove_a_part, _repeat_a_part, _swap_parts, _paste_a_part),
]

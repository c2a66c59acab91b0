"""Believe nothing about a film file that was just made: measure it."""

from collections.abc import Callable
from dataclasses import dataclass

from vault.ffmpeg import commands, probing, units
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.probing import Film, Packets
from vault.ffmpeg.runner import Allowance, Killed, MediaError, run
from vault.frames import FrameTable

# What the MP4 writer itself puts there; anything else came from the camera.
OWN_TAGS = {
    "major_brand",
    "minor_version",
    "compatible_brands",
    "encoder",
    "language",
    "handler_name",
    "vendor_id",
}
OWN_HANDLERS = {"VideoHandler", "SoundHandler", ""}
LONGEST_SIDE = 8192


class NotAsWanted(Exception):
    """The file is not what it should be; the message is for the log."""


class MoreThanPictures(NotAsWanted):
    """Something lies among the pictures that a camera may have written there."""


@dataclass(frozen=True)
class Measured:
    table: FrameTable
    width: int
    height: int
    sound: bool
    keys: list[int]


def measure(
    memory: MemoryFile,
    *,
    frames: int | None,
    sound: bool,
    allowance: Allowance,
    beat: Callable[[float], None],
) -> Measured:
    """Check a new MP4 in every respect. `frames` is how many it must have, None if nobody can know."""
    measured = measure_packets(memory, frames=frames, sound=sound, beat=beat)
    decode(memory, frames=measured.table.count, allowance=allowance, beat=beat)
    return measured


def measure_packets(
    memory: MemoryFile, *, frames: int | None, sound: bool, beat: Callable[[float], None]
) -> Measured:
    """Check everything that can be known without decoding."""
    film, packets = probing.examine(memory, "mov", beat)
    _check_packets(packets, frames)
    _check_tags(film.tags)
    _check_units(memory, film, packets)
    has_sound = _check_sound(film, packets, wanted=sound)
    width, height = film.shown
    if max(width, height) > LONGEST_SIDE:
        raise NotAsWanted(f"The pictures would be shown {width} wide and {height} high.")
    table = FrameTable(tuple(packets.times))
    return Measured(table, width, height, has_sound, [table.times.index(key) for key in packets.keys])


def decode(memory: MemoryFile, *, frames: int, allowance: Allowance, beat: Callable[[float], None]) -> None:
    """Every frame can be decoded, and none is missing."""
    seen = _decoded(commands.decode(memory.path), memory, allowance, beat)
    if seen != frames:
        raise NotAsWanted(f"{frames} frames are there, {seen} can be seen.")


def begins_well(memory: MemoryFile, *, allowance: Allowance, beat: Callable[[float], None]) -> None:
    """Sound packets and good times say nothing of what is in them: the first second is decoded."""
    if not _decoded(commands.decode(memory.path, t=1), memory, allowance, beat):
        raise NotAsWanted("No frame can be seen in its first second.")


def _decoded(argv: list[str], memory: MemoryFile, allowance: Allowance, beat: Callable[[float], None]) -> int:
    try:
        return run(argv, files=[memory.fd], allowance=allowance, beat=beat).frames
    except Killed:
        raise
    except MediaError as error:
        raise NotAsWanted(f"It does not decode: {error}") from error


def _check_packets(packets: Packets, frames: int | None) -> None:
    if not packets.times or packets.damaged or packets.hidden:
        raise NotAsWanted(f"{packets.damaged} damaged and {packets.hidden} hidden packets.")
    if frames is not None and len(packets.times) != frames:
        raise NotAsWanted(f"{len(packets.times)} frames instead of {frames}.")
    if packets.times[0] != 0:
        raise NotAsWanted(f"The first frame is shown at {packets.times[0]} ticks.")
    if len(set(packets.times)) != len(packets.times):
        raise NotAsWanted("Two frames are shown at the same time.")


def _check_tags(tags: dict[str, str]) -> None:
    foreign = set(tags) - OWN_TAGS
    if foreign or tags.get("handler_name", "") not in OWN_HANDLERS:
        raise NotAsWanted(f"Tags of the camera are left: {', '.join(sorted(foreign)) or 'handler_name'}.")


def needs_cleaning(memory: MemoryFile, film: Film, packets: Packets) -> bool:
    """Whether an MP4 that is to be copied holds more than pictures. NotAsWanted where it cannot be copied."""
    if film.container != "mov":
        return False
    try:
        _check_units(memory, film, packets)
    except MoreThanPictures:
        return True
    return False


def _check_units(memory: MemoryFile, film: Film, packets: Packets) -> None:
    try:
        if not units.keys_stand_alone(memory, film, packets):
            raise NotAsWanted("Decoding cannot begin at each of its key frames.")
        if not units.hold_only_pictures(memory, film, packets):
            raise MoreThanPictures("There is more among the pictures than pictures.")
    except units.Broken as error:
        raise NotAsWanted(f"Its units do not fill their packets: {error}") from error


def _check_sound(film: Film, packets: Packets, *, wanted: bool) -> bool:
    has_sound = any(packets.sound_packets.get(sound.index) for sound in film.sounds)
    if has_sound != wanted:
        raise NotAsWanted("The sound is missing." if wanted else "There is sound that should not be.")
    return has_sound

"""Make the demonstration film: two drawn faces taking turns, with sounds. Same seed, same film."""

import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.programs import program
from vig.demo.faces import Looks, Pose, face, paint, room

WIDTH, HEIGHT, FPS, RATE = 768, 432, 25, 48_000
GROWN = Looks(106, (226, 178, 146), (74, 52, 44), (232, 150, 128), 0.34)
SMALL = Looks(74, (240, 200, 172), (150, 110, 74), (244, 164, 144), 0.14)
ROOMS = [
    ((214, 226, 222), (184, 160, 132)),
    ((232, 222, 206), (150, 138, 124)),
    ((206, 214, 230), (176, 150, 128)),
]


@dataclass(frozen=True)
class Turn:
    """Somebody's turn: frames from `start` to `end`, heard as `calls` rising sounds."""

    start: int
    end: int
    grown: bool
    calls: int


def turns(frames: int, dice: random.Random) -> list[Turn]:
    """Who begins when: initiative, a pause, reception, and now and then a longer pause."""
    made: list[Turn] = []
    at, grown = FPS, False
    while at < frames - 3 * FPS:
        length = dice.randint(FPS, 3 * FPS)
        made.append(Turn(at, at + length, grown, dice.randint(1, 4)))
        at += length + dice.randint(FPS // 4, FPS)
        if dice.random() < 0.15:
            at += dice.randint(2 * FPS, 5 * FPS)
        grown = not grown
    return made


def loudness(turn: Turn, frame: float) -> float:
    """How open the mouth is and how loud the voice, 0–1, at one frame of a turn."""
    share = (frame - turn.start) / (turn.end - turn.start) * turn.calls
    return float(np.sin(np.pi * (share % 1)) ** 0.7)


def pictures(frames: int, played: list[Turn], dice: random.Random, place: int) -> Iterator[NDArray[np.uint8]]:
    empty = room(WIDTH, HEIGHT, *ROOMS[place % len(ROOMS)])
    blinks = {start + extra for start in range(0, frames, 70) for extra in range(3)}
    shift = dice.randint(10, 40)
    coming = iter(played)
    turn = next(coming, None)
    for frame in range(frames):
        if turn and frame >= turn.end:
            turn = next(coming, None)
        speaking = turn if turn and turn.start <= frame else None
        level = loudness(speaking, frame) if speaking else 0.0
        picture = empty.copy()
        for is_grown, looks, x, y in ((True, GROWN, 246, 210), (False, SMALL, 530, 261)):
            talks = speaking is not None and speaking.grown == is_grown
            pose = Pose(
                mouth=round(level * 5) if talks else 0,
                gaze=(2 if is_grown else -2) if speaking or frame % 200 > 60 else 0,
                brows=1 + talks if speaking else 0,
                blinking=(frame + (shift if is_grown else 0)) in blinks,
            )
            sway = round(4 * np.sin(frame / (31 if is_grown else 23)))
            paint(picture, face(looks, pose), x + sway, y - round(5 * level * talks))
        yield picture


def sound(frames: int, played: list[Turn]) -> NDArray[np.float32]:
    """Soft voices: a low hum for the grown face, a higher coo for the small one."""
    track = np.zeros(frames * RATE // FPS, np.float32)
    for turn in played:
        first, last = turn.start * RATE // FPS, turn.end * RATE // FPS
        share = np.linspace(0, turn.calls, last - first, endpoint=False, dtype=np.float32)
        swell = np.sin(np.pi * (share % 1)) ** 0.7
        pitch = (190 if turn.grown else 430) * (1 + 0.18 * (share % 1))
        phase = 2 * np.pi * np.cumsum(pitch) / RATE
        voice = np.sin(phase) + 0.4 * np.sin(2 * phase) + 0.15 * np.sin(3 * phase)
        track[first:last] += (0.16 * swell * voice).astype(np.float32)
    return track


def make(seed: int, seconds: int) -> bytes:
    """An MP4 as a phone would make it: H.264, a key frame each second, AAC sound."""
    dice = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    frames = seconds * FPS
    played = turns(frames, dice)
    with MemoryFile() as track, MemoryFile() as target:
        track.fill([sound(frames, played).tobytes()])
        argv = [
            *(program(), "-hide_banner", "-loglevel", "error", "-y"),
            *(
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-s",
                f"{WIDTH}x{HEIGHT}",
                "-r",
                str(FPS),
                "-i",
                "pipe:0",
            ),
            *("-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", track.path),
            *("-c:v", "libx264", "-preset", "superfast", "-crf", "24", "-pix_fmt", "yuv420p"),
            *("-g", str(FPS), "-bf", "0", "-c:a", "aac", "-f", "mp4", target.path),
        ]
        # Our own drawing, so no sandbox: its frames are too many for anything but a pipe.
        with subprocess.Popen(argv, stdin=subprocess.PIPE, pass_fds=[track.fd, target.fd]) as encoder:  # noqa: S603
            assert encoder.stdin is not None  # noqa: S101 - asked for above
            for picture in pictures(frames, played, dice, seed):
                encoder.stdin.write(picture.tobytes())
        if encoder.returncode:
            raise RuntimeError(
                f"ffmpeg ended with {encoder.returncode}; the demonstration film is not there."
            )
        return target.content()

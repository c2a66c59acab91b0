"""Run one ffmpeg, and leave nothing of it behind."""

import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

TICK = 0.5
LAST_WORDS = 500
MEMORY = 4 * 1024**3
OPEN_FILES = 64


class MediaError(Exception):
    """ffmpeg refused or failed; the message holds its last words, which are for the log only."""


class TookTooLong(MediaError):
    """ffmpeg was stopped because it worked too long or did not get on."""


class Killed(MediaError):
    """Something outside ended ffmpeg (the system was short of memory, or shut down)."""


@dataclass(frozen=True)
class Allowance:
    """How much one run may use, in seconds and bytes."""

    cpu: int
    wall: int
    written: int
    stall: int = 120


@dataclass
class Done:
    """What ffmpeg last said of its progress."""

    frames: int = 0
    seconds: float = 0.0


def sandbox(argv: Sequence[str]) -> list[str]:
    """The place where a sandbox wraps the command. Tier "none": limits only."""
    return list(argv)


def run(
    argv: Sequence[str],
    *,
    files: Sequence[int],
    allowance: Allowance,
    beat: Callable[[float], None],
) -> Done:
    """Run to the end. `beat` is called about twice a second with the seconds of film done; what it raises
    stops ffmpeg too."""
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(  # noqa: S603 - the argument list is built by vault.ffmpeg.commands only
            [*_limits(allowance), *sandbox(argv)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=words,
            pass_fds=files,
            env={"PATH": os.defpath, "LC_ALL": "C", "AV_LOG_FORCE_NOCOLOR": "1"},
            start_new_session=True,
        )
        try:
            done = _follow(process, allowance, beat)
            code = process.wait(allowance.stall)
        finally:
            _end(process)
        if code:
            _explain(code, words)
        return done


def _limits(allowance: Allowance) -> list[str]:
    """Dies with its parent, yields to the web server, and is bounded in memory, time and output."""
    return [
        *("setpriv", "--pdeathsig", "KILL", "--no-new-privs", "--"),
        *("nice", "-n", "10"),
        *(
            "prlimit",
            f"--cpu={allowance.cpu}:{allowance.cpu + 5}",
            f"--as={MEMORY}",
            f"--fsize={allowance.written}",
        ),
        *("--core=0", f"--nofile={OPEN_FILES}", "--"),
    ]


def _follow(process: "subprocess.Popen[bytes]", allowance: Allowance, beat: Callable[[float], None]) -> Done:
    done, started = Done(), time.monotonic()
    moved, rest = started, b""
    assert process.stdout is not None  # noqa: S101 - asked for above
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            ready = selector.select(TICK)
            now = time.monotonic()
            if ready:
                said = os.read(process.stdout.fileno(), 65536)
                if not said:
                    return done
                *lines, rest = (rest + said).split(b"\n")
                if _note(done, lines):
                    moved = now
            if now - started > allowance.wall or now - moved > allowance.stall:
                raise TookTooLong(f"Stopped after {now - started:.0f} s at {done.seconds:.1f} s of film.")
            beat(done.seconds)


def _note(done: Done, lines: Sequence[bytes]) -> bool:
    """Take over what ffmpeg says of its progress; True when it got on."""
    before = (done.frames, done.seconds)
    for line in lines:
        name, _equals, value = line.decode("ascii", "replace").partition("=")
        if name == "frame" and value.strip().isdigit():
            done.frames = int(value)
        elif name == "out_time_us" and value.strip().isdigit():
            done.seconds = int(value) / 1_000_000
    return (done.frames, done.seconds) != before


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _explain(code: int, words: IO[bytes]) -> None:
    words.seek(0, os.SEEK_END)
    words.seek(max(words.tell() - LAST_WORDS, 0))
    last = words.read().decode("utf-8", "replace").strip()
    if code in (-signal.SIGXCPU, -signal.SIGXFSZ):
        raise TookTooLong(last)
    if code < 0:
        raise Killed(f"Signal {-code}. {last}")
    raise MediaError(f"Exit {code}. {last}")

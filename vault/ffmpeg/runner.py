"""Run one ffmpeg in the sandbox, and leave nothing of it behind."""

import os
import re
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from vault.ffmpeg.sandbox import ENVIRONMENT, Allowance, inside
from vault.ffmpeg.selftest import demand

__all__ = ["Allowance", "Done", "Killed", "MediaError", "TookTooLong", "run"]

TICK = 0.5
LAST_WORDS = 2000
FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
OVER_THE_LIMIT = (signal.SIGXCPU, signal.SIGXFSZ)
CAUGHT = re.compile(r"received signal (\d+)")
Listener = Callable[[Sequence[bytes]], bool]


class MediaError(Exception):
    """ffmpeg refused or failed; the message holds its last words, which are for the log only."""


class TookTooLong(MediaError):
    """ffmpeg was stopped because it worked too long or did not get on."""


class Killed(MediaError):
    """Something outside ended ffmpeg (the system was short of memory, or shut down)."""


@dataclass
class Done:
    """What ffmpeg last said of its progress, and its last complaints."""

    frames: int = 0
    seconds: float = 0.0
    last_words: bytes = field(default=b"", compare=False)


def run(
    argv: Sequence[str],
    *,
    files: Sequence[int],
    allowance: Allowance,
    beat: Callable[[float], None],
    hear: Listener | None = None,
) -> Done:
    """Run to the end. `beat` is called about twice a second with the seconds of film done; what it raises
    stops ffmpeg too. `hear` gets what is said, line by line, in place of ffmpeg's words of its progress;
    it answers whether that was a step forward."""
    with inside(demand(), argv, allowance) as (command, handed):
        process = subprocess.Popen(  # noqa: S603 - the argument list is built by vault.ffmpeg only
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[*files, *handed],
            env=ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        )
        done = Done()
        try:
            _follow(process, allowance, done, hear or partial(_note, done), beat)
            code = process.wait(allowance.stall)
        finally:
            _end(process)
        if code:
            _explain(code, done.last_words.decode("utf-8", "replace").strip())
        return done


def _follow(
    process: "subprocess.Popen[bytes]",
    allowance: Allowance,
    done: Done,
    hear: Listener,
    beat: Callable[[float], None],
) -> None:
    started = moved = time.monotonic()
    rest = b""
    with selectors.DefaultSelector() as selector:
        for stream in (process.stdout, process.stderr):
            assert stream is not None  # noqa: S101 - asked for above
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(TICK)
            now = time.monotonic()
            for key, _events in ready:
                said = os.read(key.fd, 65536)
                if not said:
                    selector.unregister(key.fileobj)
                elif key.fileobj is process.stderr:
                    done.last_words = (done.last_words + said)[-LAST_WORDS:]
                else:
                    *lines, rest = (rest + said).split(b"\n")
                    moved = now if hear(lines) else moved
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
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def _explain(code: int, last: str) -> None:
    signum = _signal(code, last)
    if signum in OVER_THE_LIMIT:
        raise TookTooLong(last)
    if signum in FROM_OUTSIDE:
        raise Killed(f"Signal {signum}. {last}")
    raise MediaError(f"Exit {code}. {last}")


def _signal(code: int, last: str) -> int:
    """The signal that ended it: as the system says it, as bubblewrap passes it on, or as ffmpeg tells."""
    if code < 0:
        return -code
    if code - 128 in FROM_OUTSIDE + OVER_THE_LIMIT:
        return code - 128
    caught = CAUGHT.search(last)
    return int(caught[1]) if caught else 0

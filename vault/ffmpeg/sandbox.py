"""Where ffmpeg runs: three tiers, the best of which passes its test is used (ADR 9)."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _

from vault.ffmpeg import seccomp

MEMORY = 4 * 1024**3
OPEN_FILES = 64
PYTHON = sys.executable
PROJECT = str(Path(__file__).resolve().parents[2])
CONFINE = f"import sys; sys.path.insert(0, {PROJECT!r}); from vault.ffmpeg.confine import main; main()"
LIBRARIES = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/alternatives", "/etc/ld.so.cache")
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "AV_LOG_FORCE_NOCOLOR": "1"}
APART = ["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]


class Tier(StrEnum):
    BUBBLEWRAP = "bubblewrap"
    LIMITS = "limits"
    NONE = "none"


@dataclass(frozen=True)
class Allowance:
    """How much one run may use, in seconds and bytes."""

    cpu: int
    wall: int
    written: int
    stall: int = 120


class Unavailable(Exception):
    """This machine lacks what the tier needs; the message says what."""


@contextmanager
def inside(
    tier: Tier, argv: Sequence[str], allowance: Allowance, readable: Sequence[str] = ()
) -> Iterator[tuple[list[str], list[int]]]:
    """The command that runs `argv` in the tier, and the file descriptors it has to inherit."""
    program = shutil.which(argv[0]) or argv[0]
    argv = [program, *argv[1:]]
    if tier == Tier.NONE:
        yield [*_limits(allowance), *argv], []
    elif tier == Tier.LIMITS:
        seen = ":".join([*LIBRARIES, os.path.realpath(program), *readable])
        yield [*_limits(allowance), PYTHON, "-I", "-S", "-c", CONFINE, seen, *argv], []
    else:
        with _filter() as rules:
            walls = _walls([program, *readable])
            yield [*_limits(allowance), *walls, "--seccomp", str(rules), "--", *argv], [rules]


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


def _walls(readable: Sequence[str]) -> list[str]:
    """Nothing of this machine but programs and libraries, all of it read-only; no network, no neighbours."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise Unavailable(_("bubblewrap is not installed"))
    command = [bwrap, *APART, "--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    command += ["--cap-drop", "ALL", "--uid", "65534", "--gid", "65534"]
    for path in LIBRARIES:
        if Path(path).is_symlink():
            command += ["--symlink", str(Path(path).readlink()), path]
        else:
            command += ["--ro-bind-try", path, path]
    for path in readable:
        if not path.startswith("/usr/"):
            command += ["--ro-bind", os.path.realpath(path), path]
    return [*command, "--proc", "/proc", "--remount-ro", "/", "--chdir", "/"]


@contextmanager
def _filter() -> Iterator[int]:
    rules = os.memfd_create("seccomp", os.MFD_CLOEXEC)
    try:
        os.write(rules, seccomp.assembled())
        os.lseek(rules, 0, os.SEEK_SET)
        yield rules
    finally:
        os.close(rules)

"""Confine this process, then become the program: `main` runs in a python of its own, before ffmpeg.

Needs no namespaces. Landlock (Linux 5.13) takes away every file that is not listed, other processes and the
network; root becomes a user nobody else is; seccomp takes away dangerous system calls.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

from vault.ffmpeg import probe, seccomp

NO_NEW_PRIVILEGES, PARENT_DEATH_SIGNAL, SECCOMP, WITH_FILTER = 38, 1, 22, 2
KILL = 9
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
BENEATH, ASK_VERSION = 1, 1
# Rights of Landlock by the version that brought them: (version, files, network, scopes) taken away in all.
VERSIONS = ((1, 0x1FFF), (2, 0x3FFF), (3, 0x7FFF), (5, 0xFFFF))
NETWORK_SINCE, SCOPES_SINCE = 4, 6
EXECUTE, READ_FILE, READ_FOLDER = 1, 4, 8
FIRST_USER, USERS = 61184, 4336  # the range that systemd keeps for users without a name

libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    """Arguments: the paths that may be read, separated by colons; then the program and its arguments."""
    readable, program, *arguments = sys.argv[1:]
    is_probe = program == probe.NAME
    executable = -1 if is_probe else os.open(program, os.O_RDONLY | os.O_CLOEXEC)
    confine(readable.split(":"))
    if is_probe:
        probe.main(arguments)
    else:
        os.execve(executable, [program, *arguments], os.environ)  # noqa: S606 - replaces this process


def confine(readable: list[str]) -> None:
    _prctl(NO_NEW_PRIVILEGES, 1)
    _hide_files(readable)
    if os.geteuid() == 0:
        _become_somebody_else()
    _prctl(PARENT_DEATH_SIGNAL, KILL)
    program = seccomp.only_own_signals(os.getpid()) + seccomp.assembled()
    steps = ctypes.create_string_buffer(program, len(program))
    described = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps))
    _prctl(SECCOMP, WITH_FILTER, described)


def _become_somebody_else() -> None:
    user = FIRST_USER + os.getpid() % USERS
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def _hide_files(readable: list[str]) -> None:
    version = libc.syscall(CREATE_RULESET, None, 0, ASK_VERSION)
    if version < 1:
        return
    files = max(rights for since, rights in VERSIONS if version >= since)
    handled = struct.pack("Q", files)
    if version >= NETWORK_SINCE:
        handled += struct.pack("Q", 3)
    if version >= SCOPES_SINCE:
        handled += struct.pack("Q", 3)
    rules = _checked(libc.syscall(CREATE_RULESET, handled, len(handled), 0))
    for path in filter(os.path.exists, readable):
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rights = EXECUTE | READ_FILE | (READ_FOLDER if Path(path).is_dir() else 0)
        beneath = struct.pack("=Qi", rights, folder)
        _checked(libc.syscall(ADD_RULE, rules, BENEATH, beneath, 0))
        os.close(folder)
    _checked(libc.syscall(RESTRICT_SELF, rules, 0))
    os.close(rules)


def _prctl(option: int, value: int, more: bytes | None = None) -> None:
    _checked(libc.prctl(option, value, more or 0, 0, 0))


def _checked(answer: int) -> int:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer

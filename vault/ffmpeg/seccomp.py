"""A seccomp filter: the system calls that no film needs and that an attacker would want (ADR 9)."""

import errno
import os
import struct
from collections.abc import Iterator

# Name, number on x86_64, number on aarch64 (unistd.h of the kernel); "-" where there is no such call.
CALLS = """
socket 41 198, socketpair 53 199, connect 42 203, bind 49 200, listen 50 201, accept 43 202,
accept4 288 242, sendto 44 206, sendmsg 46 211, sendmmsg 307 269,
ptrace 101 117, process_vm_readv 310 270, process_vm_writev 311 271, process_madvise 440 440, kcmp 312 272,
pidfd_open 434 434, pidfd_getfd 438 438, pidfd_send_signal 424 424,
kill 62 129, tkill 200 130, rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240, fork 57 -, vfork 58 -,
mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51, move_mount 429 429, open_tree 428 428,
fsopen 430 430, fsconfig 431 431, fsmount 432 432, fspick 433 433, mount_setattr 442 442,
name_to_handle_at 303 264, open_by_handle_at 304 265, unshare 272 97, setns 308 268, personality 135 92,
keyctl 250 219, add_key 248 217, request_key 249 218,
bpf 321 280, perf_event_open 298 241, userfaultfd 323 282,
io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427,
kexec_load 246 104, kexec_file_load 320 294, init_module 175 105, finit_module 313 273, delete_module 176 106,
reboot 169 142, swapon 167 224, swapoff 168 225, acct 163 89, quotactl 179 60, quotactl_fd 443 443,
syslog 103 116, fanotify_init 300 262, iopl 172 -, ioperm 173 -,
settimeofday 164 170, clock_settime 227 112, clock_adjtime 305 266, adjtimex 159 171,
sethostname 170 161, setdomainname 171 162,
memfd_create 319 279, memfd_secret 447 447, shmget 29 194, semget 64 190, msgget 68 186, mq_open 240 180,
move_pages 279 239, migrate_pages 256 238
"""
# Column of the table, the kernel's name of the architecture, and the calls that are looked at more closely.
ARCHITECTURES = {"x86_64": (1, 0xC000003E, 56, 234), "aarch64": (2, 0xC00000B7, 220, 131)}
CLONE3 = 435
CLONE_THREAD = 0x10000
FOREIGN = 0x40000000  # x86_64 knows each call by a second number, which would pass

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER_AT, ARCHITECTURE_AT, FIRST_ARGUMENT_AT = 0, 4, 16
ALLOW, REFUSE, END_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
NOT_PERMITTED, NO_SUCH_CALL = REFUSE | errno.EPERM, REFUSE | errno.ENOSYS


class UnknownArchitecture(Exception):
    """There is no list of system calls for this processor."""


def assembled() -> bytes:
    """The filter for this machine, in the form `bwrap --seccomp` and the kernel take.

    Threads are allowed and new processes refused; clone3, whose flags no filter can read, is said not to
    exist, so that libraries fall back on clone.
    """
    column, audit, clone, _tgkill = _architecture()
    steps = [
        *(_step(LOAD, ARCHITECTURE_AT), _step(EQUAL, audit, then=1), _step(RETURN, END_PROCESS)),
        *(
            _step(LOAD, NUMBER_AT),
            _step(AT_LEAST, FOREIGN, otherwise=1),
            _step(RETURN, NOT_PERMITTED),
        ),
        *(_step(EQUAL, CLONE3, otherwise=1), _step(RETURN, NO_SUCH_CALL)),
    ]
    for number in denied(column):
        steps += [_step(EQUAL, number, otherwise=1), _step(RETURN, NOT_PERMITTED)]
    steps += [
        *(_step(EQUAL, clone, otherwise=3), _step(LOAD, FIRST_ARGUMENT_AT)),
        *(_step(ANY_BIT, CLONE_THREAD, then=1), _step(RETURN, NOT_PERMITTED), _step(RETURN, ALLOW)),
    ]
    return b"".join(steps)


def only_own_signals(process: int) -> bytes:
    """Goes before the filter: `tgkill`, which abort() needs, reaches this process only."""
    *_rest, tgkill = _architecture()
    return b"".join(
        [
            *(_step(LOAD, NUMBER_AT), _step(EQUAL, tgkill, otherwise=3), _step(LOAD, FIRST_ARGUMENT_AT)),
            *(_step(EQUAL, process, then=1), _step(RETURN, NOT_PERMITTED)),
        ]
    )


def denied(column: int) -> Iterator[int]:
    for call in CALLS.split(","):
        number = call.split()[column]
        if number != "-":
            yield int(number)


def _architecture() -> tuple[int, int, int, int]:
    try:
        return ARCHITECTURES[os.uname().machine]
    except KeyError:
        raise UnknownArchitecture(os.uname().machine) from None


def _step(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    """One instruction; `then` and `otherwise` are how many of the next to leave out."""
    return struct.pack("=HBBI", code, then, otherwise, value)

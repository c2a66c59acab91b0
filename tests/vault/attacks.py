"""Small programs that try what an attacker would, run in place of ffmpeg; each prints what it could do."""

import os

from vault.ffmpeg import seccomp

COLUMN, *_rest, TGKILL = seccomp.ARCHITECTURES[os.uname().machine]
NUMBERS = {call.split()[0]: call.split()[COLUMN] for call in seccomp.CALLS.split(",")}
NUMBERS = {name: int(number) for name, number in NUMBERS.items() if number != "-"}
LEAVE = """
made = []
for place in ("/", "/tmp", "/var/tmp", "/dev/shm", "/usr", "/home", "/proc/self"):
    try:
        open(place + "/left-by-a-film", "w").close()
    except OSError:
        continue
    made.append(place)
print(made)
"""
KNOWN = f"NUMBERS, TGKILL = {NUMBERS}, {TGKILL}\n"
NEIGHBOUR = """
import ctypes, os, signal
trials = {{
    "read what it was started with": lambda: open("/proc/{pid}/cmdline").read() or 1 / 0,
    "read its memory": lambda: open("/proc/{pid}/mem", "rb"),
    "see its files": lambda: os.listdir("/proc/{pid}/fd"),
    "end it": lambda: ctypes.CDLL(None).syscall(TGKILL, {pid}, {pid}, 9) == 0 or os.stat("/nowhere"),
}}
done = []
for name, trial in trials.items():
    try:
        trial()
    except OSError:
        continue
    done.append(name)
print(done)
"""
DANGEROUS = """
import ctypes, errno, os, signal, socket
library = ctypes.CDLL(None, use_errno=True)

def called(name, *arguments):
    if library[name](*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)

trials = {
    "socket": lambda: socket.socket(),
    "local socket": lambda: socket.socket(socket.AF_UNIX),
    "socketpair": lambda: socket.socketpair(),
    "fork": lambda: os.fork() or os._exit(0),
    "spawn": lambda: os.posix_spawn("/usr/bin/true", ["true"], {}),
    "kill": lambda: os.kill(os.getppid(), 0),
    "memfd": lambda: os.memfd_create("more"),
    "ptrace": lambda: called("ptrace", 0, 0, 0, 0),
    "mount": lambda: called("mount", b"/", b"/", None, 0, None),
    "umount": lambda: called("umount2", b"/proc", 0),
    "unshare": lambda: called("unshare", 0x10000000),
    "setns": lambda: called("setns", 0, 0),
    "bpf": lambda: called("syscall", NUMBERS["bpf"], 0, 0, 0),
    "io_uring": lambda: called("syscall", NUMBERS["io_uring_setup"], 1, 0),
    "keyctl": lambda: called("syscall", NUMBERS["keyctl"], 0, 0, 0),
    "userfaultfd": lambda: called("syscall", NUMBERS["userfaultfd"], 0),
    "by the other number": lambda: called("syscall", 0x40000000 + NUMBERS["socket"], 2, 1, 0),
    "process_vm_readv": lambda: called("process_vm_readv", 1, 0, 0, 0, 0, 0),
}
done = []
for name, trial in trials.items():
    try:
        trial()
    except OSError as error:
        if error.errno == errno.EPERM:
            continue
    done.append(name)
print(done)
"""

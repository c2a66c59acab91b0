"""What this machine has: processor cores, memory, and who it is. A container has its own limits."""

import os
from functools import cache
from pathlib import Path

from django.conf import settings

GROUPS = Path("/sys/fs/cgroup")
PROC = Path("/proc")
UNLIMITED = 1 << 60
KIB = 1024


def usable_cores() -> int:
    """How many processors this process may really use: its affinity and its container's share, at least 1."""
    cores = len(os.sched_getaffinity(0))
    quota, period = _share_of_processors()
    if quota > 0 and period > 0:
        cores = min(cores, -(-quota // period))
    return max(cores, 1)


def processes_for(queue: str) -> int:
    """How many jobs of a queue are worked on at once.

    Interactive jobs mostly read and write, one core each, up to four. A transcode keeps about four cores
    busy by itself. Never fewer than one of each, so that no queue waits for the other on any machine.
    """
    cores = usable_cores()
    return min(cores, 4) if queue == "interactive" else max(cores // 4, 1)


@cache
def machine() -> str:
    """The same for every container on one machine and different after each start of it."""
    return (PROC / "sys/kernel/random/boot_id").read_text().strip()


def work_memory() -> int:
    """Bytes that all jobs on this machine may hold at once: a setting, else half of the memory."""
    allowed: int = settings.WORK_MEMORY
    return allowed or min(_machine_memory("MemTotal"), _group_limit()) // 2


def free_memory() -> int:
    """Bytes that can be had now without pushing anything else out."""
    return min(_machine_memory("MemAvailable"), _group_limit() - _group_usage())


def _machine_memory(name: str) -> int:
    for line in (PROC / "meminfo").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * KIB
    return UNLIMITED


def _share_of_processors() -> tuple[int, int]:
    unified = _words(GROUPS / "cpu.max")
    if len(unified) == 2:
        return _number(unified[0]), _number(unified[1])
    folder = GROUPS / "cpu"
    return _first(folder / "cpu.cfs_quota_us"), _first(folder / "cpu.cfs_period_us")


def _group_limit() -> int:
    found = _first(GROUPS / "memory.max") or _first(GROUPS / "memory" / "memory.limit_in_bytes")
    return found if 0 < found < UNLIMITED else UNLIMITED


def _group_usage() -> int:
    """What the container holds, less what was only read and can be read again."""
    for folder, used, name in (
        (GROUPS, "memory.current", "inactive_file"),
        (GROUPS / "memory", "memory.usage_in_bytes", "total_inactive_file"),
    ):
        if held := _first(folder / used):
            counted = dict(line.split() for line in _lines(folder / "memory.stat"))
            return held - int(counted.get(name, 0))
    return 0


def _first(file: Path) -> int:
    return _number((_words(file) or ["0"])[0])


def _number(word: str) -> int:
    """0 for `max` and other words, which mean that there is no limit."""
    return int(word) if word.lstrip("-").isdigit() else 0


def _words(file: Path) -> list[str]:
    return " ".join(_lines(file)).split()


def _lines(file: Path) -> list[str]:
    """None at all where this kind of machine has no such file."""
    try:
        return file.read_text().splitlines()
    except OSError:
        return []

"""Rulers: CPU seconds of this process and what it started, wall seconds, and a row of the table."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROUNDS = 3
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Row:
    """One goal. `ratio` is ours divided by the anchor, both measured in this run."""

    id: str
    ratio: float
    goal: float
    anchor: str
    higher_is_better: bool = False

    @property
    def is_met(self) -> bool:
        return self.ratio >= self.goal if self.higher_is_better else self.ratio <= self.goal

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"ratio": round(self.ratio, 3)}


def cpu_seconds(work: Callable[[], object]) -> float:
    """User and system time of `work`, with every process that it started and waited for."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def wall_seconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def median(ruler: Callable[[Callable[[], object]], float], work: Callable[[], object]) -> float:
    return statistics.median(ruler(work) for _ in range(ROUNDS))


def cpu_of(process: int) -> float:
    """CPU seconds so far of a running process and of its children."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = sum(int(fields[place]) for place in range(11, 15)) / TICKS
    return own + sum(cpu_of(child) for child in children_of(process))


def memory_of(process: int) -> int:
    """Bytes that a running process and its children have held at most, each at its own worst moment."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    [peak] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(peak) * 1024 + sum(memory_of(child) for child in children_of(process))


def children_of(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]

"""What a machine has, as its kernel and its container tell it."""

from pathlib import Path

import pytest

from vault import capacity

GIB = 1024**3


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`kernel(cores, {file: content})`: a machine of 8 GiB with 6 GiB free."""

    def make(cores: int = 8, files: dict[str, str] | None = None) -> None:
        memory = f"MemTotal: {8 * 1024**2} kB\nMemFree: 1 kB\nMemAvailable: {6 * 1024**2} kB\n"
        for name, content in {"proc/meminfo": memory, **(files or {})}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content)
        monkeypatch.setattr(capacity, "PROC", tmp_path / "proc")
        monkeypatch.setattr(capacity, "GROUPS", tmp_path / "groups")
        monkeypatch.setattr(capacity.os, "sched_getaffinity", lambda _process: set(range(cores)))

    return make


@pytest.mark.parametrize(
    ("files", "cores"),
    [
        ({}, 8),
        ({"groups/cpu.max": "max 100000"}, 8),
        ({"groups/cpu.max": "150000 100000"}, 2),
        ({"groups/cpu.max": "50000 100000"}, 1),
        ({"groups/cpu/cpu.cfs_quota_us": "-1", "groups/cpu/cpu.cfs_period_us": "100000"}, 8),
        ({"groups/cpu/cpu.cfs_quota_us": "300000", "groups/cpu/cpu.cfs_period_us": "100000"}, 3),
    ],
)
def test_a_container_counts_the_cores_it_may_use(kernel, files: dict[str, str], cores: int) -> None:
    kernel(8, files)
    assert capacity.usable_cores() == cores


@pytest.mark.parametrize(
    ("cores", "interactive", "bulk"), [(1, 1, 1), (2, 2, 1), (4, 4, 1), (8, 4, 2), (64, 4, 16)]
)
def test_each_queue_has_its_own_processes_on_every_machine(kernel, cores, interactive, bulk) -> None:
    kernel(cores)
    assert (capacity.processes_for("interactive"), capacity.processes_for("bulk")) == (interactive, bulk)


@pytest.mark.parametrize(
    ("files", "half", "free"),
    [
        ({}, 4 * GIB, 6 * GIB),
        ({"groups/memory.max": "max"}, 4 * GIB, 6 * GIB),
        (
            {
                "groups/memory.max": str(4 * GIB),
                "groups/memory.current": str(3 * GIB),
                "groups/memory.stat": f"anon 5\ninactive_file {GIB}\n",
            },
            2 * GIB,
            2 * GIB,
        ),
        (
            {
                "groups/memory/memory.limit_in_bytes": str(2 * GIB),
                "groups/memory/memory.usage_in_bytes": str(GIB),
                "groups/memory/memory.stat": "total_inactive_file 0\n",
            },
            GIB,
            GIB,
        ),
        ({"groups/memory/memory.limit_in_bytes": "9223372036854771712"}, 4 * GIB, 6 * GIB),
    ],
)
def test_half_of_the_memory_is_for_films_and_only_what_is_free(kernel, settings, files, half, free) -> None:
    kernel(8, files)
    settings.WORK_MEMORY = 0
    assert (capacity.work_memory(), capacity.free_memory()) == (half, free)


def test_the_setting_counts_where_there_is_one(kernel, settings) -> None:
    kernel()
    settings.WORK_MEMORY = GIB
    assert capacity.work_memory() == GIB

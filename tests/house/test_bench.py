"""The bench's rulers. What they measure is told by `make bench`, never by a test."""

import os
import subprocess
import sys

import pytest

from tools.bench.measure import Row, children_of, cpu_of, cpu_seconds, memory_of

BUSY = "sum(range(20_000_000))"


@pytest.mark.parametrize(
    ("ratio", "higher_is_better", "is_met"),
    [(0.9, False, True), (1.0, False, True), (1.1, False, False), (0.9, True, False), (1.0, True, True)],
)
def test_a_goal_is_met_from_its_side(ratio, higher_is_better, is_met):
    row = Row("P0", ratio, 1, "itself", higher_is_better)
    assert row.is_met is is_met
    assert row.as_json() == {
        "id": "P0",
        "ratio": ratio,
        "goal": 1,
        "anchor": "itself",
        "higher_is_better": higher_is_better,
    }


def test_the_time_of_a_program_that_was_waited_for_is_counted():
    own = cpu_seconds(lambda: None)
    assert cpu_seconds(lambda: subprocess.run([sys.executable, "-c", BUSY], check=True)) > own


def test_a_running_program_is_measured_with_its_children():
    child = f"subprocess.run([sys.executable, '-c', {BUSY!r}])"
    begin = f"import subprocess, sys; print({child}, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", begin], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as busy:
        assert busy.stdout is not None
        assert busy.stdin is not None
        busy.stdout.readline()
        assert busy.pid in children_of(os.getpid())
        assert cpu_of(busy.pid) > 0
        assert memory_of(busy.pid) > 1024 * 1024
        busy.stdin.write(b"\n")

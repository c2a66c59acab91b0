"""The browser's modules that need no browser, and the frame table that both sides must share."""

import json
import subprocess
from pathlib import Path

import pytest

from vault.frames import FrameTable

HERE = Path(__file__).parent
CASES = json.loads((HERE.parent / "frame_cases.json").read_text())
TIMES = dict(CASES["times"])


def table(name: str) -> FrameTable:
    return FrameTable(tuple(TIMES[name]))


@pytest.mark.parametrize("script", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_the_scripts_pass_their_own_tests(script):
    run = subprocess.run(
        ["node", "--no-warnings", "--test", str(HERE / script)], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("name", TIMES)
def test_the_server_describes_a_film_as_the_browser_expects_it(name):
    assert table(name).as_json() == CASES["tables"][name]


@pytest.mark.parametrize(("name", "frame", "seconds"), CASES["seek_times"])
def test_both_sides_seek_a_frame_at_the_same_time(name, frame, seconds):
    assert table(name).seek_for_browser(frame) == pytest.approx(seconds, abs=1e-9)


@pytest.mark.parametrize(("name", "seconds", "frame"), CASES["index_at"])
def test_both_sides_find_the_same_frame(name, seconds, frame):
    assert table(name).index_at(seconds) == frame


@pytest.mark.parametrize(("name", "ms"), CASES["durations_ms"])
def test_both_sides_give_a_film_the_same_length(name, ms):
    assert table(name).duration_ms == ms

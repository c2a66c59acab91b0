"""The one place that runs ffmpeg: bounded, silent, and never outlived by what it started."""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Allowance, Done, Killed, MediaError, TookTooLong, run

pytestmark = pytest.mark.usefixtures("without_sandbox")

PLENTY = Allowance(cpu=60, wall=60, written=10**9)


def script(code: str, allowance: Allowance = PLENTY, files: Sequence[int] = ()) -> Done:
    return run([sys.executable, "-c", code], files=files, allowance=allowance, beat=lambda _done: None)


def is_running(mark: str) -> bool:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in path.read_bytes() and path.parent.name != str(os.getpid()):
                return True
        except OSError:
            continue
    return False


def test_progress_is_read_from_what_it_says() -> None:
    assert script("print('frame=25\\nout_time_us=1000000\\nprogress=end')") == Done(frames=25, seconds=1.0)


def test_its_last_words_are_in_the_error() -> None:
    with pytest.raises(MediaError, match=r"Exit 3\. moov atom not found"):
        script("import sys; sys.stderr.write('moov atom not found'); sys.exit(3)")


def test_a_signal_from_outside_is_told_apart_from_a_bad_film() -> None:
    with pytest.raises(Killed, match="Signal 9"):
        script("import os; os.kill(os.getpid(), 9)")


@pytest.mark.parametrize(
    "allowance",
    [Allowance(cpu=60, wall=1, written=10**9), Allowance(cpu=60, wall=60, written=10**9, stall=1)],
    ids=["too long in all", "no progress"],
)
def test_it_is_stopped_with_everything_it_started(allowance: Allowance) -> None:
    mark = f"stopped-{os.getpid()}-{time.monotonic_ns()}"
    sleeper = f"[sys.executable, '-c', 'import time; time.sleep(60)', '{mark}']"
    code = f"import subprocess, sys; subprocess.run({sleeper})"
    with pytest.raises(TookTooLong):
        script(code, allowance)
    time.sleep(0.2)
    assert not is_running(mark)


def test_it_is_stopped_when_the_lease_is_lost() -> None:
    class LeaseGone(Exception):
        pass

    def beat(_done: float) -> NoReturn:
        raise LeaseGone

    mark = f"lease-{os.getpid()}-{time.monotonic_ns()}"
    with pytest.raises(LeaseGone):
        run(
            [sys.executable, "-c", "import time; time.sleep(60)", mark],
            files=[],
            allowance=PLENTY,
            beat=beat,
        )
    assert not is_running(mark)


def test_too_much_processor_time_ends_it() -> None:
    with pytest.raises(TookTooLong):
        script("while True: pass", Allowance(cpu=1, wall=60, written=10**9))


def test_too_much_output_ends_it() -> None:
    with MemoryFile() as target:
        defaults = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)"
        code = f"{defaults}; open('{target.path}', 'wb').write(bytes(5000))"
        with pytest.raises(TookTooLong):
            script(code, Allowance(cpu=60, wall=60, written=1000), [target.fd])


def test_too_much_memory_ends_it() -> None:
    with pytest.raises(MediaError, match="MemoryError"):
        script("bytearray(6 * 1024**3)")


def test_it_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTUNE_SECRET_KEY", "secret")
    with pytest.raises(MediaError, match=r"\['AV_LOG_FORCE_NOCOLOR', 'LC_ALL', 'PATH'\]"):
        script("import os, sys; sys.exit(str(sorted(set(os.environ) - {'LC_CTYPE'})))")


def test_a_film_in_memory_can_be_opened_by_its_child_only_when_handed_over() -> None:
    with MemoryFile() as film:
        film.fill([b"abc"])
        with pytest.raises(MediaError, match="b'abc'"):
            script(f"import sys; sys.exit(str(open('{film.path}', 'rb').read()))", files=[film.fd])
        with pytest.raises(MediaError, match="No such file"):
            script(f"open('{film.path}', 'rb')")

"""What a film could do if it took over ffmpeg: nothing but fail, in each tier and as whoever we run."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.vault.attacks import DANGEROUS, KNOWN, LEAVE, NEIGHBOUR
from tests.vault_builders import FFMPEG, film, frame_numbers
from vault.ffmpeg import commands, probing, sandbox, selftest
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Allowance, Killed, MediaError, TookTooLong, run
from vault.ffmpeg.sandbox import Tier, inside

PLENTY = Allowance(cpu=60, wall=100, written=10**9)
PYTHON = "/usr/bin/python3"
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
TIERS = [Tier.BUBBLEWRAP, Tier.LIMITS]
USERS = [
    pytest.param([], id="whoever-we-are"),
    pytest.param(
        NOBODY,
        id="nobody",
        marks=pytest.mark.skipif(os.geteuid() != 0, reason="Only root can be somebody else."),
    ),
]

pytestmark = pytest.mark.skipif(not Path(PYTHON).exists(), reason="The attacks are small Python programs.")


@pytest.fixture(params=TIERS)
def tier(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Tier:
    monkeypatch.setattr(sandbox, "PYTHON", PYTHON)
    settings.SANDBOX = request.param.value
    if selftest.protection().tier != request.param:
        pytest.skip(selftest.protection().words)
    return request.param


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may read, as a careless installation would have it."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def attack(tier: Tier, code: str, user: list[str]) -> str:
    """What a program says that runs in the tier in place of ffmpeg: its output, or its last error."""
    with inside(tier, [PYTHON, "-c", KNOWN + code], PLENTY) as (command, handed):
        done = subprocess.run(
            [*user, *command],
            check=False,
            pass_fds=handed,
            capture_output=True,
            text=True,
            cwd="/",
            env=sandbox.ENVIRONMENT,
        )
    return (done.stdout or done.stderr).strip().rpartition("\n")[2]


@pytest.mark.parametrize("user", USERS)
def test_no_other_file_can_be_read_or_written(tier: Tier, user: list[str], open_folder: Path) -> None:
    canary = open_folder / "canary"
    canary.write_text("a family")
    canary.chmod(0o666)
    for code in (f"print(open({str(canary)!r}).read())", f"open({str(canary)!r}, 'w').write('x')"):
        assert attack(tier, code, user).startswith(("PermissionError", "FileNotFoundError"))
    assert canary.read_text() == "a family"


@pytest.mark.parametrize("user", USERS)
def test_nothing_can_be_left_behind(tier: Tier, user: list[str]) -> None:
    assert attack(tier, LEAVE, user) == "[]"


@pytest.mark.parametrize("user", USERS)
def test_dangerous_system_calls_are_refused(tier: Tier, user: list[str]) -> None:
    assert attack(tier, DANGEROUS, user) == "[]"


@pytest.mark.parametrize("user", USERS)
def test_other_processes_can_be_neither_seen_nor_ended(tier: Tier, user: list[str]) -> None:
    with subprocess.Popen([*user, "sleep", "1000"]) as neighbour:
        try:
            assert attack(tier, NEIGHBOUR.format(pid=neighbour.pid), user) == "[]"
        finally:
            neighbour.kill()


@pytest.mark.parametrize("user", USERS)
def test_more_memory_than_allowed_is_refused(tier: Tier, user: list[str]) -> None:
    assert attack(tier, f"bytearray({sandbox.MEMORY})", user) == "MemoryError"


@pytest.mark.parametrize("user", USERS)
def test_it_dies_with_its_parent(tier: Tier, user: list[str]) -> None:
    mark = f"1000.{os.getpid()}{time.monotonic_ns()}"
    with inside(tier, ["sleep", mark], PLENTY) as (command, handed):
        start = f"import subprocess; subprocess.run({[*user, *command]!r}, pass_fds={handed!r})"
        parent = subprocess.Popen([sys.executable, "-c", start], pass_fds=handed, env=sandbox.ENVIRONMENT)
        wait_until(lambda: running(mark) > 0)
        parent.kill()
        parent.wait()
    wait_until(lambda: running(mark) == 0)


def test_it_is_stopped_when_its_time_is_over(tier: Tier) -> None:
    mark = f"1000.{os.getpid()}{time.monotonic_ns()}"
    hasty = Allowance(cpu=60, wall=1, written=10**9)
    with pytest.raises(TookTooLong):
        run(["sleep", mark], files=[], allowance=hasty, beat=lambda _seconds: None)
    wait_until(lambda: running(mark) == 0)


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        ("import sys; sys.stderr.write('no index'); sys.exit(3)", MediaError, "Exit 3. no index"),
        ("import signal; signal.raise_signal(signal.SIGTERM)", Killed, "Signal 15."),
        ("import signal; signal.raise_signal(signal.SIGXCPU)", TookTooLong, ""),
        ("import sys; sys.exit('Exiting normally, received signal 15.')", Killed, "Signal 15."),
        ("import os; os.abort()", MediaError, ""),
    ],
)
def test_how_it_ended_is_known(tier: Tier, code: str, error: type[MediaError], words: str) -> None:
    with pytest.raises(MediaError) as caught:
        run([PYTHON, "-c", code], files=[], allowance=PLENTY, beat=lambda _seconds: None)
    assert type(caught.value) is error
    assert str(caught.value).startswith(words)


def test_every_frame_comes_out_as_it_went_in(tier: Tier) -> None:
    with MemoryFile() as source, MemoryFile() as target:
        source.fill([film(1)])
        found, packets = probing.examine(source, "mov", lambda _seconds: None)
        argv = commands.transcode(source.path, target.path, found, found.sounds[0], late=0, rate=30)
        done = run(argv, files=[source.fd, target.fd], allowance=PLENTY, beat=lambda _seconds: None)
        assert (len(packets.times), done.frames) == (30, 30)
        assert frame_numbers(target.content()) == list(range(30))


@pytest.mark.parametrize("kind", ["hls", "concat"])
def test_a_playlist_reads_no_other_film_even_without_any_list_of_formats(
    kind: str, tier: Tier, open_folder: Path, settings: Any
) -> None:
    """The formats are not limited here on purpose, and in no tier the same playlist does read the film."""
    other = open_folder / "other.ts"
    subprocess.run([*FFMPEG, "-f", "lavfi", "-i", "testsrc2=d=1:r=10:s=64x64", str(other)], check=True)
    text = {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{other}\n#EXT-X-ENDLIST\n",
        "concat": f"ffconcat version 1.0\nfile '{other}'\n",
    }[kind]
    assert frames_of(text, kind) == 0
    settings.SANDBOX = "none"
    assert frames_of(text, kind) == 10


def frames_of(playlist: str, kind: str) -> int:
    options = ["-safe", "0"] if kind == "concat" else []
    with MemoryFile() as source:
        source.fill([playlist.encode()])
        argv = ["ffmpeg", "-nostdin", "-f", kind, *options, "-i", source.path]
        argv += ["-f", "null", "-progress", "pipe:1", "-"]
        try:
            return run(argv, files=[source.fd], allowance=PLENTY, beat=lambda _seconds: None).frames
        except MediaError:
            return 0


def running(mark: str) -> int:
    found = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        found += words[0].endswith(b"sleep") and mark.encode() in words
    return found


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)

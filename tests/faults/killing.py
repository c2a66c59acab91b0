"""Let a scenario run in a process of its own and kill that process: at a named call, or after a while.

The process is a fork of the test's own, so that a death costs no start. Nothing in the product knows of it.
"""

import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, NoReturn

from django.db import connections

PATIENCE = 400
Scenario = Callable[[], object]


@dataclass(frozen=True)
class Point:
    """The `nth` call of a function `package.module:Class.function`, before or after it does its work."""

    call: str
    when: str
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.when} {self.call.partition(':')[2]} {self.nth}"


def rounds(usual: int) -> range:
    """How often a random moment is chosen; ATTUNE_FAULT_ROUNDS raises it for a run by hand."""
    return range(int(os.environ.get("ATTUNE_FAULT_ROUNDS") or usual))


def killed_at(point: Point, scenario: Scenario) -> None:
    """The scenario dies there. A point that it never reaches is an error of the test."""

    def until_death() -> None:
        _set(point)
        scenario()

    assert _end_of(_started(until_death)) == -signal.SIGKILL, f"The scenario never came to: {point}."


def killed_after(seconds: float, scenario: Scenario) -> bool:
    """Whether the scenario was killed before it came to its end."""
    child = _started(scenario)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return _end_of(child) == -signal.SIGKILL


def run_beside(scenario: Scenario, meanwhile: Callable[[int], object]) -> int:
    """The exit code of a scenario, while the test does something with its process."""
    child = _started(scenario)
    meanwhile(child)
    return _end_of(child)


def _started(scenario: Scenario) -> int:
    connections.close_all()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        child = os.fork()  # newer Pythons warn of threads, which only wait here
    return child or _live(scenario)


def _live(scenario: Scenario) -> NoReturn:
    code = 1
    try:
        scenario()
        code = 0
    except BaseException:  # noqa: BLE001 - nothing may return into the test run
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(code)


def _end_of(child: int) -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("The scenario came to no end.")


def _set(point: Point) -> None:
    owner_name, _dot, name = point.call.replace(":", ".").rpartition(".")
    owner = resolve_name(owner_name)
    real, calls = getattr(owner, name), 0

    def dying(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == point.nth and point.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **options)
        if calls == point.nth and point.when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, dying)


def below(process: int) -> Iterator[int]:
    """Every process that this one has started, and those that they have."""
    for listing in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = listing.read_text().split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from below(child)


def command_of(process: int) -> bytes:
    """Empty when the process has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def ffmpegs_below(process: int) -> set[int]:
    return {found for found in below(process) if b"ffmpeg" in command_of(found)}


def wait_until(reached: Callable[[], object], why: str = "It did not come to that.") -> None:
    until = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < until, why
        time.sleep(0.05)

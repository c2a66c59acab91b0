"""Start the demonstration: the web server, a worker for each queue and the clock, stopped together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from vault.ffmpeg.selftest import protection
from vault.models import Job
from vig.workers import NICE, worker_arguments

HOST = "127.0.0.1"
GRACE = 12
SET_CHILD_SUBREAPER, SET_PARENT_DEATH_SIGNAL = 36, 1


class Command(BaseCommand):
    help = "Start the demonstration on this machine (production: docs/deployment.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *_args: Any, port: int, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This starts the demonstration only; docs/deployment.md says how to run Attune."
            )
        if not port_is_free(port):
            raise CommandError(f"Port {port} is in use. Choose another: make run PORT={port + 1}")
        adopt_orphans()
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, interrupt)
        started = [start(web_server(port))]
        try:
            wait_until_answering(port, started)
            started += [start(worker(queue), nice=NICE[queue]) for queue in Job.Queue.values]
            self.stdout.write(f"\n  Attune is ready: http://localhost:{port}\n  {protection().words}")
            self.stdout.write("  Stop it with Ctrl-C.\n\n")
            ended = wait_for_the_first_end(started)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping the web server and the workers…")
            return
        finally:
            stop(started)
        name = "The web server" if ended is started[0] else "A worker"
        raise CommandError(f"{name} ended by itself with code {ended.returncode}; everything is stopped.")


def web_server(port: int) -> list[str]:
    command = ["-m", "gunicorn", "vig.wsgi", "--bind", f"{HOST}:{port}", "--worker-class", "gthread"]
    return [*command, "--threads", "8", "--timeout", "120", "--log-level", "warning", "--no-control-socket"]


def worker(queue: str) -> list[str]:
    """The worker of short jobs has the clock; Celery warns of root, who may well try a demonstration."""
    schedule = settings.DATA_DIR / "beat-schedule"
    clock = ["-B", "-s", str(schedule)] if queue == Job.Queue.INTERACTIVE else []
    quiet = ["-W", "ignore::RuntimeWarning", "-W", "ignore::UserWarning"]
    return [*quiet, *worker_arguments(queue, "--loglevel", "warning", *clock)]


def start(arguments: list[str], nice: int = 0) -> "subprocess.Popen[bytes]":
    """In a session of its own, so that Ctrl-C reaches this command alone, which then stops all in order."""
    return subprocess.Popen(
        ["nice", "-n", str(nice), sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        cwd=settings.BASE_DIR,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - this process has one thread
    )


def stop(started: "list[subprocess.Popen[bytes]]") -> None:
    """Ask politely, wait, then end whatever is left, including what the worker itself had started."""
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.SIG_IGN)
    for process in started:
        process.terminate()
    until = time.monotonic() + GRACE
    while time.monotonic() < until and any(process.poll() is None for process in started):
        time.sleep(0.1)
    for _ in range(20):
        left = children()
        if not left:
            return
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
        reap()


def wait_until_answering(port: int, started: "list[subprocess.Popen[bytes]]") -> None:
    while all(process.poll() is None for process in started):
        with suppress(OSError):
            return socket.create_connection((HOST, port), 1).close()
        time.sleep(0.1)
    return None


def wait_for_the_first_end(started: "list[subprocess.Popen[bytes]]") -> "subprocess.Popen[bytes]":
    while True:
        for process in started:
            if process.poll() is not None:
                return process
        time.sleep(0.5)


def port_is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    return True


def interrupt(_signum: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def adopt_orphans() -> None:
    """Become the parent of whatever our children leave behind (Linux), so that `stop` finds it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1)


def end_with_parent() -> None:
    """If this command is killed outright, its children are asked to stop (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def children() -> list[int]:
    own = os.getpid()
    listing = Path(f"/proc/{own}/task/{own}/children")
    return [int(pid) for pid in listing.read_text().split()] if listing.exists() else []


def reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass

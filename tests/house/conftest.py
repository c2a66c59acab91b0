"""The demonstration as `make run` starts it: prepared once, started as often as a test likes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

import pytest

from tests.tree import ROOT
from tools import servers

Serve = Callable[[], "contextmanager[tuple[subprocess.Popen[str], str]]"]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of an empty demonstration with its databases and collected files."""
    folder = tmp_path_factory.mktemp("demonstration")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ATTUNE_")},
        "ATTUNE_MODE": "demo",
        "ATTUNE_SECRET_KEY": "x" * 50,
        "ATTUNE_DATA_DIR": str(folder / "data"),
        "ATTUNE_STATIC_ROOT": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "vig.settings",
    }
    for command in (["collectstatic", "--noinput"], ["migrate"], ["migrate", "vault", "--database=keystore"]):
        manage = [sys.executable, "manage.py", *command, "--verbosity=0"]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True, timeout=200)
    return environment


@pytest.fixture(scope="session")
def serve(demonstration: dict[str, str]) -> Serve:
    """`with serve() as (process, address):` the web server and the worker, answering."""

    @contextmanager
    def serve() -> Iterator[tuple["subprocess.Popen[str]", str]]:
        [port] = servers.free_ports(1)
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=demonstration, text=True, stderr=subprocess.PIPE)
        address = f"http://127.0.0.1:{port}"
        until = monotonic() + 240
        while process.poll() is None and monotonic() < until:
            with suppress(OSError):
                urlopen(f"{address}/static/npm/htmx.js", timeout=5).close()
                break
            sleep(0.2)
        try:
            yield process, address
        finally:
            process.terminate()
            process.communicate(timeout=60)

    return serve


@pytest.fixture(scope="module")
def site(serve: Serve, demonstration: dict[str, str]) -> Iterator[tuple[str, Path]]:
    """The running demonstration's address, and the folder of its collected files."""
    with serve() as (_process, address):
        yield address, Path(demonstration["ATTUNE_STATIC_ROOT"])

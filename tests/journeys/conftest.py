"""The product as a newcomer runs it: web server, worker and clock, on files or on PostgreSQL and Redis."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.servers import free_ports

PROJECT = Path(__file__).parent.parent.parent

SHARED = PROJECT.parent / "shared"
PASSWORD = "demonstration only"
PEOPLE = """
import django; django.setup()
from vig.demo import history, people
history.write(people.gather())
"""


@dataclass(frozen=True)
class Product:
    address: str
    data: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    data = tmp_path_factory.mktemp("journey")
    [port] = free_ports(1)
    environment = os.environ | {
        "ATTUNE_MODE": "demo",
        "ATTUNE_SECRET_KEY": "journey-" + "x" * 50,
        "ATTUNE_DATA_DIR": str(data),
        "ATTUNE_STATIC_ROOT": str(data / "static"),
        "DJANGO_SETTINGS_MODULE": "vig.settings",
    }
    made = Product(f"http://localhost:{port}", data, environment)
    made.manage("migrate", "-v", "0")
    made.manage("migrate", "vault", "--database=keystore", "-v", "0")
    made.manage("create_master_key")
    made.manage("collectstatic", "--noinput", "-v", "0")
    subprocess.run([sys.executable, "-c", PEOPLE], cwd=PROJECT, env=environment, check=True)
    with (data / "serve.log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=PROJECT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(made.address, running, data)
        yield made
    finally:
        running.terminate()
        running.wait(30)


def _wait_for(address: str, running: "subprocess.Popen[bytes]", data: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and running.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=2):
            return
        time.sleep(0.2)
    raise AssertionError((data / "serve.log").read_text())


@pytest.fixture
def as_(product: Product, browser: Browser) -> Iterator[object]:
    """`as_("guider")`: a signed-in page of a person of their own browser."""
    contexts = []
    complaints: list[str] = []

    def sign_in(role: str) -> Page:
        context = browser.new_context(base_url=product.address, viewport={"width": 1366, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: complaints.append(said.text) if _is_csp(said.text) else None)
        page.goto("/")
        page.get_by_label("Email", exact=True).fill(f"{role}@demo.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("link", name="Attune")).to_be_visible()
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []


def _is_csp(words: str) -> bool:
    return "Content Security Policy" in words

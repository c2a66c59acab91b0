"""A clinic's installation without containers: the shipped scripts, configuration and commands."""

import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from time import monotonic, sleep

import pytest
import yaml

from tests.tree import ROOT
from tools import servers

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300)]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
VENV = ROOT / ".venv" / "bin"
HOST = "attune.example.org"
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Secrets, databases, Redis and bucket as the compose file has them; prepared and ready to start."""
    folder = tmp_path_factory.mktemp("clinic")
    run(ROOT / "deploy/secrets.sh", folder / "secrets")
    secret = {path.name: path for path in (folder / "secrets").iterdir()}
    password = secret["redis_auth"].read_text().split()[1]
    with ExitStack() as stack:
        database = stack.enter_context(servers.postgres(databases=()))
        broker = stack.enter_context(servers.redis(password))
        bucket = stack.enter_context(servers.bucket(secret["s3_identities"]))
        first_start = {
            "PGHOST": servers.HOST,
            "PGPORT": str(database.port),
            "POSTGRES_USER": "postgres",
            "ATTUNE_DATABASE_PASSWORD_FILE": str(secret["database_password"]),
            "ATTUNE_APP_PASSWORD_FILE": str(secret["app_password"]),
        }
        run(ROOT / "deploy/postgres.sh", environment=first_start, path=database.programs)
        environment = {
            "ATTUNE_MODE": "production",
            "ATTUNE_HOSTS": HOST,
            "ATTUNE_DATA_DIR": str(folder / "data"),
            "ATTUNE_STATIC_ROOT": str(folder / "static"),
            "ATTUNE_SECRET_KEY_FILE": str(secret["secret_key"]),
            "ATTUNE_DATABASE_HOST": servers.HOST,
            "ATTUNE_DATABASE_PORT": str(database.port),
            "ATTUNE_DATABASE_PASSWORD_FILE": str(secret["database_password"]),
            "ATTUNE_BROKER_URL": broker.url,
            "ATTUNE_S3_ENDPOINT": bucket.endpoint,
            "ATTUNE_S3_BUCKET": bucket.bucket,
            "ATTUNE_S3_ACCESS_KEY_FILE": str(secret["s3_access_key"]),
            "ATTUNE_S3_SECRET_KEY_FILE": str(secret["s3_secret_key"]),
        }
        run(VENV / "python", "manage.py", "collectstatic", "--noinput", "-v0", environment=environment)
        run(ROOT / "deploy/prepare.sh", environment=environment)
        yield environment | {
            "ATTUNE_DATABASE_USER": "attune_app",
            "ATTUNE_DATABASE_PASSWORD_FILE": str(secret["app_password"]),
        }


@pytest.fixture(scope="module")
def door(installation: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of nginx with the shipped configuration, in front of the web server's own command."""
    folder = tmp_path_factory.mktemp("nginx")
    web, plain, tls = servers.free_ports(3)
    certificate = ["-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}", "-days", "2"]
    run("openssl", "req", *certificate, "-keyout", folder / "tls_key", "-out", folder / "tls_certificate")
    configuration = (ROOT / "deploy/nginx.conf").read_text()
    for shipped, here in {
        "server web:8000": f"server 127.0.0.1:{web}",
        "listen 8080": f"listen 127.0.0.1:{plain}",
        "listen 8443": f"listen 127.0.0.1:{tls}",
        "/run/secrets": str(folder),
        "/tmp/nginx": f"{folder}/nginx",  # noqa: S108 - the container's own
        "/dev/std": f"{folder}/std",
    }.items():
        assert shipped in configuration
        configuration = configuration.replace(shipped, here)
    (folder / "nginx.conf").write_text(configuration)
    command = [part.replace("0.0.0.0:8000", f"127.0.0.1:{web}") for part in COMPOSE["web"]["command"]]
    nginx = ["nginx", "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    run(nginx[0], "-t", *nginx[1:3])
    with process([str(VENV / command[0]), *command[1:]], installation), process(nginx, {}):
        wait_for(lambda: ask(tls, "/").status < 500)
        yield tls


def test_the_sign_in_page_comes_through_with_every_protection(door: int) -> None:
    answer = ask(door, "/sign-in/")
    assert answer.status == 200
    headers = {name.lower(): value for name, value in answer.getheaders()}
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    cookies = answer.headers.get_all("Set-Cookie") or []
    assert cookies
    assert [cookie for cookie in cookies if not re.match(r"__Host-.*Secure", cookie)] == []


def test_another_host_name_is_refused(door: int) -> None:
    assert ask(door, "/sign-in/", host="elsewhere.example").status == 400


def test_a_visitor_cannot_claim_another_address_or_scheme(door: int) -> None:
    claimed = ask(door, "/sign-in/", X_Forwarded_Proto="http", X_Forwarded_For="10.0.0.1, 10.0.0.2")
    assert claimed.status == 200


@pytest.mark.parametrize("path", ["/media/", "/sealed/", "/data/attune.sqlite3", "/static/../manage.py"])
def test_there_is_no_way_round_the_application(door: int, path: str) -> None:
    answer = ask(door, path)
    assert (answer.status, "Location" in answer.headers) in {(404, False), (400, False), (302, True)}
    assert "/sign-in/" in answer.headers.get("Location", "/sign-in/")


@pytest.mark.parametrize(("size", "too_large"), [(16 * MIB, False), (18 * MIB, True)])
def test_a_piece_of_an_upload_fits_and_nothing_larger(door: int, size: int, too_large: bool) -> None:
    status = ask(door, "/uploads/00000000-0000-4000-8000-000000000000/", "PATCH", b"x" * size).status
    assert (status == 413) is too_large


def test_the_part_people_reach_cannot_change_the_audit_trail(installation: dict[str, str]) -> None:
    environment = clean() | installation | {"DJANGO_SETTINGS_MODULE": "vig.settings"}
    asked = [str(VENV / "python"), "manage.py", "health"]
    health = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert "Rights on the trail: Fine. The database refuses to change or remove entries." in health.stdout


@pytest.mark.parametrize("name", ["worker-interactive", "worker-bulk", "beat"])
def test_the_workers_and_the_clock_start_and_stop_cleanly(
    name: str, installation: dict[str, str], tmp_path: Path
) -> None:
    program, *arguments = COMPOSE[name]["command"]
    arguments = [argument.replace("/tmp/", f"{tmp_path}/") for argument in arguments]  # noqa: S108 - the container's own
    log = tmp_path / "log"
    with log.open("wb") as sink:
        started = subprocess.Popen(
            [str(VENV / program), *arguments, "--loglevel", "info"],
            cwd=ROOT,
            env=clean() | installation,
            stdout=sink,
            stderr=sink,
        )
        ready = "beat: Starting" if name == "beat" else " ready."
        try:
            wait_for(lambda: started.poll() is not None or ready in log.read_text())
            assert ready in log.read_text(), log.read_text()
        finally:
            started.terminate()
            code = started.wait(30)
    assert code == 0, log.read_text()


def ask(
    port: int, path: str, method: str = "GET", body: bytes = b"", host: str = HOST, **headers: str
) -> HTTPResponse:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    sent = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection = HTTPSConnection(servers.HOST, port, timeout=30, context=trusting)
    with suppress(ssl.SSLEOFError, BrokenPipeError, ConnectionResetError):
        connection.request(method, path, body or None, sent)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def wait_for(condition: Callable[[], bool]) -> None:
    until = monotonic() + 60
    while monotonic() < until:
        with suppress(OSError):
            if condition():
                return
        sleep(0.2)


def run(*command: object, environment: dict[str, str] | None = None, path: Path = VENV) -> None:
    search = {"PATH": f"{path}{os.pathsep}{os.environ['PATH']}{os.pathsep}/usr/sbin"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=clean() | (environment or {}) | search,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def process(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    program = shutil.which(command[0], path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin") or command[0]
    started = subprocess.Popen([program, *command[1:]], cwd=ROOT, env=clean() | environment)
    try:
        yield
    finally:
        started.terminate()
        started.wait(30)


def clean() -> dict[str, str]:
    """This environment without what the test run itself was told."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("ATTUNE_", "DJANGO_"))}

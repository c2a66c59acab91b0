"""After a film has gone the whole way, nothing that was written anywhere can be read as film or as a key."""

import io
import json
import subprocess
import tempfile
import time
from base64 import b64decode
from pathlib import Path
from secrets import randbelow, token_bytes
from types import SimpleNamespace

import pytest
from celery import Celery
from django.conf import settings as django_settings
from django.db import connections
from django.urls import reverse
from redis import Redis
from tusclient.client import TusClient

from tests import vault_builders
from tests.vault import scan
from vault import actions, jobs, keys
from vault.models import Job, Key, Recording, SealedFile
from vault.notes import seal_note
from vault.pictures import Finish
from vault.reading import read_all
from vault.sealing import HEADER
from vault.storage import sealed_storage

pytestmark = [
    pytest.mark.servers,
    pytest.mark.timeout(300),
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]
SIGNATURE = b"\x89PNG\r\n\x1a\n" + token_bytes(2000)


@pytest.fixture
def places(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Storage and temporary files of this test alone."""
    made = SimpleNamespace(sealed=tmp_path / "sealed", temporary=tmp_path / "temporary", since=time.time())
    made.temporary.mkdir()
    storage = {"BACKEND": "vault.storage.SealedFolderStorage", "OPTIONS": {"location": made.sealed}}
    settings.STORAGES = settings.STORAGES | {"media": storage}
    monkeypatch.setattr(tempfile, "tempdir", str(made.temporary))
    monkeypatch.setenv("TMPDIR", str(made.temporary))
    return made


@pytest.fixture
def queue(redis_server: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Redis:
    """The nudges go to a Redis of their own, where nobody takes them."""
    app = Celery(broker=redis_server.url)
    app.conf.task_ignore_result = True
    monkeypatch.setattr(jobs, "current_app", app)
    with Redis.from_url(redis_server.url) as client:
        client.flushall()
        yield client
    app.close()


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A film as no other run has it: noise from a seed of its own."""
    target = tmp_path_factory.mktemp("source") / "film.mp4"
    noise = f"testsrc2=s=320x180:r=25:d=4,noise=alls=20:all_seed={randbelow(2**31)},format=yuv420p"
    command = [*vault_builders.FFMPEG, "-f", "lavfi", "-i", noise, "-c:v", "libx264", "-preset", "ultrafast"]
    subprocess.run([*command, "-g", "12", "-bf", "0", str(target)], check=True)
    content = target.read_bytes()
    target.unlink()
    return content


def uploaded(live_server, scene, sign_in, content: bytes) -> Recording:
    """Through the real server, by an independent client, in three pieces."""
    client = sign_in(scene.guider)
    page = client.get(reverse("filming", args=[scene.filming.pk]))
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = {"Cookie": cookies, "X-CSRFToken": str(page.context["csrf_token"])}
    tus = TusClient(live_server.url + reverse("upload-new", args=[scene.filming.pk]), headers=headers)
    people = f"{scene.parent.pk},{scene.child.pk}"
    piece = -(-len(content) // 3 // 2**18) * 2**18
    tus.uploader(
        file_stream=io.BytesIO(content),
        chunk_size=piece,
        metadata={"filename": "kitchen.mp4", "people": people},
    ).upload()
    return Recording.objects.get()


def made_from(recording: Recording, scene: SimpleNamespace) -> list[bytes]:
    """Everything that is made of a film, in plain: what must be nowhere."""
    vault_builders.work_off()
    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    actions.request_clip(recording=recording, in_frame=20, out_frame=60, by=scene.guider)
    actions.request_still(recording=recording, frame=30, by=scene.guider)
    actions.request_keepsake(recording=recording, frame=30, finish=Finish(width=500), by=scene.guider)
    vault_builders.work_off()
    assert not Job.objects.exclude(state=Job.State.DONE).exists()
    files = recording.files.filter(complete=True)
    assert {file.role for file in files} == set(SealedFile.Role.values)
    return [read_all(file) for file in files]


def databases() -> list[Path]:
    """The files of both databases, logs included, where they are files."""
    main = [Path(connection.settings_dict["NAME"]) for connection in connections.all()]
    return [path.with_name(path.name + end) for path in main for end in ("", "-wal", "-shm")]


def test_no_stored_byte_is_film_or_key(live_server, scene, sign_in, places, queue, film) -> None:
    recording = uploaded(live_server, scene, sign_in, film)
    plain = made_from(recording, scene)
    seal_note(case_key=scene.case.key, content=SIGNATURE, content_type="image/png")

    shown = [window for content in [*plain, SIGNATURE] for window in scan.windows(content)]
    assert len(shown) > 5 * 20
    opened = [keys.unwrap(key) for key in Key.objects.values_list("pk", flat=True)]
    assert len(opened) == 2 + len(plain)
    secret = [spelt for key in (*opened, *keys.master_keys().values()) for spelt in scan.spellings(key)]

    own = [*scan.below(places.sealed, places.temporary), *databases()]
    everywhere = {*own, *scan.below(django_settings.DATA_DIR), *scan.appeared_since(places.since)}
    master = set(Path(django_settings.MASTER_KEY_DIR).iterdir())
    assert scan.hits(everywhere - master, shown + secret) == []
    assert len(scan.hits(master, secret)) == len(master)
    assert scan.hits(own, scan.MAGIC) == []
    assert looks_like_noise(places.sealed) == len(list(sealed_storage().listing()))
    tells_only_of_jobs(queue, shown + secret)


def looks_like_noise(folder: Path) -> int:
    """How many objects there are; behind its header each is noise."""
    contents = [path.read_bytes()[HEADER.size :] for path in scan.below(folder)]
    assert [len(content) for content in contents if not scan.looks_random(content)] == []
    return len(contents)


def tells_only_of_jobs(queue: Redis, needles: list[bytes]) -> None:
    """Every value in the queue server, as it would be in its dump."""
    dump = [queue.dump(key) for key in queue.keys("*")]
    assert [needle for needle in needles for value in dump if needle in value] == []
    sent = [json.loads(message) for name in Job.Queue.values for message in queue.lrange(name, 0, -1)]
    told = [json.loads(b64decode(message["body"])) for message in sent]
    assert sorted(arguments for (arguments,), named, _options in told if not named) == sorted(
        Job.objects.values_list("pk", flat=True)
    )


def test_the_scan_finds_what_is_readable(tmp_path: Path, film: bytes) -> None:
    """Otherwise a scan that finds nothing would prove nothing."""
    key = token_bytes(32)
    (tmp_path / "left").write_bytes(b"x" * 1000 + film + key.hex().encode())
    assert len(scan.hits(scan.below(tmp_path), scan.windows(film))) == len(scan.windows(film)) > 20
    assert len(scan.hits(scan.below(tmp_path), [*scan.spellings(key), *scan.MAGIC])) >= 2
    assert (scan.looks_random(film[:30_000]), scan.looks_random(token_bytes(1500))) == (False, True)
    with tempfile.NamedTemporaryFile(dir=scan.MEMORY) as left:
        left.write(film)
        left.flush()
        assert str(left.name) in " ".join(
            scan.hits(scan.appeared_since(time.time() - 60), scan.windows(film))
        )

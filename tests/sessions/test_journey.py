"""A real film: uploaded by an independent client over a real server, cut off, resumed, prepared, played."""

import hashlib
import io
import os
import socket
import time
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed

from sessions.models import Upload
from tests import vault_builders
from vault.models import Recording, SealedFile
from vault.reading import read_all

CHUNK = 256 * 1024
MEBIBYTE = 4 * CHUNK
PATIENCE_SECONDS = 120

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keystore"])


@pytest.fixture
def signed_in(live_server, scene, sign_in) -> SimpleNamespace:
    """The guider's browser: cookies and token as headers, over the real server."""
    client = sign_in(scene.guider)
    page = client.get(reverse("filming", args=[scene.filming.pk]))
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    token = page.context["csrf_token"]
    # Each request ends its connection, so that no thread of the server keeps the database open.
    headers = {"Cookie": cookies, "X-CSRFToken": str(token), "Connection": "close"}
    return SimpleNamespace(client=client, url=live_server.url, headers=headers)


def uploader(signed_in, scene, content: bytes, **options):
    tus = TusClient(signed_in.url + reverse("upload-new", args=[scene.filming.pk]), headers=signed_in.headers)
    people = f"{scene.parent.pk},{scene.child.pk}"
    metadata = {"filename": "kitchen.mp4", "people": people}
    return tus.uploader(file_stream=io.BytesIO(content), chunk_size=MEBIBYTE, metadata=metadata, **options)


def cut_off(signed_in, upload: Upload, content: bytes, start: int, sent: int) -> None:
    """Announce the rest of the film, send only a part of it, and hang up."""
    address = urlsplit(signed_in.url)
    lines = [
        f"PATCH {reverse('upload', args=[upload.pk])} HTTP/1.1",
        f"Host: {address.netloc}",
        "Tus-Resumable: 1.0.0",
        f"Upload-Offset: {start}",
        "Content-Type: application/offset+octet-stream",
        f"Content-Length: {len(content) - start}",
        *(f"{name}: {value}" for name, value in signed_in.headers.items()),
    ]
    with socket.create_connection((address.hostname, address.port)) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode() + content[start : start + sent])


def wait_until_released(upload: Upload) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        upload.refresh_from_db()
        if upload.lease is None and upload.offset > MEBIBYTE:
            return
        time.sleep(0.05)
    raise AssertionError("The upload was not released.")


def test_an_upload_that_is_cut_off_goes_on_where_it_stopped_and_the_film_plays(signed_in, scene):
    content = vault_builders.film(12, size=(640, 360)) + bytes(2 * MEBIBYTE)
    first = uploader(signed_in, scene, content)
    first.upload_chunk()
    upload = Upload.objects.get()
    assert first.offset == MEBIBYTE

    cut_off(signed_in, upload, content, start=MEBIBYTE, sent=2 * CHUNK + 1000)
    wait_until_released(upload)
    assert upload.offset == MEBIBYTE + 2 * CHUNK

    second = uploader(signed_in, scene, content, url=first.url)
    assert second.offset == upload.offset
    second.upload()
    recording = Recording.objects.get()
    original = recording.files.get(role=SealedFile.Role.ORIGINAL)
    assert original.sha256 == hashlib.sha256(content).hexdigest()
    assert hashlib.sha256(read_all(original)).hexdigest() == original.sha256

    vault_builders.work_off()
    plays(signed_in, scene, upload.footage)


def test_two_films_stop_halfway_and_go_on_by_other_clients_with_checksums(signed_in, scene):
    contents = [os.urandom(5 * CHUNK + extra) for extra in (0, 77)]
    begun = [uploader(signed_in, scene, content, upload_checksum=True) for content in contents]
    for client in begun:
        client.upload_chunk()
    assert [client.offset for client in begun] == [MEBIBYTE, MEBIBYTE]
    assert all("upload-expires" in client.request.response_headers for client in begun)

    for client, content in zip(begun, contents, strict=True):
        other = uploader(signed_in, scene, content, url=client.url, upload_checksum=True)
        assert other.offset == MEBIBYTE
        other.upload()
    assert set(hashes()) == {hashlib.sha256(content).hexdigest() for content in contents}


def test_a_client_that_is_behind_is_told_where_to_go_on(signed_in, scene):
    content = os.urandom(3 * MEBIBYTE)
    ahead = uploader(signed_in, scene, content)
    behind = uploader(signed_in, scene, content)
    ahead.upload_chunk()
    behind.set_url(ahead.url)
    with pytest.raises(TusUploadFailed) as refused:
        behind.upload_chunk()
    assert refused.value.status_code == 409
    behind.offset = behind.get_offset()
    behind.upload()
    assert hashes() == [hashlib.sha256(content).hexdigest()]


def test_a_client_is_refused_what_is_too_long_or_has_no_room(signed_in, scene, settings):
    settings.ORGANISATION_QUOTA = 10
    with pytest.raises(TusCommunicationError) as no_room:
        uploader(signed_in, scene, b"x" * 6).upload()
    settings.FILM_LIMITS = {"interaction": {"bytes": 5, "seconds": 60}}
    with pytest.raises(TusCommunicationError) as too_long:
        uploader(signed_in, scene, b"x" * 6).upload()
    assert (no_room.value.status_code, too_long.value.status_code, Upload.objects.count()) == (507, 413, 0)


def hashes() -> list[str]:
    originals = SealedFile.objects.filter(role=SealedFile.Role.ORIGINAL, complete=True)
    return list(originals.values_list("sha256", flat=True))


def plays(signed_in, scene, footage) -> None:
    film = signed_in.client.get(reverse("footage-film", args=[footage.pk]), headers={"Range": "bytes=0-1023"})
    working = footage.custody.recording.files.get(role=SealedFile.Role.WORKING)
    assert (film.status_code, len(film.content)) == (206, 1024)
    assert film.headers["Content-Range"] == f"bytes 0-1023/{working.size}"
    assert film.content == read_all(working)[:1024]
    frames = signed_in.client.get(reverse("footage-frames", args=[footage.pk])).json()
    assert (frames["timescale"], frames["count"]) == (90000, 12 * 30)
    strip = signed_in.client.get(reverse("footage-strip", args=[footage.pk]))
    waveform = signed_in.client.get(reverse("footage-waveform", args=[footage.pk]))
    assert (strip.status_code, strip.content[:2], waveform.status_code) == (200, b"\xff\xd8", 200)
    assert (
        "Choose clips" in signed_in.client.get(reverse("filming", args=[scene.filming.pk])).content.decode()
    )


def test_a_file_that_is_not_a_film_says_so_on_the_page(signed_in, scene):
    uploader(signed_in, scene, b"This is a letter.\n" * 1000).upload()
    vault_builders.work_off()
    assert Recording.objects.get().state == Recording.State.FAILED
    page = signed_in.client.get(reverse("filming", args=[scene.filming.pk])).content.decode()
    assert ("Try again" in page, "Add the film once more below" in page) == (False, True)
    assert Recording.objects.get().failure in page


def test_nothing_of_the_film_lies_readable_on_the_disk(signed_in, scene):
    marker = b"GREENWICH-0123456789-" * 20_000
    uploader(signed_in, scene, marker).upload()
    sealed = [path for path in (settings.DATA_DIR / "sealed").rglob("*") if path.is_file()]
    assert sealed
    assert [path for path in sealed if b"GREENWICH" in path.read_bytes()] == []

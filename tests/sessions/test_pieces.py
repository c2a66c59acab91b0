"""A piece with its checksum is kept whole or not at all; what is unfinished says until when it is kept."""

import hashlib
import os
from base64 import b64encode
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.http import http_date

from sessions.models import Upload
from sessions.rules import pieces
from sessions.rules.pieces import Checksum, Damaged, checked
from tests.sessions.conftest import CHUNK, TUS, ask, begin, send
from vault.models import SealedFile, Segment


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


@pytest.fixture
def upload(client, scene):
    assert begin(client, scene.filming, 3 * CHUNK + 100, scene.parent).status_code == 201
    return Upload.objects.get()


def checksum(content: bytes, algorithm: str = "sha256") -> dict[str, str]:
    digest = hashlib.new(algorithm, content).digest()
    return {"Upload-Checksum": f"{algorithm} {b64encode(digest).decode()}"}


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_film_arrives_piece_by_piece_with_checksums(client, upload, algorithm):
    content = os.urandom(upload.length)
    first, second = content[: 2 * CHUNK], content[2 * CHUNK :]
    assert send(client, upload, first, **checksum(first, algorithm)).status_code == 204
    assert send(client, upload, second, 2 * CHUNK, **checksum(second, algorithm)).status_code == 204
    original = SealedFile.objects.get(role=SealedFile.Role.ORIGINAL)
    assert original.sha256 == hashlib.sha256(content).hexdigest()


def test_nothing_of_a_damaged_piece_is_kept_and_it_can_be_sent_again(client, upload):
    good = os.urandom(2 * CHUNK)
    response = send(client, upload, bytes(1) + good[1:], **checksum(good))
    assert (response.status_code, "damaged on the way" in response.content.decode()) == (460, True)
    upload.refresh_from_db()
    assert (upload.offset, upload.lease, Segment.objects.count()) == (0, None, 0)
    assert send(client, upload, good, **checksum(good)).headers["Upload-Offset"] == str(2 * CHUNK)


@pytest.mark.parametrize("header", ["md5 AAAA", "sha256 %%%", "sha256"])
def test_a_checksum_that_cannot_be_understood_is_refused(client, upload, header):
    status = 460 if header == "sha256" else 400
    assert send(client, upload, b"x" * CHUNK, **{"Upload-Checksum": header}).status_code == status
    upload.refresh_from_db()
    assert (upload.offset, Segment.objects.count()) == (0, 0)


def test_a_piece_too_long_to_hold_is_refused_before_it_is_read(client, upload, monkeypatch):
    monkeypatch.setattr("sessions.views.tus.LONGEST_CHECKED", CHUNK)
    content = os.urandom(CHUNK + 1)
    assert send(client, upload, content, **checksum(content)).status_code == 413
    upload.refresh_from_db()
    assert upload.offset == 0


def test_no_byte_is_passed_on_before_all_have_been_checked():
    passed = checked(iter([b"one", b"two"]), Checksum("sha256", hashlib.sha256(b"onetwO").digest()))
    with pytest.raises(Damaged):
        next(passed)


def test_the_checksums_and_the_end_of_what_is_unfinished_are_told(client, scene, upload):
    options = client.options(reverse("upload-new", args=[scene.filming.pk]), headers=TUS)
    assert options.headers["Tus-Checksum-Algorithm"] == ",".join(pieces.ALGORITHMS)
    until = http_date((upload.last_byte_at + timedelta(days=7)).timestamp())
    assert ask(client, upload).headers["Upload-Expires"] == until
    assert "Upload-Expires" in begin(client, scene.filming, 5, scene.parent).headers
    assert "Upload-Expires" in send(client, upload, b"x" * CHUNK).headers
    last = send(client, upload, b"x" * (upload.length - CHUNK), CHUNK)
    assert (last.status_code, "Upload-Expires" in last.headers) == (204, False)

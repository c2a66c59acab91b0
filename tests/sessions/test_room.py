"""Room for film: on the disk and in what an organisation may use, promised to one film at a time."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from sessions.models import Upload
from sessions.rules import room
from tests.sessions.conftest import CHUNK, begin, send
from vault.models import SealedFile


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


@pytest.fixture
def disk(monkeypatch):
    """`disk(bytes)`: so much is free beside what is kept spare."""

    def disk(free: int) -> None:
        usage = SimpleNamespace(free=free + room.SPARE_BYTES)
        monkeypatch.setattr(room.shutil, "disk_usage", lambda _folder: usage)

    return disk


def filming_page(client, scene) -> str:
    return client.get(reverse("filming", args=[scene.filming.pk])).content.decode()


def test_two_uploads_are_not_promised_the_same_room_on_the_disk(client, scene, disk):
    disk(4 * CHUNK)
    assert begin(client, scene.filming, CHUNK + 1, scene.parent).status_code == 201
    assert begin(client, scene.filming, CHUNK, scene.parent).status_code == 507
    assert begin(client, scene.filming, CHUNK - 1, scene.parent).status_code == 201
    assert Upload.objects.count() == 2


def test_an_organisation_takes_no_more_than_its_quota(client, scene, settings):
    settings.ORGANISATION_QUOTA = 4 * CHUNK
    assert begin(client, scene.filming, CHUNK, scene.parent).status_code == 201
    refused = begin(client, scene.filming, CHUNK + 1, scene.parent)
    assert (refused.status_code, Upload.objects.count()) == (507, 1)
    assert "Your organisation has no room left" in refused.content.decode()


def test_what_another_organisation_keeps_takes_nothing_away(client, scene, settings):
    begin(client, scene.filming, CHUNK, scene.parent)
    stranger = scene.cast.stranger.organisation
    settings.ORGANISATION_QUOTA = 2 * CHUNK
    assert (room.used(scene.cast.organisation), room.used(stranger)) == (0, 0)
    room.check_room(stranger, CHUNK)
    with pytest.raises(room.NoRoom):
        room.check_room(scene.cast.organisation, 1)


def test_bytes_that_are_here_count_once_and_a_finished_film_no_longer_reserves(client, scene, settings):
    begin(client, scene.filming, CHUNK, scene.parent)
    send(client, Upload.objects.get(), b"x" * CHUNK)
    assert room.used(scene.cast.organisation) == CHUNK
    settings.ORGANISATION_QUOTA = 3 * CHUNK
    assert room.room_left(scene.cast.organisation) == CHUNK


def test_a_promise_that_can_no_longer_be_kept_is_said_before_a_byte_is_read(client, scene, settings):
    begin(client, scene.filming, 2 * CHUNK, scene.parent)
    upload = Upload.objects.get()
    send(client, upload, b"x" * CHUNK)
    settings.ORGANISATION_QUOTA = 2 * CHUNK - 1
    assert send(client, upload, b"x" * CHUNK, CHUNK).status_code == 507
    upload.refresh_from_db()
    assert (upload.offset, upload.lease) == (CHUNK, None)
    settings.ORGANISATION_QUOTA = 2 * CHUNK
    assert send(client, upload, b"x" * CHUNK, CHUNK).status_code == 204


def test_the_page_says_so_when_little_room_is_left(client, scene, disk, settings):
    settings.FILM_LIMITS = {"interaction": {"bytes": 100 * CHUNK, "seconds": 60}}
    disk(200 * CHUNK)
    assert "There is room for about" not in filming_page(client, scene)
    disk(8 * CHUNK)
    assert "There is room for about 1.0\xa0MB of film" in filming_page(client, scene)
    disk(0)
    assert "There is no room for another film" in filming_page(client, scene)


def test_a_bucket_has_no_end_but_a_quota_still_holds(client, scene, settings):
    settings.BUCKET = "films"
    assert room.room_left(scene.cast.organisation) is None
    settings.ORGANISATION_QUOTA = 10 * CHUNK
    assert room.room_left(scene.cast.organisation) == 5 * CHUNK


def test_administrators_see_a_number_for_their_own_organisation_only(sign_in, client, scene, settings):
    begin(client, scene.filming, CHUNK, scene.parent)
    send(client, Upload.objects.get(), b"x" * CHUNK)
    assert SealedFile.objects.count() == 1
    settings.ORGANISATION_QUOTA = CHUNK
    page = sign_in(scene.cast.administrator).get(reverse("health")).content.decode()
    assert "256.0\xa0KB of film and what was made from it. It may keep 256.0\xa0KB." in page
    assert scene.case.number not in page

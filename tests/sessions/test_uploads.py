"""The upload protocol: what is taken, what is refused, and that no acknowledged byte is lost."""

import errno
import hashlib
import os
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case
from sessions import actions
from sessions.models import Footage, Upload
from sessions.rules import room
from tests.sessions.conftest import CHUNK, TUS, ask, begin, send
from vault.models import Recording, SealedFile
from vault.reading import read_all


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


@pytest.fixture
def upload(client, scene):
    assert begin(client, scene.filming, 3 * CHUNK + 100, scene.parent, scene.child).status_code == 201
    return Upload.objects.get()


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Upload, Footage, Recording, Entry))


def test_the_record_is_there_before_the_first_byte(client, scene):
    response = begin(client, scene.filming, 1000, scene.parent, name="IMG 1.mov")
    upload = Upload.objects.get()
    assert response.headers["Location"].endswith(reverse("upload", args=[upload.pk]))
    assert response.headers["Tus-Resumable"] == "1.0.0"
    footage = upload.footage
    assert (upload.length, upload.offset, footage.file_name) == (1000, 0, "IMG 1.mov")
    assert [appearance.person for appearance in footage.custody.appearances.all()] == [scene.parent]
    assert (footage.custody.case, footage.custody.recording.state) == (scene.case, "receiving")
    assert list(Entry.objects.exclude(action__startswith="form.").values_list("action", flat=True)) == [
        "recording.started",
        "custody.taken",
        "upload.started",
    ]


def test_a_film_arrives_whole_and_sealed(client, upload):
    content = os.urandom(upload.length)
    first = send(client, upload, content[: 2 * CHUNK])
    second = send(client, upload, content[2 * CHUNK :], 2 * CHUNK)
    assert [(r.status_code, r.headers["Upload-Offset"]) for r in (first, second)] == [
        (204, str(2 * CHUNK)),
        (204, str(upload.length)),
    ]
    upload.refresh_from_db()
    original = upload.footage.custody.recording.files.get(role=SealedFile.Role.ORIGINAL)
    assert original.sha256 == hashlib.sha256(content).hexdigest()
    assert read_all(original) == content
    assert upload.finished_at is not None
    assert upload.footage.custody.recording.state == Recording.State.WAITING
    finished = Entry.objects.get(action="upload.finished")
    assert finished.detail["sha256"] == original.sha256


def test_only_whole_chunks_are_acknowledged_and_the_client_goes_on_from_there(client, upload):
    content = os.urandom(upload.length)
    response = send(client, upload, content[: CHUNK + 5000])
    assert response.headers["Upload-Offset"] == str(CHUNK)
    assert ask(client, upload).headers["Upload-Offset"] == str(CHUNK)
    send(client, upload, content[CHUNK:], CHUNK)
    original = upload.footage.custody.recording.files.get(role=SealedFile.Role.ORIGINAL)
    assert original.sha256 == hashlib.sha256(content).hexdigest()


def test_head_tells_how_far_the_film_is_and_is_never_cached(client, upload):
    response = ask(client, upload)
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Upload-Offset"] == "0"
    assert response.headers["Upload-Length"] == str(upload.length)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"start": CHUNK}, 409),
        ({"start": 0, "content": b"x" * (3 * CHUNK + 101)}, 413),
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Offset": "-1"}, 400),
        ({"Upload-Offset": ""}, 400),
        ({"Upload-Offset": "one"}, 400),
    ],
)
def test_bytes_in_the_wrong_place_or_form_are_refused_and_nothing_changes(client, upload, change, status):
    content, start = change.pop("content", b"x" * CHUNK), change.pop("start", 0)
    assert send(client, upload, content, start, **change).status_code == status
    upload.refresh_from_db()
    assert (upload.offset, upload.lease) == (0, None)


def test_bytes_of_another_content_type_are_refused(client, upload):
    url = reverse("upload", args=[upload.pk])
    response = client.patch(url, data=b"x", content_type="video/mp4", headers=TUS | {"Upload-Offset": "0"})
    assert response.status_code == 415


def test_one_request_at_a_time_may_append_until_its_lease_has_run_out(client, upload):
    soon = timezone.now() + timedelta(seconds=20)
    Upload.objects.update(lease=upload.pk, leased_until=soon)
    assert send(client, upload, b"x" * CHUNK).status_code == 423
    Upload.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert send(client, upload, b"x" * CHUNK).status_code == 204
    upload.refresh_from_db()
    assert (upload.offset, upload.lease) == (CHUNK, None)


@pytest.mark.parametrize("length", ["0", "", "x", "-5"])
def test_a_film_needs_a_length(client, scene, length):
    before = rows()
    headers = TUS | {"Upload-Length": length}
    assert client.post(reverse("upload-new", args=[scene.filming.pk]), headers=headers).status_code == 400
    assert rows() == before


def test_a_film_that_is_too_large_is_refused_before_any_byte(client, scene, settings):
    settings.FILM_LIMITS = {"interaction": {"bytes": 1000, "seconds": 60}}
    before = rows()
    response = begin(client, scene.filming, 1001, scene.parent)
    assert (response.status_code, rows()) == (413, before)
    assert "Cut it shorter" in response.content.decode()


def test_a_film_the_disk_cannot_hold_is_refused_in_plain_words(client, scene, monkeypatch):
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=0))
    before = rows()
    response = begin(client, scene.filming, 1000, scene.parent)
    assert (response.status_code, rows()) == (507, before)
    assert "not enough room" in response.content.decode()


def test_a_disk_that_fills_up_keeps_what_has_arrived_and_takes_the_rest_later(client, upload, monkeypatch):
    content = os.urandom(upload.length)
    send(client, upload, content[:CHUNK])

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        response = send(client, upload, content[CHUNK:], CHUNK)
    assert (response.status_code, ask(client, upload).headers["Upload-Offset"]) == (507, str(CHUNK))
    assert upload.footage.custody.recording.state == "receiving"
    assert send(client, upload, content[CHUNK:], CHUNK).status_code == 204
    original = upload.footage.custody.recording.files.get(role=SealedFile.Role.ORIGINAL)
    assert original.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("people", ["nobody", "stranger"])
def test_a_film_without_people_of_the_case_is_refused(client, scene, people):
    elsewhere = Case.objects.create(
        organisation=scene.cast.stranger.organisation,
        number="E-1",
        guider=scene.cast.stranger,
        referred_on="2026-01-01",
    )
    person = elsewhere.participations.create(person=scene.parent.__class__.objects.create(name="X")).person
    before = rows()
    response = begin(client, scene.filming, 1000, *([person] if people == "stranger" else []))
    assert (response.status_code, rows()) == (400, before)


def test_metadata_that_cannot_be_read_is_refused(client, scene):
    headers = TUS | {"Upload-Length": "5", "Upload-Metadata": "filename %%%"}
    response = client.post(reverse("upload-new", args=[scene.filming.pk]), headers=headers)
    assert (response.status_code, Upload.objects.count()) == (400, 0)


def test_options_tell_what_is_spoken_here(client, scene):
    response = client.options(reverse("upload-new", args=[scene.filming.pk]))
    assert response.status_code == 204
    assert response.headers["Tus-Version"] == "1.0.0"
    assert response.headers["Tus-Extension"] == "creation,termination,checksum,expiration"


def test_an_upload_that_is_given_up_leaves_no_film_behind(client, upload):
    send(client, upload, b"x" * CHUNK)
    url = reverse("upload", args=[upload.pk])
    assert client.delete(url, headers=TUS).status_code == 204
    recording = Recording.objects.get()
    assert (recording.state, recording.destructions.get().reason) == ("destroyed", "removed")
    assert [client.head(url, headers=TUS).status_code, send(client, upload, b"x").status_code] == [404, 404]


def test_a_film_that_has_arrived_is_not_given_up_by_the_protocol(client, upload):
    send(client, upload, b"x" * upload.length)
    assert client.delete(reverse("upload", args=[upload.pk]), headers=TUS).status_code == 400
    assert Recording.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("other_guider", 404),
        ("stranger", 404),
        ("trainee", 404),
        ("supervisor", 403),
        ("administrator", 403),
    ],
)
def test_only_the_guider_in_charge_touches_an_upload(sign_in, scene, upload, who, status):
    client = sign_in(getattr(scene.cast, who))
    before = rows()[:3]
    url = reverse("upload", args=[upload.pk])
    assert [
        begin(client, scene.filming, 5, scene.parent).status_code,
        ask(client, upload).status_code,
        send(client, upload, b"x" * CHUNK).status_code,
        client.delete(url, headers=TUS).status_code,
    ] == [status] * 4
    upload.refresh_from_db()
    assert (upload.offset, rows()[:3]) == (0, before)


def test_after_a_hand_over_the_old_guider_cannot_go_on(client, scene, upload):
    Case.objects.update(guider=scene.cast.other_guider)
    assert send(client, upload, b"x" * CHUNK).status_code == 404


def test_a_request_without_our_token_is_refused(scene, sign_in):
    client = sign_in(scene.guider)
    client.handler.enforce_csrf_checks = True
    assert begin(client, scene.filming, 5, scene.parent).status_code == 403
    assert Upload.objects.count() == 0


def test_what_a_died_process_left_between_last_byte_and_end_is_finished_by_the_next_question(
    client, scene, upload
):
    recording = upload.footage.custody.recording
    actions.uploads.append_original(
        recording=recording, start=0, pieces=[b"x" * upload.length], total=upload.length
    )
    assert Upload.objects.get().offset == 0
    assert ask(client, upload).headers["Upload-Offset"] == str(upload.length)
    assert Upload.objects.get().finished_at is not None
    assert Recording.objects.get().state == "waiting"


def test_an_upload_without_a_byte_for_a_week_is_removed(client, upload):
    eight_days_ago = timezone.now() - timedelta(days=8)
    Upload.objects.update(last_byte_at=timezone.now() - timedelta(days=6))
    actions.remove_stale_uploads()
    assert Recording.objects.get().state == "receiving"
    Upload.objects.update(last_byte_at=eight_days_ago)
    actions.remove_stale_uploads()
    actions.remove_stale_uploads()
    assert Recording.objects.get().state == "destroyed"
    assert list(Entry.objects.filter(action="upload.cancelled").values_list("actor", flat=True)) == ["system"]


def test_a_film_that_is_all_here_is_finished_though_nobody_asks_again(client, upload):
    recording = upload.footage.custody.recording
    actions.uploads.append_original(
        recording=recording, start=0, pieces=[b"x" * upload.length], total=upload.length
    )
    Upload.objects.update(last_byte_at=timezone.now() - timedelta(days=8))
    actions.remove_stale_uploads()
    assert Recording.objects.get().state == "waiting"
    assert Entry.objects.get(action="upload.finished").actor == "system"


def test_a_film_that_cannot_be_read_does_not_keep_the_others_waiting(client, scene, upload):
    begin(client, scene.filming, 77, scene.child)
    Upload.objects.filter(pk=upload.pk).update(offset=upload.length)
    Upload.objects.exclude(pk=upload.pk).update(last_byte_at=timezone.now() - timedelta(days=8))
    actions.remove_stale_uploads()
    assert Upload.objects.get(pk=upload.pk).finished_at is None
    assert Recording.objects.exclude(pk=upload.footage.custody.recording_id).get().state == "destroyed"


def test_without_the_master_key_no_film_is_taken_in_and_the_page_is_told_in_plain_words(
    client, scene, settings, tmp_path
):
    settings.MASTER_KEY_DIR = tmp_path
    response = begin(client, scene.filming, 5, scene.parent)
    assert (response.status_code, Upload.objects.count()) == (503, 0)
    assert str(tmp_path) not in response.content.decode()


def test_two_films_may_belong_to_one_filming(client, scene, upload):
    assert begin(client, scene.filming, 77, scene.child).status_code == 201
    assert sorted(Upload.objects.values_list("length", flat=True)) == [77, upload.length]

"""The same film twice is recognised, in one's own cases only; another family's is the mistake to catch."""

import hashlib
from base64 import b64encode

import pytest
from django.urls import reverse

from sessions import actions
from sessions.models import Cycle, FilmedSession, Upload
from tests import builders
from tests.sessions.conftest import CHUNK, TUS, send

CONTENT = b"the same in every test process" * (CHUNK // 30 + 1)
MARK = hashlib.sha256(CONTENT * 2).hexdigest()


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


@pytest.fixture
def elsewhere(scene):
    """A filming in another case: `elsewhere(guider)`."""

    def elsewhere(guider) -> FilmedSession:
        case = builders.case(guider)
        builders.person(case)
        cycle = Cycle.objects.create(case=case, number=1)
        return FilmedSession.objects.create(cycle=cycle, kind="filming")

    return elsewhere


def add(client, filming, *, fingerprint: str = MARK, content: bytes = CONTENT) -> Upload:
    [person] = filming.cycle.case.participations.all()[:1]
    pairs = {"filename": "film.mp4", "people": str(person.person_id), "fingerprint": fingerprint}
    metadata = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in pairs.items())
    headers = TUS | {"Upload-Length": str(len(content)), "Upload-Metadata": metadata}
    created = client.post(reverse("upload-new", args=[filming.pk]), headers=headers)
    assert created.status_code == 201
    upload = Upload.objects.latest("started_at")
    assert send(client, upload, content).status_code == 204
    return upload


def question(client, filming, fingerprint: str = MARK, length: object = len(CONTENT)) -> str:
    sent = {"fingerprint": fingerprint, "length": length}
    return client.get(reverse("known-films", args=[filming.pk]), sent).content.decode().strip()


def page(client, filming) -> str:
    return client.get(reverse("filming", args=[filming.pk])).content.decode()


def test_a_film_that_is_here_is_asked_about_before_it_is_added_again(client, scene):
    assert question(client, scene.filming) == ""
    add(client, scene.filming)
    asked = question(client, scene.filming)
    assert ("This film is already here" in asked, "Add it again?" in asked) == (True, True)
    assert reverse("filming", args=[scene.filming.pk]) in asked


@pytest.mark.parametrize(
    ("fingerprint", "length"),
    [("0" * 64, len(CONTENT)), (MARK, 5), ("", len(CONTENT)), (MARK, "x"), (MARK, "")],
)
def test_another_film_is_not_asked_about(client, scene, fingerprint, length):
    add(client, scene.filming)
    assert question(client, scene.filming, fingerprint, length) == ""


def test_the_film_of_another_own_family_is_a_warning_that_names_only_the_case(client, scene, elsewhere):
    other = elsewhere(scene.guider)
    add(client, other)
    asked = question(client, scene.filming)
    assert "Is this the right case?" in asked
    assert f"already in case {other.cycle.case.number}" in asked
    person = other.cycle.case.participations.get().person
    assert person.name not in asked


def test_a_film_of_somebody_elses_case_is_never_told(client, sign_in, scene, elsewhere):
    other = elsewhere(scene.cast.other_guider)
    add(sign_in(scene.cast.other_guider), other)
    assert question(client, scene.filming) == ""
    add(client, scene.filming)
    assert "Is this the right case?" not in page(client, scene.filming)


def test_without_a_fingerprint_the_same_bytes_are_remarked_on_once_they_are_here(client, scene, elsewhere):
    first = add(client, scene.filming, fingerprint="")
    assert "here twice" not in page(client, scene.filming)
    add(client, scene.filming, fingerprint="")
    assert page(client, scene.filming).count("The same film is here twice") == 1
    other = elsewhere(scene.guider)
    add(client, other, fingerprint="")
    shown = page(client, other)
    assert shown.count(f"The same film is also in case {scene.case.number}") == 2
    actions.remove_footage(footage=first.footage, by=scene.guider)
    assert "here twice" not in page(client, scene.filming)


def test_a_film_that_was_removed_may_come_again_without_a_question(client, scene):
    actions.remove_footage(footage=add(client, scene.filming).footage, by=scene.guider)
    assert question(client, scene.filming) == ""


def test_only_the_same_file_goes_on_where_its_sender_says_what_it_is(client, scene):
    upload = add(client, scene.filming)
    Upload.objects.filter(pk=upload.pk).update(finished_at=None, length=2 * len(CONTENT))
    headers = {"Upload-Fingerprint": "0" * 64}
    response = send(client, upload, b"x" * CHUNK, len(CONTENT), **headers)
    assert (response.status_code, "Choose “film.mp4”" in response.content.decode()) == (400, True)
    upload.refresh_from_db()
    assert upload.offset == len(CONTENT)


@pytest.mark.parametrize("fingerprint", ["x", "A" * 64, "0" * 63])
def test_a_fingerprint_has_one_form(client, scene, fingerprint):
    pairs = {"people": str(scene.parent.pk), "fingerprint": fingerprint}
    metadata = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in pairs.items())
    headers = TUS | {"Upload-Length": "9", "Upload-Metadata": metadata}
    response = client.post(reverse("upload-new", args=[scene.filming.pk]), headers=headers)
    assert (response.status_code, Upload.objects.count()) == (400, 0)

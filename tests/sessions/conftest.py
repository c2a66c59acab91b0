"""A case that is about to film: two people who have agreed, an open cycle, a planned filming."""

from base64 import b64encode
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from sessions.models import Cycle, FilmedSession, Upload
from tests import builders, consent_builders

CHUNK = 256 * 1024
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    case = builders.case(cast.guider)
    parent, child = builders.person(case), builders.person(case, "child")
    for person in (parent, child):
        consent_builders.answers(case, person, film="given", shared_review="given")
    cycle = Cycle.objects.create(case=case, number=1)
    filming = FilmedSession.objects.create(cycle=cycle, kind=FilmedSession.Kind.FILMING)
    return SimpleNamespace(
        cast=cast, guider=cast.guider, case=case, parent=parent, child=child, cycle=cycle, filming=filming
    )


@pytest.fixture
def film_of() -> object:
    """`film_of(filming, *people, state="ready")`: footage without bytes, in that state."""

    def film_of(
        filming: FilmedSession, *people: object, state: str = "waiting", **measured: object
    ) -> object:
        case = filming.cycle.case
        custody = consent_builders.film(case, *people, kind=filming.recording_kind, state=state)
        if measured:
            type(custody.recording).objects.filter(pk=custody.recording_id).update(**measured)
            custody.recording.refresh_from_db()
        return filming.footage.create(custody=custody, file_name="film.mp4", added_by=case.guider)

    return film_of


def begin(
    client: Client, filming: FilmedSession, length: int, *people: object, name: str = "film.mp4"
) -> object:
    """Create an upload as the page does, and answer with the response."""
    pairs = {"filename": name, "people": ",".join(str(person.pk) for person in people)}
    metadata = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in pairs.items())
    headers = TUS | {"Upload-Length": str(length), "Upload-Metadata": metadata}
    return client.post(reverse("upload-new", args=[filming.pk]), headers=headers)


def send(client: Client, upload: Upload, content: bytes, start: int = 0, **headers: str) -> object:
    return client.patch(
        reverse("upload", args=[upload.pk]),
        data=content,
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": str(start)} | headers,
    )


def ask(client: Client, upload: Upload) -> object:
    return client.head(reverse("upload", args=[upload.pk]), headers=TUS)

"""After a withdrawal every place where something of the film could be is walked: what stays is named here."""

import tempfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import boto3
import pytest
from django.apps import apps
from django.db import connections, models, router

from cases.models import Case, Person
from consent.actions import add_document, remember_erasures, remove_document, take_custody, withdraw
from consent.models import Custody, Hold
from tests import consent_builders as build
from tests.guards.world import full_case
from tests.vault.test_storage import bucket_options
from vault import actions, files
from vault.models import Job, Key, SealedFile, Segment

pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)

# Columns in which an id of a destroyed film, of one of its files or of one of their keys may still stand: the
# proof (row, hashes, certificate), the trail, and the list of erasures.
STAYS = {
    "audit_entry.subject",
    "consent_custody.recording_id",
    "consent_destruction.recording_id",
    "vault_job.recording_id",
    "vault_recording.id",
    "vault_recording.key",
    "vault_sealedfile.id",
    "vault_sealedfile.key",
    "vault_sealedfile.recording_id",
    "vault_tombstone.key",
    "vault_tombstone.subject",
}
CONTENT = b"a film of two people " * 50_000


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Temporary files and folders of this test alone."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return SimpleNamespace(all=tmp_path, sealed=tmp_path / "sealed")


@pytest.fixture
def in_a_folder(settings, places):
    options = {"BACKEND": "vault.storage.SealedFolderStorage", "OPTIONS": {"location": places.sealed}}
    settings.STORAGES = settings.STORAGES | {"media": options}
    return lambda: [
        str(path.relative_to(places.sealed)) for path in places.sealed.rglob("*") if path.is_file()
    ]


@pytest.fixture
def in_a_bucket_with_versions(settings, s3_server):
    """Every version of every object, every mark of a deletion, and every upload that was never finished."""
    client = boto3.client(
        "s3",
        endpoint_url=s3_server.endpoint,
        aws_access_key_id=s3_server.access_key,
        aws_secret_access_key=s3_server.secret_key,
        region_name="us-east-1",
    )
    name = f"versions-{uuid4().hex[:8]}"
    client.create_bucket(Bucket=name)
    client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    options = bucket_options(s3_server) | {"bucket_name": name}
    bucket = {"BACKEND": "vault.buckets.SealedBucketStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"media": bucket}

    def everything():
        found = client.list_object_versions(Bucket=name)
        versions = [row["Key"] for kind in ("Versions", "DeleteMarkers") for row in found.get(kind, [])]
        return versions + [
            row["Key"] for row in client.list_multipart_uploads(Bucket=name).get("Uploads", [])
        ]

    return everything


@pytest.fixture
def scene(cast):
    """A case with everything in it; a film that is still arriving; one that shows somebody else only."""
    ids = full_case(cast.trainee, cast.supervisor, cast.administrator)
    Hold.objects.all().delete()
    case = Case.objects.get(pk=ids["case_id"])
    parent = Person.objects.get(pk=ids["person_id"])
    child = case.participations.get(role="child").person
    film = Custody.objects.get(pk=ids["custody_id"]).recording
    original = files.begin(recording=film, role="original", content_type="video/mp4")
    files.append(file=original, start=0, pieces=[CONTENT], total=len(CONTENT))
    actions.request_clip(recording=film, in_frame=2, out_frame=9, by=cast.trainee)
    arriving = actions.start_recording(case_key=case.key, kind="interaction", by=cast.trainee)
    take_custody(recording=arriving, case=case, persons=[parent], by=cast.trainee)
    actions.append_original(recording=arriving, start=0, pieces=[CONTENT], total=2 * len(CONTENT))
    kept, _file = build.sealed_film(case, [child], CONTENT)
    return SimpleNamespace(
        by=cast.trainee, case=case, parent=parent, films=[film, arriving], kept=kept.recording
    )


def marks(recordings):
    """Ids of films, files and keys, as they may be spelt."""
    owned = SealedFile.objects.filter(recording__in=recordings)
    ids = {*owned.values_list("pk", flat=True), *owned.values_list("key", flat=True)}
    for recording in recordings:
        ids |= {recording.pk, recording.key}
    return {spelt.encode() for each in ids for spelt in (str(each), each.hex)} | {each.bytes for each in ids}


def columns_with(found):
    """Each column of each table of both databases in which one of the marks stands, by table and name."""
    hits = set()
    for model in apps.get_models(include_auto_created=True):
        alias = "keystore" if router.allow_migrate_model("keystore", model) else "default"
        for field in model._meta.concrete_fields:
            values = models.QuerySet(model, using=alias).values_list(field.attname, flat=True)
            if any(has(found, value) for value in values):
                hits.add(f"{model._meta.db_table}.{field.column}")
    return hits


def has(found, value):
    content = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
    return any(mark in content for mark in found)


def files_with(found, folder):
    """Files whose name or content holds one of the marks."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in paths if has(found, str(path)) or has(found, path.read_bytes())]


@pytest.mark.parametrize(
    "storage", ["in_a_folder", pytest.param("in_a_bucket_with_versions", marks=pytest.mark.servers)]
)
def test_nothing_with_an_id_of_the_film_is_left_but_its_proof(request, storage):
    stored, places, scene = map(request.getfixturevalue, (storage, "places", "scene"))
    gone, kept = marks(scene.films), marks([scene.kept])
    assert {"vault_segment.name", "vault_key.id", "vault_key.parent"} < columns_with(gone)
    assert len([name for name in stored() if has(gone, name)]) == 8
    others = [name for name in stored() if has(kept, name)]

    withdraw(case=scene.case, person=scene.parent, by=scene.by)
    remember_erasures()

    assert columns_with(gone) == STAYS
    assert stored() == others
    assert files_with(gone, places.all) == []
    assert list((places.all / "temporary").iterdir()) == []
    jobs = Job.objects.filter(recording__in=scene.films)
    assert set(jobs.values_list("state", flat=True)) == {"cancelled", "done"}
    assert set(Segment.objects.values_list("file__recording", flat=True)) == {scene.kept.pk}
    assert not Key.objects.filter(pk__in=[film.key for film in scene.films]).exists()
    assert Key.objects.filter(pk=scene.kept.key).exists()


def test_nothing_of_a_removed_document_is_left_but_what_it_was(places, in_a_folder, cast):
    case = Case.objects.get(pk=full_case(cast.trainee, cast.supervisor, cast.administrator)["case_id"])
    Hold.objects.all().delete()
    content = b"%PDF-1.4 " + b"the letter about Zephyrine " * 500
    document = add_document(
        case=case, kind="report", title="Letter", dated_on=date(2026, 2, 3), scans=[content], by=cast.trainee
    )
    note = document.sheets.get().note
    marks_of_it = {str(note.pk).encode(), note.pk.hex.encode(), note.pk.bytes, bytes(note.sealed)}
    assert columns_with({b"Zephyrine"}) == set()
    assert files_with({b"Zephyrine"}, places.all) == []
    assert "vault_sealednote.sealed" in columns_with(marks_of_it)

    remove_document(document=document, reason="It belongs to another family.", by=cast.trainee)

    assert columns_with(marks_of_it) == set()
    assert files_with(marks_of_it, places.all) == []


def test_the_walk_looks_at_every_table_of_both_databases():
    walked = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    there = {table for alias in connections for table in connections[alias].introspection.table_names()}
    assert there - walked <= {"django_migrations"}

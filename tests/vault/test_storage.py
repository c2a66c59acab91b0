"""Both storages do the same: a local folder, and a bucket in a real S3-compatible server."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from vault import actions, reading, rules
from vault.buckets import SealedBucketStorage
from vault.storage import Missing, SealedFolderStorage, SealedStorage


def a_name() -> str:
    return f"{uuid4().hex[:2]}/{uuid4().hex}/{uuid4().hex}"


@pytest.fixture
def folder(tmp_path: Path) -> SealedFolderStorage:
    return SealedFolderStorage(tmp_path / "sealed")


@pytest.fixture
def bucket(s3_server: SimpleNamespace) -> SealedBucketStorage:
    return SealedBucketStorage(**bucket_options(s3_server))


def bucket_options(server: SimpleNamespace) -> dict[str, object]:
    return {
        "bucket_name": server.bucket,
        "endpoint_url": server.endpoint,
        "access_key": server.access_key,
        "secret_key": server.secret_key,
        "location": f"sealed-{uuid4().hex}",
        "default_acl": None,
        "file_overwrite": False,
    }


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.servers)])
def storage(request: pytest.FixtureRequest) -> Iterator[SealedStorage]:
    return request.getfixturevalue(request.param)


def test_any_part_of_an_object_can_be_read(storage: SealedStorage) -> None:
    name, content = a_name(), bytes(range(256)) * 4096
    storage.put(name, content)
    assert storage.read_range(name, 0, len(content)) == content
    assert storage.read_range(name, 1000, 70_000) == content[1000:70_000]
    assert storage.read_range(name, len(content) - 3, len(content) + 50) == content[-3:]


def test_the_listing_names_what_is_there(storage: SealedStorage) -> None:
    names = {a_name(), a_name()}
    for name in names:
        storage.put(name, b"x")
    listed = dict(storage.listing())
    assert set(listed) == names
    assert all(timezone.now() - changed < timedelta(minutes=5) for changed in listed.values())


def test_deleting_twice_is_harmless(storage: SealedStorage) -> None:
    name = a_name()
    storage.put(name, b"x")
    storage.delete(name)
    storage.delete(name)
    assert list(storage.listing()) == []
    with pytest.raises(Missing):
        storage.read_range(name, 0, 1)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "aa/b", "film.mp4", "", "aa/../../x"])
def test_names_from_elsewhere_are_refused(folder: SealedFolderStorage, name: str) -> None:
    for use in (
        lambda: folder.put(name, b"x"),
        lambda: folder.read_range(name, 0, 1),
        lambda: folder.delete(name),
    ):
        with pytest.raises(ValueError, match="server only"):
            use()
    assert not folder.folder.exists()


def test_a_folder_is_closed_to_others_and_keeps_no_part_file(folder: SealedFolderStorage) -> None:
    name = a_name()
    folder.put(name, b"x")
    stored = folder.folder / name
    assert (stored.stat().st_mode & 0o777, stored.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [path.name for path in stored.parent.iterdir()] == [stored.name]


def test_a_bucket_needs_a_location() -> None:
    with pytest.raises(ValueError, match="location"):
        SealedBucketStorage(bucket_name="b", location="")


@pytest.mark.servers
def test_a_film_goes_through_a_bucket(
    s3_server: SimpleNamespace, settings: object, cast: SimpleNamespace
) -> None:
    settings.STORAGES = settings.STORAGES | {
        "media": {"BACKEND": "vault.buckets.SealedBucketStorage", "OPTIONS": bucket_options(s3_server)}
    }
    content = bytes(range(256)) * 40_000
    recording = actions.start_recording(case_key=uuid4(), kind="interaction", by=cast.guider)
    for start in range(0, len(content), 4_194_304):
        part = content[start : start + 4_194_304]
        actions.append_original(recording=recording, start=start, pieces=[part], total=len(content))
    actions.finish_original(recording=recording, by=cast.guider)
    file = rules.file_of(recording, "original")
    assert b"".join(reading.open_range(file, 4_194_000, 5_000_000)) == content[4_194_000:5_000_000]
    assert reading.read_all(file) == content


def test_what_buckets_need_is_not_loaded_where_film_is_kept_in_a_folder() -> None:
    command = (
        "import sys, django; django.setup(); import vault.tasks; from vault.storage import sealed_storage; "
        "sealed_storage(); print('boto3' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    )
    assert done.stdout == "False\n"

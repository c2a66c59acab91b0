"""Keys: one missing or wrong is said clearly and never overwritten; a destroyed one is gone."""

from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connections

from vault import keys
from vault.models import Key

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> Path:
    settings.MASTER_KEY_DIR = tmp_path / "master-keys"
    return settings.MASTER_KEY_DIR


def make() -> str:
    out = StringIO()
    call_command("create_master_key", stdout=out)
    return out.getvalue().strip()


def test_making_a_master_key_twice_makes_one(own_folder: Path) -> None:
    first = make()
    assert make() == first
    assert [path.name for path in own_folder.iterdir()] == [f"{first}.key"]


def test_only_the_application_can_read_the_master_key(own_folder: Path) -> None:
    name = make()
    assert (own_folder.stat().st_mode & 0o777, (own_folder / f"{name}.key").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


def test_the_command_prints_the_id_and_no_key(own_folder: Path) -> None:
    name = make()
    assert (own_folder / f"{name}.key").read_bytes().hex() not in name


def test_a_recording_key_opens_through_its_case_key_and_the_master(case_key: UUID) -> None:
    make()
    keys.ensure_case_key(case_key)
    made = keys.create_under(case_key)
    assert (len(keys.unwrap(made)), keys.unwrap(made)) == (32, keys.unwrap(made))
    assert keys.unwrap(made) not in bytes(Key.objects.get(pk=made).wrapped)


def test_ensuring_a_case_key_twice_keeps_the_first(case_key: UUID) -> None:
    make()
    keys.ensure_case_key(case_key)
    first = keys.unwrap(case_key)
    keys.ensure_case_key(case_key)
    assert keys.unwrap(case_key) == first


def test_a_new_master_key_seals_and_the_old_still_opens(own_folder: Path, case_key: UUID) -> None:
    make()
    keys.ensure_case_key(case_key)
    before = keys.unwrap(case_key)
    (own_folder / "99999999-new.key").write_bytes(bytes(32))
    later = UUID(int=5)
    keys.ensure_case_key(later)
    assert keys.unwrap(case_key) == before
    assert Key.objects.get(pk=later).master == "99999999-new"


def test_without_any_master_key_nothing_is_sealed(case_key: UUID) -> None:
    with pytest.raises(keys.KeysUnavailable, match="create_master_key"):
        keys.ensure_case_key(case_key)
    assert not Key.objects.exists()


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)])
def test_a_damaged_master_key_is_named(own_folder: Path, content: bytes) -> None:
    own_folder.mkdir()
    (own_folder / "first.key").write_bytes(content)
    with pytest.raises(keys.KeysUnavailable, match=r"first\.key"):
        keys.master_keys()
    with pytest.raises(keys.KeysUnavailable):
        make()
    assert (own_folder / "first.key").read_bytes() == content


def test_a_wrong_master_key_is_said_and_changes_nothing(own_folder: Path, case_key: UUID) -> None:
    name = make()
    keys.ensure_case_key(case_key)
    right, row = (own_folder / f"{name}.key").read_bytes(), bytes(Key.objects.get(pk=case_key).wrapped)
    (own_folder / f"{name}.key").write_bytes(bytes(32))
    with pytest.raises(keys.KeysUnavailable, match=name):
        keys.unwrap(case_key)
    assert bytes(Key.objects.get(pk=case_key).wrapped) == row
    (own_folder / f"{name}.key").write_bytes(right)
    assert len(keys.unwrap(case_key)) == 32


def test_the_master_key_of_another_installation_seals_nothing(
    case_key: UUID, settings: object, tmp_path: Path
) -> None:
    make()
    keys.ensure_case_key(case_key)
    settings.MASTER_KEY_DIR = tmp_path / "elsewhere"
    make()
    with pytest.raises(keys.KeysUnavailable):
        keys.ensure_case_key(uuid4())
    assert list(Key.objects.values_list("pk", flat=True)) == [case_key]


def test_a_missing_master_key_is_named(own_folder: Path, case_key: UUID) -> None:
    name = make()
    keys.ensure_case_key(case_key)
    (own_folder / f"{name}.key").rename(own_folder / "other.key")
    with pytest.raises(keys.KeysUnavailable, match=name):
        keys.unwrap(case_key)


def test_destroying_a_key_twice_is_harmless(case_key: UUID) -> None:
    make()
    keys.ensure_case_key(case_key)
    keys.destroy(case_key)
    keys.destroy(case_key)
    with pytest.raises(keys.KeyDestroyed):
        keys.unwrap(case_key)


def test_destroying_a_case_key_closes_every_recording_below(case_key: UUID) -> None:
    make()
    keys.ensure_case_key(case_key)
    below = keys.create_under(case_key)
    keys.destroy(case_key)
    with pytest.raises(keys.KeyDestroyed):
        keys.unwrap(below)


def test_keys_are_in_no_table_of_the_main_database() -> None:
    assert "vault_key" not in connections["default"].introspection.table_names()
    assert "vault_key" in connections["keystore"].introspection.table_names()

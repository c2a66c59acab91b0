"""A new master key takes over while the product runs; broken off anywhere, nothing is lost."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from time import sleep
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from audit.models import Entry
from vault import batches, keys
from vault.actions import masters
from vault.models import Key

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
ROUNDS = int(os.environ.get("ATTUNE_KILLS", "1"))


@pytest.fixture
def folder(settings: object, tmp_path: Path) -> Path:
    settings.MASTER_KEY_DIR = tmp_path / "master-keys"
    keys.create_master()
    return settings.MASTER_KEY_DIR


@pytest.fixture
def cases(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[object, bytes]:
    """Five cases, a film in each, by batches of two."""
    monkeypatch.setattr(masters, "BATCH", 2)
    made = [uuid4() for _ in range(5)]
    for case in made:
        keys.ensure_case_key(case)
    made += [keys.create_under(case) for case in made]
    return opened(made)


def opened(wanted: list[object]) -> dict[object, bytes]:
    return {key: keys.unwrap(key) for key in wanted}


def names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.key"))


def used() -> set[str]:
    return set(Key.objects.exclude(master="").values_list("master", flat=True))


def rotate(**options: object) -> str:
    out = StringIO()
    call_command("rotate_keys", stdout=out, **options)
    return out.getvalue()


def test_a_new_master_key_takes_over_every_case_key_and_nothing_else_changes(
    folder: Path, cases: dict[object, bytes]
) -> None:
    below = list(Key.objects.exclude(parent=None).order_by("pk").values_list("pk", "wrapped"))
    (old,) = names(folder)
    said = rotate()
    new = max(names(folder))
    assert (names(folder), used()) == ([old, new], {new})
    assert said.startswith(f"The master key {new} seals from now on. It took over 5 case keys.")
    assert opened(list(cases)) == cases
    assert list(Key.objects.exclude(parent=None).order_by("pk").values_list("pk", "wrapped")) == below
    assert (folder / f"{new}.key").stat().st_mode & 0o777 == 0o600
    assert [entry.action for entry in Entry.objects.order_by("pk")] == [
        "master_key.made",
        "master_key.took_over",
    ]
    assert Entry.objects.latest("pk").detail == {"keys": 5}


def test_an_old_master_key_is_retired_only_when_it_opens_nothing(
    folder: Path, cases: dict[object, bytes]
) -> None:
    assert "No master key can be retired" in rotate(retire=True)
    (old,) = names(folder)
    rotate()
    last = Key.objects.filter(parent=None).latest("pk")
    before = (last.master, last.wrapped)
    last.master, last.wrapped = old, keys.aes_key_wrap(keys.master_keys()[old], cases[last.pk])
    last.save()
    assert "No master key can be retired" in rotate(retire=True)
    assert old in names(folder)
    last.master, last.wrapped = before
    last.save()
    assert f"The master key {old} has been removed from this machine." in rotate(retire=True)
    assert names(folder) == [max(used())]
    assert opened(list(cases)) == cases


def test_the_newest_master_key_is_never_retired(folder: Path) -> None:
    rotate()
    newest = max(names(folder))
    rotate(retire=True)
    assert names(folder) == [newest]


def test_what_was_begun_goes_on_with_the_same_master_key(
    folder: Path, cases: dict[object, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masters, "_wrap_some", broken_after(2, masters._wrap_some))
    with pytest.raises(RuntimeError, match="power"):
        rotate()
    monkeypatch.undo()
    assert len(used()) == 2
    assert opened(list(cases)) == cases
    both = names(folder)
    assert "took over 1 case keys" in rotate()
    assert (names(folder), used()) == (both, {max(both)})
    assert opened(list(cases)) == cases


def broken_after(times: int, wrap: Callable[[str], int]) -> Callable[[str], int]:
    calls = []

    def wrap_some(newest: str) -> int:
        calls.append(newest)
        if len(calls) > times:
            raise RuntimeError("the power went")
        return wrap(newest)

    return wrap_some


@pytest.mark.parametrize("trouble", ["missing", "wrong"])
@pytest.mark.parametrize("retire", [False, True])
def test_where_a_master_key_is_missing_or_wrong_nothing_is_touched(
    folder: Path, cases: dict[object, bytes], trouble: str, retire: bool
) -> None:
    (old,) = names(folder)
    (folder / f"{old}.key").rename(folder.parent / "aside")
    if trouble == "wrong":
        (folder / f"{old}.key").write_bytes(bytes(32))
    else:
        keys.add_master()
    before, rows = names(folder), list(Key.objects.order_by("pk").values_list("pk", "master", "wrapped"))
    with pytest.raises(CommandError, match=old):
        rotate(retire=retire)
    assert names(folder) == before
    assert list(Key.objects.order_by("pk").values_list("pk", "master", "wrapped")) == rows
    (folder.parent / "aside").rename(folder / f"{old}.key")
    assert opened(list(cases)) == cases


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_touched(
    folder: Path, cases: dict[object, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", read_only(os.open))
    with pytest.raises(CommandError, match=f"{folder} cannot be changed: Read-only file system"):
        rotate()
    monkeypatch.undo()
    assert len(used()) == len(names(folder)) == 1
    assert opened(list(cases)) == cases


def read_only(opening: Callable[..., int]) -> Callable[..., int]:
    def opens(path: object, flags: int, *more: object, **named: object) -> int:
        if flags & os.O_CREAT and ".part" in str(path):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opening(path, flags, *more, **named)

    return opens


def test_of_two_at_once_the_newer_master_key_wins(folder: Path, cases: dict[object, bytes]) -> None:
    first = keys.add_master()
    (folder / "99999999-new.key").write_bytes(os.urandom(32))
    while masters._wrap_some("99999999-new"):
        pass
    assert masters._wrap_some(first) == 0
    assert used() == {"99999999-new"}
    with pytest.raises(CommandError, match="clock"):
        rotate()


def test_a_master_key_missing_for_some_cases_is_noticed_though_the_newest_opens(
    folder: Path, cases: dict[object, bytes]
) -> None:
    (old,) = names(folder)
    keys.add_master()
    keys.ensure_case_key(uuid4())
    (folder / f"{old}.key").unlink()
    with pytest.raises(keys.KeysUnavailable, match=old):
        keys.check_master_keys()


class Installation:
    """One of its own with many case keys, whose rotation runs in a process that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "ATTUNE_DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }

    def start(self, step: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.vault.rotation_scene", step]
        return subprocess.Popen(command, cwd=django_settings.BASE_DIR, env=self.environment)

    def rows(self, columns: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / "attune_keystore.sqlite3", timeout=30)) as keystore:
            return keystore.execute(f"SELECT {columns} FROM vault_key ORDER BY id").fetchall()  # noqa: S608

    def used(self) -> set[object]:
        return {master for (master,) in self.rows("master")}

    def opened(self) -> list[bytes]:
        masters = {path.stem: path.read_bytes() for path in (self.folder / "master-keys").glob("*.key")}
        return [aes_key_unwrap(masters[name], wrapped) for name, wrapped in self.rows("master, wrapped")]


@pytest.mark.servers
@pytest.mark.timeout(300 + 120 * ROUNDS)
def test_killed_in_the_middle_it_goes_on(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    assert installation.start("begin").wait() == 0
    before, (first,) = installation.opened(), installation.used()
    broken = 0
    while broken < ROUNDS:
        began_with = installation.rows("master")
        rotation = installation.start("rotate")
        while rotation.poll() is None and installation.rows("master") == began_with:
            sleep(0.01)
        rotation.kill()
        rotation.wait()
        broken += len(installation.used()) == 2
        assert installation.opened() == before
    assert installation.start("rotate").wait() == 0
    (last,) = installation.used()
    assert (installation.opened(), last == first) == (before, False)


def test_batches_are_read_whole_in_order_and_while_rows_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    made = sorted(Key.objects.create(master="m", wrapped=b"x").pk for _ in range(5))
    read = batches.batches(Key.objects.all())
    assert [key.pk for key in next(read)] == made[:2]
    Key.objects.filter(pk__in=made[:3]).delete()
    assert [[key.pk for key in batch] for batch in read] == [made[3:]]

"""`manage.py backup`: whole generations or none, keys apart, only what is new; `restore`: what it refuses."""

import errno
import json
import os
import re
import shutil
import sqlite3
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.db import connection
from django.utils import timezone

from audit.models import Entry
from tests.backups import clinic, files_below
from vault import keys
from vault.actions import destroy
from vault.backups import places, postgres
from vault.models import Key, Segment

__all__ = ["clinic"]
pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
NOTHING = "Nothing was changed."


def numbers(folder):
    return [path.name for path in sorted(folder.iterdir()) if path.name.isdigit()]


def age(clinic, monkeypatch, days):
    """As if so many days had passed since the last backup."""
    later = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)


def test_a_backup_holds_everything_but_what_opens_it(clinic):
    said = clinic.backup()

    assert said[-3].startswith("Backup 1: ")
    assert re.search(r", 5 keys, 0 erasures, 2 objects \([\d,]+ bytes\), 2 of them new\.$", said[-3])
    assert said[-1].startswith("Master keys are never part of a backup")
    assert sorted(path.name for path in clinic.keys.iterdir()) == [".lock", "000001", "erasures.json"]
    everywhere = files_below(clinic.main) | files_below(clinic.keys)
    masters = [*keys.master_keys().values(), *(keys.unwrap(key.pk) for key in Key.objects.all())]
    for name, content in everywhere.items():
        assert not any(key in content or key.hex().encode() in content for key in masters), name
    main = b"".join(files_below(clinic.main).values())
    assert not any(
        bytes(key.wrapped) in main or bytes(key.wrapped).hex().encode() in main for key in Key.objects.all()
    )
    assert all(
        path.stat().st_mode & 0o077 == 0 for path in [*clinic.main.rglob("*"), *clinic.keys.rglob("*")]
    )
    told = json.loads(json.loads((clinic.main / "000001/manifest.json").read_text())["content"])
    assert (told["rows"]["cases.case"], told["rows"]["vault.segment"]) == (1, 2)
    assert "Amina" not in json.dumps(told)
    assert Entry.objects.get(action="backup.made").detail == {"number": 1, "objects": 2, "new": 2}


def test_sessions_are_ways_in_and_stay_out(clinic, sign_in):
    sign_in(clinic.guider)
    clinic.backup()
    if connection.vendor == "sqlite":
        with sqlite3.connect(clinic.main / "000001/database.sqlite3") as copy:
            assert copy.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
            assert copy.execute("SELECT count(*) FROM accounts_signin").fetchone() == (0,)


def test_the_next_backup_copies_only_what_is_new_and_forgets_what_no_generation_needs(clinic, monkeypatch):
    clinic.backup()
    assert re.search(r" 2 objects \([\d,]+ bytes\), 0 of them new", "".join(clinic.backup()))
    destroy(recording=clinic.film[0].recording, by="system")
    assert re.search(r" 1 objects \([\d,]+ bytes\), 0 of them new", "".join(clinic.backup()))
    assert len(files_below(clinic.main / "objects")) == 2

    age(clinic, monkeypatch, days=29.5)
    assert "Removed: 1, 2, 3." in clinic.backup()
    assert list(files_below(clinic.main / "objects")) == list(Segment.objects.values_list("name", flat=True))


def test_at_most_14_generations_are_kept_of_each_and_the_newest_always(clinic, monkeypatch):
    for _ in range(16):
        clinic.backup()
    assert numbers(clinic.main) == numbers(clinic.keys) == [f"{number:06}" for number in range(3, 17)]
    age(clinic, monkeypatch, days=400)
    clinic.main.joinpath("000016/manifest.json").write_text("{}")
    clinic.backup()
    assert numbers(clinic.main) == numbers(clinic.keys) == ["000017"]


@pytest.mark.parametrize("broken", ["vault.backups.keystore.dump", "vault.backups.objects.copy"])
def test_a_backup_that_fails_leaves_no_half_of_it(clinic, monkeypatch, broken):
    clinic.backup()
    before = files_below(clinic.main), files_below(clinic.keys)

    def full(*_args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(broken, full)
    assert clinic.backup()[-1] == (
        "! The backup was not made: No space left on device. Nothing half made is left."
    )
    assert (files_below(clinic.main), files_below(clinic.keys)) == before
    assert Entry.objects.filter(action="backup.made").count() == 1


def test_what_a_killed_backup_left_is_removed_by_the_next(clinic):
    left = clinic.main / ".000001.part"
    left.mkdir(parents=True)
    (left / "database.sqlite3").write_bytes(b"half")
    clinic.backup()
    assert numbers(clinic.main) == ["000001"]
    assert not left.exists()


def test_room_is_looked_at_first(clinic, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 1000}))
    assert "has 1,000 bytes free" in clinic.backup()[-1]
    assert numbers(clinic.main) == []


@pytest.mark.parametrize(
    ("main", "apart"), [("same", "same"), ("same", "same/keys"), ("data", "keys"), ("m", "masters")]
)
def test_keys_never_go_beside_what_they_open_nor_a_backup_into_what_it_saves(clinic, tmp_path, main, apart):
    there = {"data": clinic.sealed, "masters": configured.MASTER_KEY_DIR}
    clinic.main, clinic.keys = there.get(main, tmp_path / main), there.get(apart, tmp_path / apart)
    before = files_below(tmp_path)
    assert "must be apart" in clinic.backup()[-1]
    assert files_below(tmp_path) == before


def test_without_the_programs_of_postgresql_one_sentence_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(postgres.Refused, match="Install PostgreSQL's client programs"):
        postgres.dump(None, {}, "")


def damage(clinic, what):
    generation = clinic.main / "000001"
    victim = {
        "database": next(generation.glob("database.*")),
        "list": generation / "objects.txt",
        "manifest": generation / "manifest.json",
        "keys": clinic.keys / "000001/keys.jsonl",
        "erasures": clinic.keys / "erasures.json",
        "object": next(path for path in (clinic.main / "objects").rglob("*") if path.is_file()),
    }[what]
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(content)


@pytest.mark.parametrize("what", ["database", "list", "manifest", "keys", "erasures", "object"])
def test_a_damaged_backup_is_refused_before_anything_is_written(clinic, what):
    clinic.backup()
    damage(clinic, what)
    before = Entry.objects.count(), files_below(clinic.sealed), Key.objects.count()
    said = clinic.restore("--replace", "database", "--replace", "keystore")[-1]
    assert said.endswith(NOTHING)
    assert (Entry.objects.count(), files_below(clinic.sealed), Key.objects.count()) == before


def test_a_damaged_object_may_be_left_out_by_name(clinic):
    clinic.backup()
    damage(clinic, "object")
    clinic.lose_objects()
    said = clinic.restore("--replace", "database", "--despite-damage", keys=False)
    assert said[-1].startswith("! 1 objects are in no backup")
    assert sorted(status for status, _content in map(clinic.watch, (clinic.film, clinic.other))) == [200, 503]


def test_a_backup_of_another_installation_is_refused(clinic, settings, tmp_path):
    clinic.backup()
    settings.MASTER_KEY_DIR = tmp_path / "others"
    keys.create_master()
    said = clinic.restore("--replace", "database", "--replace", "keystore")[-1]
    assert "which is not here" in said
    assert said.endswith(NOTHING)


def test_keys_older_than_promised_are_refused(clinic, monkeypatch):
    clinic.backup()
    age(clinic, monkeypatch, days=30.1)
    said = clinic.restore("--replace", "database", "--replace", "keystore")[-1]
    assert said.startswith("! These keys are older than 30 days")
    assert clinic.restore("--replace", "database", keys=False)[-1].startswith("Now run")


@pytest.mark.parametrize("named", [(), ("keystore",), ("database",)])
def test_nothing_is_overwritten_unless_it_is_named(clinic, named):
    clinic.backup()
    later = uuid4()
    keys.ensure_case_key(later)
    said = clinic.restore(*(word for name in named for word in ("--replace", name)))[-1]
    assert said.endswith(NOTHING)
    assert Key.objects.filter(pk=later).exists()
    assert Entry.objects.filter(action="backup.made").exists()


def test_a_look_changes_nothing_and_a_missing_one_is_said(clinic):
    assert "There is no whole generation" in clinic.restore()[-1]
    clinic.backup()
    before = Entry.objects.count(), Key.objects.count()
    said = clinic.restore("--replace", "database", "--replace", "keystore", "--check")
    assert said[-1] == "This backup can be restored here. Nothing was changed."
    assert (Entry.objects.count(), Key.objects.count()) == before
    assert "There is no generation 9" in clinic.restore("--number", "9")[-1]


def test_two_backups_do_not_write_at_once(clinic):
    with places.Place(clinic.main, "main").locked():
        assert "Another backup is being written" in clinic.backup()[-1]
    assert numbers(clinic.main) == []

"""The drill: back up, take consent back, lose something, restore. What was erased stays erased."""

import shutil

import pytest
from django.core.management import call_command

from audit.models import Entry
from consent.actions import withdraw
from consent.models import Destruction, Withdrawal
from consent.rules import standing
from tests.backups import OTHER, clinic, files_below, run
from vault import notes
from vault.backups import databases
from vault.backups.sealed import Refused
from vault.models import Key, Recording, SealedFile, Segment, Tombstone
from vault.reading import Unreadable, read_all

__all__ = ["clinic"]
pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
BOTH = ("--replace", "database", "--replace", "keystore")


def opens(clinic, film):
    """What really decrypts, whatever the gate would say."""
    _custody, file = film
    try:
        return read_all(SealedFile.objects.get(pk=file.pk))
    except (Unreadable, SealedFile.DoesNotExist):
        return b""


def rows():
    """What an empty machine must hold again, the trail aside, which goes on."""
    return {label: count for label, count in databases.rows().items() if label != "audit.entry"}


def hashes():
    files = SealedFile.objects.order_by("pk").values_list("pk", "sha256", "complete")
    return list(files), list(Key.objects.order_by("pk").values_list("pk", "wrapped", "parent"))


def erased(clinic):
    """Nothing of the withdrawn film is left or opens; the other film plays; the trail and the media agree."""
    assert opens(clinic, clinic.film) == b""
    assert clinic.watch(clinic.film) == (410, b"This film has been destroyed.")
    assert clinic.watch(clinic.other) == (200, OTHER)
    custody, file = clinic.film
    assert not Segment.objects.filter(file=file.pk).exists()
    assert not any(file.pk.hex in name for name in files_below(clinic.sealed))
    assert not Key.objects.filter(pk__in=[custody.recording.key, file.key]).exists()
    assert standing(clinic.case)[clinic.parent.pk, "film"] == "withdrawn"
    assert Withdrawal.objects.get().repeated_at is not None
    assert Destruction.objects.get().repeated_at is not None
    assert run("verify_media")[-1] == "Everything is there and every hash agrees."
    assert run("verify_audit")[0].startswith("The audit trail is whole: ")
    assert run("reapply_erasures") == ["Nothing that was erased is back."]


def test_an_old_dump_and_old_objects_beside_the_present_keystore_open_nothing(clinic):
    """As an administrator would do it by hand, who restores a dump and copies the bucket back."""
    clinic.backup()
    dump, objects = (
        clinic.main / "000001" / databases.engine().NAME,
        shutil.copytree(clinic.sealed, clinic.main / "o"),
    )
    withdraw(case=clinic.case, person=clinic.parent, by=clinic.guider)
    databases.engine().restore(dump)
    shutil.copytree(objects, clinic.sealed, dirs_exist_ok=True)

    assert Recording.objects.get(custody=clinic.film[0]).state == "waiting"
    assert standing(clinic.case)[clinic.parent.pk, "film"] == "given"
    assert opens(clinic, clinic.film) == b""
    assert clinic.watch(clinic.film) == (503, b"The film cannot be read at this moment. Please try again.")
    recording, file = clinic.film[0].recording, clinic.film[1]
    assert [line for line in run("verify_media") if "missing" in line] == [
        f"{recording}: its key is missing.",
        f"{file}: its key is missing.",
    ]
    assert run("verify_audit")[0].startswith("The audit trail is whole: ")

    assert " Withdrawals made again: 1. " in run("reapply_erasures")[0]
    erased(clinic)


@pytest.mark.parametrize("keys", [False, True])
def test_restoring_the_night_before_a_withdrawal_erases_again_before_anything_is_served(clinic, keys):
    """Also with the keystore of that night, which opens the film: the list of erasures is newer."""
    clinic.backup()
    withdraw(case=clinic.case, person=clinic.parent, by=clinic.guider)
    clinic.backup()
    clinic.lose_objects()

    said = clinic.restore("--number", "1", *(BOTH if keys else BOTH[:2]), keys=keys)

    assert said[-2] == f"Erased again: 1 withdrawals, 0 other films, {int(keys)} keys."
    assert Entry.objects.get(action="backup.restored").detail["lost"] == 0
    erased(clinic)


def test_an_empty_machine_gets_every_row_and_every_byte_back(clinic):
    clinic.backup()
    before, kept, sealed = rows(), hashes(), files_below(clinic.sealed)
    entries = Entry.objects.count() - 1
    empty(clinic)

    said = clinic.restore()

    assert said[-1].startswith("Now run `manage.py verify_audit`")
    assert (rows(), hashes(), files_below(clinic.sealed)) == (before, kept, sealed)
    assert Entry.objects.count() == entries + 1
    assert (clinic.watch(clinic.film)[0], clinic.watch(clinic.other)) == (200, (200, OTHER))
    assert notes.open_note(clinic.note)[:4] == b"\x89PNG"
    assert run("verify_media")[-1] == "Everything is there and every hash agrees."
    assert run("verify_audit")[0] == f"The audit trail is whole: {Entry.objects.count()} entries."


def test_a_machine_that_lost_everything_after_a_withdrawal_knows_of_it_from_the_keystores_backup(clinic):
    clinic.backup()
    withdraw(case=clinic.case, person=clinic.parent, by=clinic.guider)
    clinic.backup()
    empty(clinic)

    clinic.restore("--number", "1")

    erased(clinic)


def test_a_database_that_cannot_be_brought_back_leaves_what_was_there(clinic, tmp_path):
    before = rows()
    (tmp_path / "noise").write_bytes(b"PGDMP" + bytes(5000))
    with pytest.raises(Refused):
        databases.engine().restore(tmp_path / "noise")
    assert rows() == before
    assert clinic.watch(clinic.other) == (200, OTHER)


def empty(clinic):
    """A machine that was just prepared: migrated, with the master key from the safe, and nothing else."""
    for name in ("default", "keystore"):
        call_command("flush", database=name, interactive=False, verbosity=0, inhibit_post_migrate=False)
    clinic.lose_objects()
    assert databases.is_empty()
    assert not Tombstone.objects.exists()

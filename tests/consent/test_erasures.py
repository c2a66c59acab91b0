"""What was erased is written down outside the main database, and erased again when a backup undid it."""

from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from audit.rules import first_broken_entry
from consent.actions import (
    destroy_film,
    destroy_part,
    open_access,
    reapply_erasures,
    remember_erasures,
    withdraw,
)
from consent.models import Destruction, Hold, Withdrawal
from consent.rules import permits, standing
from consent.scopes import Purpose, Scope
from tests import builders
from tests import consent_builders as build
from vault.models import Key, Recording, Segment, Tombstone
from vault.storage import sealed_storage

pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
EVERYTHING = dict.fromkeys(Scope, "given")


@pytest.fixture
def scene(cast):
    case = builders.case(cast.trainee)
    parent, child = builders.person(case, name="Amina"), builders.person(case, "child", name="Zed")
    for person in (parent, child):
        build.answers(case, person, **EVERYTHING)
    lost, kept = (build.sealed_film(case, people, b"film" * 999) for people in ([parent, child], [child]))
    return SimpleNamespace(cast=cast, by=cast.trainee, case=case, parent=parent, lost=lost[0], kept=kept[0])


def bring_back(custody, key=True):
    """What an old dump, an old copy of the objects and (`key`) an old keystore do to a destroyed film."""
    recording = custody.recording
    names = {segment.name: (segment, sealed_storage().read_range(segment.name, 0, 9**9))
             for segment in Segment.objects.filter(file__recording=recording)}  # fmt: skip
    keys = list(Key.objects.filter(pk__in=[recording.key, *recording.files.values_list("key", flat=True)]))

    def back():
        Destruction.objects.filter(recording=recording).delete()
        Withdrawal.objects.all().delete()
        Recording.objects.filter(pk=recording.pk).update(
            state="waiting", destroyed_at=None, key_destroyed_at=None
        )
        for segment, content in names.values():
            segment.save(force_insert=True)
            sealed_storage().put(segment.name, content)
        if key:
            Key.objects.bulk_create(keys, ignore_conflicts=True)

    return back


def may_watch(scene, custody):
    return permits(user=scene.by, purpose=Purpose.PREPARATION, custody=custody).allowed


def stones():
    return sorted(Tombstone.objects.values_list("kind", flat=True))


@pytest.mark.parametrize("key", [True, False])
@pytest.mark.parametrize("scope", ["film", ""])
def test_a_withdrawal_that_a_backup_undid_is_made_again(scene, scope, key):
    back = bring_back(scene.lost, key=key)
    said = withdraw(case=scene.case, person=scene.parent, scope=scope, by=scene.by)
    assert stones() == ["film", "withdrawal"]
    held = standing(scene.case)
    back()
    assert may_watch(scene, scene.lost)

    again = reapply_erasures(by="operator")

    assert (again.withdrawals, again.films, again.keys > 0) == (1, 0, key)
    assert standing(scene.case) == held
    made = Withdrawal.objects.get()
    assert (made.withdrawn_at, made.recorded_by, made.repeated_at is None) == (said.withdrawn_at, None, False)
    proof = Destruction.objects.get()
    assert (proof.reason, proof.withdrawal, proof.decided_at) == ("withdrawal", made, said.withdrawn_at)
    assert (proof.files, proof.repeated_at is None, proof.bytes_destroyed_at is None) == (1, False, False)
    assert not Segment.objects.filter(file__recording=scene.lost.recording).exists()
    assert not Key.objects.filter(pk=scene.lost.recording.key).exists()
    assert (may_watch(scene, scene.lost), may_watch(scene, scene.kept)) == (False, True)
    assert Entry.objects.get(action="consent.withdrawn_again").actor == "operator"
    assert first_broken_entry() is None

    entries = Entry.objects.count()
    assert reapply_erasures(by="operator").is_nothing
    assert (Entry.objects.count(), stones()) == (entries, ["film", "film", "withdrawal"])


@pytest.mark.parametrize("is_held", [True, False])
def test_a_film_destroyed_for_another_reason_is_destroyed_again_whatever_holds_came_back(
    scene, sign_in, is_held
):
    back = bring_back(scene.lost)
    destroy_film(custody=scene.lost, reason="quarantine", by="system")
    back()
    if is_held:
        day = timezone.localdate() + timedelta(days=9)
        Hold.objects.create(case=scene.case, kind="legal", reason="-", review_on=day, set_by=scene.by)

    again = reapply_erasures(by="operator")

    assert (again.withdrawals, again.films) == (0, 1)
    proof = Destruction.objects.get()
    assert (proof.reason, proof.decided_at) == ("repeated", Tombstone.objects.earliest("at").at)
    assert (proof.repeated_at is None, proof.key_destroyed_at is None) == (False, False)
    assert Recording.objects.get(pk=scene.lost.recording_id).state == "destroyed"
    assert may_watch(scene, scene.kept)
    page = sign_in(scene.by).get(reverse("destruction", args=[proof.pk])).content.decode()
    assert "after a backup from before had been restored" in page


@pytest.mark.parametrize("part", ["raw", "clips"])
def test_a_part_of_a_film_goes_again_once_and_what_was_cut_later_stays(scene, part):
    role = "working" if part == "raw" else "clip"
    custody, file = build.sealed_film(scene.case, [scene.parent], b"film" * 99, role=role)
    made = destroy_part(custody=custody, part=part, by="system")
    made.delete()
    type(file).objects.filter(pk=file.pk).update(complete=True, discarded_at=None, key_destroyed_at=None)
    Recording.objects.filter(pk=custody.recording_id).update(state="waiting")

    assert reapply_erasures(by="operator").films == 1
    file.refresh_from_db()
    proof = Destruction.objects.get()
    assert (file.complete, proof.part, proof.repeated_at is None) == (False, part, False)
    _again, later = build.sealed_film(scene.case, [scene.parent], b"later", role="clip")
    type(file).objects.filter(pk=later.pk).update(recording=custody.recording)

    assert reapply_erasures(by="operator").films == 0
    later.refresh_from_db()
    assert later.complete


def test_consent_given_again_after_a_withdrawal_that_the_backup_knows_stays(scene):
    withdraw(case=scene.case, person=scene.parent, scope="shared_review", by=scene.by)
    build.answers(scene.case, scene.parent, shared_review="given")
    open_access(custody=scene.lost, user=scene.cast.supervisor, purpose=Purpose.SUPERVISION, by=scene.by)

    assert reapply_erasures(by="operator").is_nothing

    assert standing(scene.case)[scene.parent.pk, "shared_review"] == "given"
    assert scene.lost.grants.filter(ended_at=None).exists()


def test_what_was_erased_before_there_was_a_list_is_added_to_it_once(scene):
    withdraw(case=scene.case, person=scene.parent, by=scene.by)
    before = set(Tombstone.objects.values_list("kind", "subject", "at", "key"))
    Tombstone.objects.get_queryset()._raw_delete("keystore")
    assert stones() == []

    assert (remember_erasures(), remember_erasures()) == (2, 0)
    assert set(Tombstone.objects.values_list("kind", "subject", "at", "key")) == before


def test_the_list_names_nobody_and_cannot_be_shortened(scene):
    withdraw(case=scene.case, person=scene.parent, by=scene.by)
    film = Tombstone.objects.get(kind="film")
    assert (film.subject, film.key) == (str(scene.lost.recording_id), scene.lost.recording.key)
    said = Tombstone.objects.get(kind="withdrawal")
    assert (len(said.subject), said.key) == (64, None)
    assert Tombstone._meta.db_table not in connection.introspection.table_names()
    for change in (lambda: Tombstone.objects.all().delete(), lambda: Tombstone.objects.update(kind="raw")):
        with pytest.raises(TypeError):
            change()


def test_the_command_says_what_it_did(scene):
    def run():
        out = StringIO()
        call_command("reapply_erasures", stdout=out)
        return out.getvalue().strip()

    assert run() == "Nothing that was erased is back."
    back = bring_back(scene.lost)
    withdraw(case=scene.case, person=scene.parent, by=scene.by)
    back()
    assert run() == (
        "A backup had brought back what was erased. Withdrawals made again: 1. Other films erased again: 0. "
        "Keys destroyed again: 1."
    )

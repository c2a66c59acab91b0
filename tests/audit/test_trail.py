"""The audit trail: what it holds, that nothing in it can change unseen, and that writers never fork it."""

import threading
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.urls import reverse

from audit.actions import digest, record
from audit.models import Entry, Head, Outcome
from audit.rules import end_is_whole, first_broken_entry
from audit.tasks import log_head
from tests import builders

COLUMNS = {
    "at": datetime(2020, 1, 1, tzinfo=UTC).isoformat(" "),
    "actor": "accounts.user:999",
    "action": "other.action",
    "subject": "cases.case:999",
    "case": "cases.case:999",
    "purpose": "supervision",
    "outcome": "allowed",
    "detail": '{"count": 99}',
    "request_id": "00000000-0000-0000-0000-000000000000",
}


def write(count: int = 5) -> list[Entry]:
    return [
        record(by="accounts.user:1", action="thing.done", subject=f"thing:{n}", case="cases.case:1", count=n)
        for n in range(count)
    ]


def sql(statement: str, *values: object) -> None:
    """As somebody would who goes round the application."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_trail_is_whole(db):
    assert first_broken_entry() is None
    write()
    assert (first_broken_entry(), end_is_whole()) == (None, True)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_is_found(db, column):
    entry = write()[2]
    sql(f'UPDATE audit_entry SET "{column}" = %s WHERE id = %s', COLUMNS[column], entry.pk)  # noqa: S608
    assert first_broken_entry() == entry.pk


def test_an_entry_whose_hash_was_made_to_fit_breaks_the_next(db):
    entries = write()
    forged = Entry.objects.get(pk=entries[2].pk)
    forged.subject = "thing:forged"
    sql(
        "UPDATE audit_entry SET subject = %s, hash = %s WHERE id = %s",
        forged.subject,
        digest(forged),
        forged.pk,
    )
    assert first_broken_entry() == entries[3].pk


@pytest.mark.parametrize(("removed", "found"), [([0], 1), ([2], 3), ([1, 2], 3)])
def test_a_removed_entry_is_found_at_the_next_one(db, removed, found):
    entries = write()
    for index in removed:
        sql("DELETE FROM audit_entry WHERE id = %s", entries[index].pk)
    assert first_broken_entry() == entries[found].pk


@pytest.mark.parametrize("removed", [1, 3, 5])
def test_entries_removed_from_the_end_are_missed(db, removed):
    for entry in write()[-removed:]:
        sql("DELETE FROM audit_entry WHERE id = %s", entry.pk)
    assert (first_broken_entry(), end_is_whole()) == (0, False)


def test_an_entry_added_past_the_head_is_found(db):
    last = write()[-1]
    forged = Entry(
        at=datetime(2026, 1, 1, tzinfo=UTC),
        actor="x",
        action="x",
        subject="x",
        detail={},
        previous_hash=last.hash,
    )
    forged.hash = digest(forged)
    forged.save(force_insert=True)
    assert (first_broken_entry(), end_is_whole()) == (0, False)


def test_two_entries_cannot_be_exchanged(db):
    entries = write()
    first, second = entries[1], entries[2]
    sql("UPDATE audit_entry SET id = -1 WHERE id = %s", first.pk)
    sql("UPDATE audit_entry SET id = %s WHERE id = %s", first.pk, second.pk)
    sql("UPDATE audit_entry SET id = %s WHERE id = -1", second.pk)
    assert first_broken_entry() == first.pk


def test_columns_cannot_run_into_each_other(db):
    def made(actor: str, action: str) -> str:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        return digest(Entry(at=at, actor=actor, action=action, subject="s", detail={}, previous_hash=""))

    assert made("a\x1fb", "c") != made("a", "b\x1fc")
    assert made('a","b', "c") != made("a", 'b","c')


def test_the_application_cannot_change_or_remove_entries(db):
    entry = write()[0]
    for attempt in (
        lambda: Entry.objects.update(actor="x"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.bulk_create([Entry()]),
        lambda: Entry.objects.bulk_update([entry], ["actor"]),
        entry.save,
        entry.delete,
        lambda: Entry.objects.get(pk=entry.pk).save(update_fields=["actor"]),
    ):
        with pytest.raises(TypeError), transaction.atomic():
            attempt()
    assert (Entry.objects.count(), first_broken_entry()) == (5, None)


@pytest.mark.parametrize(
    "detail",
    [
        {},
        {"b": 1, "a": [1, 2]},
        {"share": 0.1, "whole": 2.0},
        {"words": 'é ✓ " \\'},
        {"none": None, "yes": True},
    ],
)
def test_an_entry_reads_back_with_the_same_digest(db, detail):
    entry = record(by="x", action="x", subject="x", **detail)
    assert digest(Entry.objects.get(pk=entry.pk)) == entry.hash


def test_an_entry_goes_with_the_transaction_it_belongs_to(db):
    write(1)
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)
    assert (Entry.objects.count(), first_broken_entry()) == (1, None)


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_writers_at_the_same_time_make_one_chain():
    failures: list[Exception] = []

    def work() -> None:
        try:
            write(10)
        except Exception as failure:  # noqa: BLE001 - the thread must not die unseen
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    found_while_writing = first_broken_entry()
    for thread in threads:
        thread.join()
    assert (failures, found_while_writing, first_broken_entry()) == ([], None, None)
    assert (Entry.objects.count(), Head.objects.count()) == (60, 1)


def test_the_command_says_whether_the_trail_is_whole(db, capsys):
    entries = write()
    call_command("verify_audit")
    assert f"whole: 5 entries.\nHead hash: {entries[-1].hash}" in capsys.readouterr().out
    sql("UPDATE audit_entry SET actor = 'x' WHERE id = %s", entries[1].pk)
    with pytest.raises(CommandError, match=f"broken at entry {entries[1].pk}"):
        call_command("verify_audit")


def test_a_head_that_the_log_named_must_still_be_there(db, caplog):
    entry = write()[-1]
    log_head()
    assert [record.getMessage() for record in caplog.records if record.name == "audit.head"] == [
        f"The audit trail holds entry {entry.pk} with the hash {entry.hash}"
    ]
    write(2)
    call_command("verify_audit", head=entry.hash)
    with pytest.raises(CommandError, match="was written anew after the log named it"):
        call_command("verify_audit", head="0" * 64)


def test_an_empty_trail_has_no_head_to_tell(db, caplog):
    log_head()
    assert [record for record in caplog.records if record.name == "audit.head"] == []


def test_a_refused_request_is_one_entry(cast, sign_in):
    sign_in(cast.guider).get(reverse("person", args=[cast.guider.pk]))
    entry = Entry.objects.get()
    assert (entry.actor, entry.action, entry.subject, entry.outcome) == (
        f"accounts.user:{cast.guider.pk}",
        "page.refused",
        "page:person",
        Outcome.REFUSED,
    )
    assert entry.detail == {"ids": {"person_id": str(cast.guider.pk)}}


def test_a_refusal_stands_when_the_trail_cannot_be_written(cast, sign_in, monkeypatch, caplog):
    client = sign_in(cast.guider)

    def refuse(execute, statement, parameters, many, context):
        if "audit_" in statement:
            raise DatabaseError("read only")
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(refuse):
        assert client.get(reverse("people")).status_code == 403
    assert "could not be written" in caplog.text
    assert Entry.objects.count() == 0


def test_the_audit_page_shows_only_the_own_organisation(cast, sign_in):
    own, other = builders.case(cast.guider), builders.case(cast.stranger)
    record(by=cast.guider, action="own.thing", subject=own, case=own)
    record(by="worker", action="own.work", subject="vault.job:1", case=own)
    record(by=cast.stranger, action="other.thing", subject=other, case=other)
    record(by="worker", action="other.work", subject="vault.job:2", case=other)
    client = sign_in(cast.administrator)

    def shown(**query: str) -> list[str]:
        return [row.entry.action for row in client.get(reverse("audit"), query).context["rows"]]

    assert shown() == ["own.work", "own.thing"]
    assert shown(case=own.number.lower()) == ["own.work", "own.thing"]
    assert shown(case=other.number) == []
    assert shown(person=f"accounts.user:{cast.guider.pk}") == ["own.thing"]
    assert shown(person=f"accounts.user:{cast.stranger.pk}") == []


@pytest.mark.parametrize("broken", [False, True])
def test_the_audit_page_verifies_the_trail(cast, sign_in, broken):
    entry = write()[1]
    if broken:
        sql("UPDATE audit_entry SET actor = 'x' WHERE id = %s", entry.pk)
    page = sign_in(cast.administrator).post(reverse("audit"), follow=True)
    words = f"broken at entry {entry.pk}" if broken else "The audit trail is whole"
    assert words in page.content.decode()

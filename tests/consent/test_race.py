"""Consent is taken back while eight readers watch: from the commit on, not one byte."""

import threading
import time

import pytest
from django.db import connections
from django.test import RequestFactory

from accounts.models import User
from audit.models import Entry
from audit.rules import first_broken_entry
from consent.actions import withdraw
from consent.media import serve
from consent.models import Custody
from consent.scopes import Purpose
from tests import builders
from tests import consent_builders as build
from vault.models import SealedFile

READERS = 8


class Reader(threading.Thread):
    """Asks for two bytes again and again, and notes when it asked and what it got."""

    def __init__(self, custody_id, file_id, user_id):
        super().__init__()
        self.ids = (custody_id, file_id, user_id)
        self.over = threading.Event()
        self.answers = []

    def run(self):
        custody_id, file_id, user_id = self.ids
        while not self.over.is_set():
            asked_at = time.monotonic()
            request = RequestFactory().get("/film.mp4", headers={"Range": "bytes=0-1"})
            request.user = User.objects.get(pk=user_id)
            answer = serve(
                request,
                custody=Custody.objects.get(pk=custody_id),
                file=SealedFile.objects.get(pk=file_id),
                purpose=Purpose.PREPARATION,
            )
            self.answers.append((asked_at, answer.status_code, answer.content))
        connections.close_all()


def wait_for(readers, more):
    """Until every reader has had so many more answers."""
    goals = [len(reader.answers) + more for reader in readers]
    deadline = time.monotonic() + 60
    while any(len(reader.answers) < goal for reader, goal in zip(readers, goals, strict=True)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
@pytest.mark.parametrize("scope", ["film", ""])
def test_after_the_commit_of_a_withdrawal_no_reader_gets_a_byte(scope):
    guider = builders.user("guider", builders.organisation("Rosehill"))
    case = builders.case(guider)
    parent = builders.person(case)
    build.answers(case, parent, film="given")
    custody, file = build.sealed_film(case, [parent], b"film" * 1000)
    readers = [Reader(custody.pk, file.pk, guider.pk) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        wait_for(readers, 2)
        withdraw(case=case, person=parent, scope=scope, by=guider)
        committed_at = time.monotonic()
        wait_for(readers, 3)
    finally:
        for reader in readers:
            reader.over.set()
        for reader in readers:
            reader.join()

    answers = [answer for reader in readers for answer in reader.answers]
    assert {status for asked_at, status, _content in answers if asked_at >= committed_at} == {410}
    assert {status for _asked_at, status, _content in answers} == {206, 410}
    taken_back = Entry.objects.get(action="consent.withdrawn")
    after = Entry.objects.filter(pk__gt=taken_back.pk, action="film.read")
    assert set(after.values_list("outcome", flat=True)) == {"refused"}
    assert Entry.objects.filter(action="film.read").count() == len(answers)
    assert first_broken_entry() is None

"""The health page says what is wrong and what to do."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.actions import record
from audit.models import Head
from tests import builders, consent_builders
from vault import keys
from vault.models import Job
from vig import health


def job(case, minutes_ago: int = 0, leased_for: int | None = None, **fields) -> Job:
    """`leased_for`: minutes from now; negative when the lease has run out."""
    recording = consent_builders.film(case).recording
    at = timezone.now() - timedelta(minutes=minutes_ago)
    if leased_for is not None:
        until = timezone.now() + timedelta(minutes=leased_for)
        fields |= {"state": "leased", "lease": uuid.uuid4(), "leased_until": until}
    return Job.objects.create(recording=recording, kind="prepare", queue="bulk", created_at=at, **fields)


@pytest.mark.parametrize(
    ("jobs", "tone"),
    [
        ([], "good"),
        ([{}], "good"),
        ([{"minutes_ago": 5}], "stop"),
        ([{"minutes_ago": 5}, {"leased_for": 1}], "wait"),
        ([{"leased_for": 1}], "good"),
        ([{"leased_for": -10}], "stop"),
        ([{"minutes_ago": 5, "state": "done"}], "good"),
        ([{"minutes_ago": 5, "waits_for": "memory"}], "good"),
    ],
)
def test_films_that_wait_while_nobody_works_show_red(cast, jobs, tone):
    case = builders.case(cast.guider)
    for fields in jobs:
        job(case, **fields)
    assert health.worker()[0] == tone


def test_a_failed_job_shows_amber_and_is_counted(cast):
    job(builders.case(cast.guider), state="failed")
    counted = "0 waiting, 0 being worked on, needing attention: 1."
    assert health.queue() == ("wait", f"{counted} Their guiders read what to do beside the film.")


@pytest.mark.parametrize(("wait", "words"), [("memory", "Waiting for memory: 1."), ("room", "disk: 1.")])
def test_jobs_that_wait_for_the_machine_show_amber_and_say_for_what(cast, wait, words):
    job(builders.case(cast.guider), waits_for=wait)
    tone, said = health.queue()
    assert (tone, said.endswith(words)) == ("wait", True)


def test_a_missing_master_key_shows_red(db_both, settings, tmp_path):
    settings.MASTER_KEY_DIR = tmp_path
    assert health.keys()[0] == "stop"


def test_a_master_key_that_is_not_ours_shows_red(db_both, settings, tmp_path):
    keys.ensure_case_key(uuid.uuid4())
    settings.MASTER_KEY_DIR = tmp_path
    keys.create_master()
    assert health.keys()[0] == "stop"


@pytest.mark.parametrize(("free", "tone"), [(100, "good"), (10, "wait"), (1, "stop")])
def test_little_room_for_films_shows(db, monkeypatch, free, tone):
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": free * 1024**3}))
    assert health.storage()[0] == tone


def test_a_tampered_end_of_the_trail_shows_red(db):
    record(by="x", action="x", subject="x")
    assert health.audit()[0] == "good"
    Head.objects.update(hash="f" * 64)
    assert health.audit()[0] == "stop"


@pytest.mark.parametrize(
    ("hours", "did", "tone", "words"),
    [
        (None, "", "wait", "No backup has been made. If this machine is lost, so is everything on it."),
        (5, "made", "good", "Number 3, 5\xa0hours ago."),
        (
            72,
            "made",
            "wait",
            "Number 3, 3\xa0days ago. It should be made every night. Find out why it is not.",
        ),
        (2, "restored", "wait", "None since one was restored, 2\xa0hours ago. Make one now."),
    ],
)
def test_the_last_backup_shows_with_its_age(db, monkeypatch, hours, did, tone, words):
    if hours:
        then = timezone.now() - timedelta(hours=hours)
        with monkeypatch.context() as earlier:
            earlier.setattr(timezone, "now", lambda: then)
            record(by="operator", action=f"backup.{did}", subject="backup", number=3)
    assert health.backup() == (tone, words)


def test_the_page_tells_each_state_in_words(cast, sign_in):
    page = sign_in(cast.administrator).get(reverse("health")).content.decode()
    assert "Both databases answer." in page
    assert "Fine" in page


def test_the_open_address_holds_no_data(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")

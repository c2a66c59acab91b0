"""Told when ready: on any page, once, to the person who added the film; and the copy on the phone."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case
from sessions.models import Footage
from vault.models import Job, Recording

READY = "The film of case {} is ready."


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


@pytest.fixture
def film(scene, film_of):
    return film_of(scene.filming, scene.parent)


def become(film: Footage, state: str) -> None:
    Recording.objects.filter(pk=film.custody.recording_id).update(
        state=state, frame_count=1, duration_ms=1, frame_table=b"x"
    )


def caseload(client) -> str:
    return client.get(reverse("caseload")).content.decode()


def test_a_page_asks_again_only_while_a_film_is_on_its_way(client, film):
    asked = f'hx-get="{reverse("film-news")}?shown="'
    assert asked in caseload(client)
    become(film, "ready")
    assert asked not in caseload(client)


def test_a_ready_film_is_told_on_every_page_by_the_number_of_its_case_alone(client, scene, film):
    become(film, "ready")
    page = caseload(client)
    assert READY.format(scene.case.number) in page
    assert f'href="{reverse("studio", args=[film.pk])}"' in page
    assert film.file_name not in client.get(reverse("film-news")).content.decode()


def test_a_film_that_could_not_be_prepared_leads_to_the_reason(client, scene, film):
    become(film, "failed")
    page = caseload(client)
    assert f"The film of case {scene.case.number} could not be prepared." in page
    assert f'href="{reverse("filming", args=[scene.filming.pk])}"' in page


@pytest.mark.parametrize("page", ["filming", "footage-progress"])
def test_whoever_has_seen_it_is_not_told_again(client, scene, film, page):
    become(film, "ready")
    client.get(reverse(page, args=[scene.filming.pk if page == "filming" else film.pk]))
    assert READY.format(scene.case.number) not in caseload(client)


def test_a_notice_can_be_closed_and_stays_closed(client, sign_in, scene, film):
    become(film, "ready")
    assert READY.format(scene.case.number) in caseload(sign_in(scene.guider))
    response = client.post(reverse("film-news-end", args=[film.pk]))
    assert (response.status_code, response.headers["Location"]) == (302, reverse("home"))
    assert READY.format(scene.case.number) not in caseload(sign_in(scene.guider))


def test_another_attempt_is_told_again(client, scene, film):
    become(film, "failed")
    Job.objects.create(recording=film.custody.recording, kind="prepare", queue="interactive", state="failed")
    client.get(reverse("filming", args=[scene.filming.pk]))
    client.post(reverse("footage-attempt", args=[film.pk]))
    become(film, "ready")
    assert READY.format(scene.case.number) in caseload(client)


def test_nobody_else_is_told_and_after_a_hand_over_neither_is_the_old_guider(sign_in, client, scene, film):
    become(film, "ready")
    assert "is ready" not in caseload(sign_in(scene.cast.other_guider))
    Case.objects.update(guider=scene.cast.other_guider)
    assert "is ready" not in caseload(client)
    assert "is ready" not in caseload(sign_in(scene.cast.other_guider))


def test_an_answer_that_would_say_the_same_says_nothing(client, scene, film_of, film):
    assert client.get(reverse("film-news"), {"shown": ""}).status_code == 204
    other = film_of(scene.filming, scene.parent)
    become(other, "ready")
    assert client.get(reverse("film-news"), {"shown": ""}).status_code == 200
    assert client.get(reverse("film-news"), {"shown": str(other.pk)}).status_code == 204
    become(film, "ready")
    assert client.get(reverse("film-news"), {"shown": str(other.pk)}).status_code == 200


def test_the_news_of_many_films_takes_as_many_queries_as_of_one(client, scene, film_of, film):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("film-news"))
        return len(captured)

    one = queries()
    for state in ("waiting", "working", "failed") * 5:
        film_of(scene.filming, scene.parent, state=state)
    assert queries() == one


def add_job(film, kind, state):
    lease = {"lease": uuid4(), "leased_until": timezone.now()} if state == "leased" else {}
    failure = "Part of this film is damaged." if state == "failed" else ""
    film.custody.recording.jobs.create(kind=kind, queue="bulk", state=state, failure=failure, **lease)


def test_a_film_that_is_not_whole_says_so_on_its_page(client, scene, film):
    become(film, "ready")
    add_job(film, "check", "done")
    page = reverse("filming", args=[scene.filming.pk])
    assert "Part of this film is damaged." not in client.get(page).content.decode()
    add_job(film, "transcode", "failed")
    assert "Part of this film is damaged." in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("state", "jobs"),
    [
        ("working", {"transcode": "leased"}),
        ("ready", {}),
        ("ready", {"check": "queued"}),
        ("ready", {"check": "leased"}),
        ("ready", {"check": "failed"}),
        ("ready", {"check": "done", "transcode": "queued"}),
        ("ready", {"check": "done", "transcode": "failed"}),
    ],
)
def test_the_phone_keeps_its_copy_until_every_frame_has_been_checked(client, film, state, jobs):
    become(film, state)
    for kind, stands in jobs.items():
        add_job(film, kind, stands)
    client.post(reverse("phone-copy", args=[film.pk]), {"deleted": "1"})
    film.refresh_from_db()
    assert film.off_phone_at is None
    assert not Entry.objects.filter(action__startswith="phone_copy").exists()


@pytest.mark.parametrize("jobs", [["check"], ["transcode"], ["check", "transcode"]])
def test_a_copy_deleted_from_the_phone_is_written_down_and_can_be_taken_back(client, scene, film, jobs):
    become(film, "ready")
    for kind in jobs:
        add_job(film, kind, "done")
    url = reverse("phone-copy", args=[film.pk])
    for deleted in ("1", "1", "0", "1"):
        assert client.post(url, {"deleted": deleted}).status_code == 302
    film.refresh_from_db()
    assert film.off_phone_at is not None
    assert list(Entry.objects.filter(action__startswith="phone_copy").values_list("action", "actor")) == [
        (f"phone_copy.{what}", f"accounts.user:{scene.guider.pk}")
        for what in ("deleted", "not_deleted", "deleted")
    ]

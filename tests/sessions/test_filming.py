"""The pages of a filming: who is in the picture, how far the film is, what is in the way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from consent.actions import withdraw
from consent.models import Destruction
from sessions.models import Cycle, FilmedSession, Footage, Upload
from tests import builders
from vault.models import Job, Recording

# Name of the page → what its address names.
PAGES = {
    "filming": "filming",
    "filming-new": "cycle",
    "cycle-abandonment": "cycle",
    "cycles": "case",
    "footage-progress": "film",
    "footage-people": "film",
    "footage-removal": "film",
}


@pytest.fixture
def film(scene, film_of):
    return film_of(scene.filming, scene.parent, scene.child)


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("guider", 200), ("other_guider", 404), ("stranger", 404), ("supervisor", 403), ("administrator", 403)],
)
def test_only_the_guider_in_charge_opens_these_pages(sign_in, scene, film, name, who, status):
    scene.film = film
    url = reverse(name, args=[getattr(scene, PAGES[name]).pk])
    assert sign_in(getattr(scene.cast, who)).get(url).status_code == status


def test_a_filming_is_planned_and_leads_to_its_page(client, scene):
    sent = {"held_on": "2026-03-04", "place": "At home", "activity": "play"}
    response = client.post(reverse("filming-new", args=[scene.cycle.pk]), sent)
    planned = FilmedSession.objects.latest("pk")
    assert response.headers["Location"] == reverse("filming", args=[planned.pk])
    assert (str(planned.held_on), planned.place, planned.activity) == ("2026-03-04", "At home", "play")


def test_a_filming_without_a_day_keeps_what_was_written(client, scene):
    response = client.post(reverse("filming-new", args=[scene.cycle.pk]), {"held_on": "", "place": "Clinic"})
    assert response.status_code == 200
    assert 'value="Clinic"' in response.content.decode()
    assert FilmedSession.objects.count() == 1


def test_missing_consent_is_said_before_the_upload_with_the_way_to_ask(client, scene):
    grandmother = builders.person(scene.case, "family", "Grandmother")
    page = client.get(reverse("filming", args=[scene.filming.pk])).content.decode()
    assert page.count("Has not agreed yet") == 1
    assert reverse("consent-new", args=[scene.case.pk, grandmother.pk]) in page


def test_people_who_left_the_case_are_not_offered(client, scene):
    scene.case.participations.filter(person=scene.child).update(until=timezone.localdate())
    page = client.get(reverse("filming", args=[scene.filming.pk])).content.decode()
    assert page.count('name="persons"') == 1


def test_a_film_being_prepared_is_asked_about_every_two_seconds(client, film):
    Job.objects.create(
        recording=film.custody.recording, kind="prepare", queue="interactive", stage="", progress=0.42
    )
    part = client.get(reverse("footage-progress", args=[film.pk])).content.decode()
    assert 'hx-trigger="every 2s"' in part
    assert "42 %" in part
    assert "<html" not in part


def test_a_ready_film_offers_its_clips_and_is_not_asked_about_any_more(client, scene, film_of):
    film = film_of(scene.filming, scene.parent, state="ready")
    part = client.get(reverse("footage-progress", args=[film.pk])).content.decode()
    assert "Choose clips" in part
    assert "every 2s" not in part


def test_a_withdrawal_closes_the_film_and_says_so(client, scene, film_of):
    film = film_of(scene.filming, scene.parent, state="ready")
    withdraw(case=scene.case, person=scene.parent, scope="shared_review", by=scene.guider)
    assert "Choose clips" in client.get(reverse("footage-progress", args=[film.pk])).content.decode()
    withdraw(case=scene.case, person=scene.parent, scope="film", by=scene.guider)
    part = client.get(reverse("footage-progress", args=[film.pk])).content.decode()
    assert "Choose clips" not in part


def test_a_person_added_later_is_asked_for_at_once(client, scene, film_of):
    film = film_of(scene.filming, scene.parent, state="ready")
    visitor = builders.person(scene.case, "family", "Visitor")
    sent = {"persons": [scene.parent.pk, visitor.pk]}
    response = client.post(reverse("footage-people", args=[film.pk]), sent)
    assert response.status_code == 302
    part = client.get(reverse("footage-progress", args=[film.pk])).content.decode()
    assert ("Ask Visitor" in part, "Choose clips" in part) == (True, False)
    goes = date_format(timezone.localtime(film.custody.destroyed_unless_complete_by), "j F Y")
    assert f"If not everyone in it agrees by {goes}, it is destroyed by itself." in part


def test_somebody_who_left_the_case_stays_in_the_film_and_is_still_asked_by_the_gate(client, scene, film):
    scene.child.participations.update(until="2026-11-01")
    page = client.get(reverse("footage-people", args=[film.pk])).content.decode()
    assert page.count("checked") == 2
    sent = {"persons": [scene.parent.pk, scene.child.pk]}
    response = client.post(reverse("footage-people", args=[film.pk]), sent)
    assert response.status_code == 302
    assert {each.person for each in film.custody.appearances.all()} == {scene.parent, scene.child}


def test_a_film_cannot_be_left_without_anybody_in_it(client, film):
    response = client.post(reverse("footage-people", args=[film.pk]), {})
    assert "Tick everyone" in response.content.decode()
    assert film.custody.appearances.count() == 2


def test_a_failed_film_says_why_and_can_be_tried_again(client, scene, film_of):
    film = film_of(scene.filming, scene.parent, state="failed", failure="This file is not a film.")
    job = Job.objects.create(
        recording=film.custody.recording, kind="prepare", queue="interactive", state="failed"
    )
    part = client.get(reverse("footage-progress", args=[film.pk])).content.decode()
    assert ("This file is not a film." in part, "Try again" in part) == (True, True)
    assert client.post(reverse("footage-attempt", args=[film.pk])).status_code == 302
    job.refresh_from_db()
    assert (job.state, Recording.objects.get(pk=film.custody.recording_id).state) == ("queued", "waiting")


def test_a_refused_film_is_not_tried_again(client, scene, film_of):
    film = film_of(scene.filming, scene.parent, state="failed", failure="This file is not a film.")
    job = Job.objects.create(
        recording=film.custody.recording, kind="prepare", queue="interactive", state="failed", is_refused=True
    )
    part = client.get(reverse("footage-progress", args=[film.pk])).content.decode()
    assert ("Try again" in part, "Add the film once more below" in part) == (False, True)
    client.post(reverse("footage-attempt", args=[film.pk]))
    job.refresh_from_db()
    assert (job.state, Recording.objects.get(pk=film.custody.recording_id).state) == ("failed", "failed")


def test_nothing_is_tried_again_where_nothing_failed(client, film):
    client.post(reverse("footage-attempt", args=[film.pk]))
    assert Job.objects.count() == 0


def test_removing_a_film_says_what_is_lost_and_keeps_a_certificate(client, scene, film):
    url = reverse("footage-removal", args=[film.pk])
    film.moments.create(frame=3, marked_by=scene.guider)
    film.clips.create(in_frame=1, out_frame=9, made_by=scene.guider)
    page = client.get(url).content.decode()
    assert [words in page for words in ("film.mp4", "1 moment marked", "1 clip made")] == [True] * 3
    assert Recording.objects.get().state == "waiting"
    client.post(url)
    client.post(url)
    assert Recording.objects.get().state == "destroyed"
    assert list(Destruction.objects.values_list("reason", flat=True)) == ["removed"]
    page = client.get(reverse("filming", args=[scene.filming.pk])).content.decode()
    assert "This film has been removed" in page


def test_an_unfinished_upload_is_offered_again_without_anything_kept_in_the_browser(client, scene, film_of):
    film = film_of(scene.filming, scene.parent, state="receiving")
    upload = Upload.objects.create(footage=film, length=500)
    page = client.get(reverse("filming", args=[scene.filming.pk])).content.decode()
    assert "Continue with the same file" in page
    assert f'data-upload="{reverse("upload", args=[upload.pk])}"' in page
    assert 'data-length="500"' in page
    until = date_format(timezone.localtime(upload.kept_until), "j F")
    assert f"Begun by {scene.guider.name}" in page
    assert f"0\xa0bytes of 500\xa0bytes is here, and is kept until {until}." in page


def test_an_upload_that_runs_in_another_window_is_followed(client, scene, film_of):
    film = film_of(scene.filming, scene.parent, state="receiving")
    upload = Upload.objects.create(footage=film, length=500, offset=250)
    part = client.get(reverse("footage-progress", args=[film.pk])).content.decode()
    assert ("Arriving from another window" in part, "50 %" in part, "every 5s" in part) == (True,) * 3
    Upload.objects.update(last_byte_at=upload.last_byte_at - timedelta(minutes=1))
    part = client.get(reverse("footage-progress", args=[film.pk])).content.decode()
    assert ("Upload not finished" in part, "every 5s" in part) == (True, True)


def test_a_cycle_that_has_ended_offers_no_upload_and_says_why(client, scene):
    Cycle.objects.update(state="abandoned", abandon_reason="refilm")
    page = client.get(reverse("filming", args=[scene.filming.pk])).content.decode()
    assert ("This cycle was ended." in page, 'type="file"' in page) == (True, False)


def test_the_film_of_a_shared_review_asks_for_its_own_consent(client, scene):
    review = FilmedSession.objects.create(cycle=scene.cycle, kind=FilmedSession.Kind.SHARED_REVIEW)
    page = client.get(reverse("filming", args=[review.pk])).content.decode()
    assert page.count("Has not agreed yet") == 2
    assert "Up to 120 minutes" in page


def test_a_cycle_is_ended_with_its_reason(client, scene):
    url = reverse("cycle-abandonment", args=[scene.cycle.pk])
    client.post(url, {"reason": "no such reason"})
    scene.cycle.refresh_from_db()
    assert scene.cycle.state == "open"
    client.post(url, {"reason": "technical"})
    scene.cycle.refresh_from_db()
    assert scene.cycle.state == "abandoned"
    assert Footage.objects.count() == 0

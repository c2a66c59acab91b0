"""Moments marked while a film uploads: kept as times, and made moments once when the film has frames."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from clips import actions
from clips.models import EarlyMark, Moment
from sessions.models import Upload
from vault.models import Recording


@pytest.fixture
def arriving(studio):
    Recording.objects.update(state="receiving")
    studio.upload = Upload.objects.create(footage=studio.footage, length=10)
    studio.marks = reverse("early-marks", args=[studio.upload.pk])
    return studio


def test_a_mark_is_made_listed_and_taken_away(arriving, sign_in):
    client = sign_in(arriving.guider)
    made = client.post(arriving.marks, {"at_ms": 1200}, content_type="application/json")
    assert (made.status_code, made.json()["at_ms"]) == (201, 1200)
    assert client.get(arriving.marks).json() == {"marks": [made.json()]}
    assert client.delete(reverse("early-mark", args=[made.json()["id"]])).status_code == 204
    assert EarlyMark.objects.count() == 0


def test_a_mark_whose_answer_was_lost_is_there_once(arriving):
    first, again = (
        actions.mark_early(footage=arriving.footage, at_ms=1200, by=arriving.guider) for _ in range(2)
    )
    assert (first, list(EarlyMark.objects.all())) == (again, [first])


@pytest.mark.parametrize("at_ms", [-1, "x", None, 90_000_000])
def test_what_is_no_time_of_a_film_is_refused(arriving, sign_in, at_ms):
    answer = sign_in(arriving.guider).post(arriving.marks, {"at_ms": at_ms}, content_type="application/json")
    assert (answer.status_code, EarlyMark.objects.count()) == (400, 0)


@pytest.mark.parametrize("state", ["failed", "destroyed"])
def test_a_film_that_will_not_come_takes_no_marks(arriving, state):
    Recording.objects.update(state=state, destroyed_at=timezone.now() if state == "destroyed" else None)
    arriving.footage.custody.recording.refresh_from_db()
    with pytest.raises(ValidationError, match="no longer being prepared"):
        actions.mark_early(footage=arriving.footage, at_ms=1, by=arriving.guider)
    assert EarlyMark.objects.count() == 0


def test_only_the_guider_in_charge_marks(arriving):
    with pytest.raises(ValidationError, match="in charge"):
        actions.mark_early(footage=arriving.footage, at_ms=1, by=arriving.cast.other_guider)
    assert EarlyMark.objects.count() == 0


@pytest.mark.parametrize(
    ("at_ms", "frame"), [(0, 0), (39, 1), (38, 0), (40, 1), (20_000, 500), (20_030, 500), (99_000, 999)]
)
def test_the_moment_is_the_last_frame_that_had_begun(arriving, at_ms, frame):
    actions.mark_early(footage=arriving.footage, at_ms=at_ms, by=arriving.guider)
    Recording.objects.update(state="ready")
    arriving.footage.custody.recording.refresh_from_db()
    actions.land_early_marks(footage=arriving.footage, by=arriving.guider)
    assert [moment.frame for moment in Moment.objects.all()] == [frame]
    assert EarlyMark.objects.count() == 0


def test_opening_the_studio_in_two_windows_makes_each_moment_once(arriving, sign_in):
    for at_ms in (1000, 2000):
        actions.mark_early(footage=arriving.footage, at_ms=at_ms, by=arriving.guider)
    client, where = sign_in(arriving.guider), reverse("studio", args=[arriving.footage.pk])
    client.get(where)
    assert (Moment.objects.count(), EarlyMark.objects.count()) == (0, 2)
    Recording.objects.update(state="ready")
    for _window in range(2):
        client.get(where)
    assert [moment.frame for moment in Moment.objects.all()] == [25, 50]
    assert EarlyMark.objects.count() == 0

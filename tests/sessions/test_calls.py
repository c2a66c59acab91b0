"""A meeting by video call: its cycle counts once the platform has no copy of it any more."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from sessions.actions import complete_cycle, say_call
from sessions.models import Cycle, FilmedSession
from sessions.rules.cycles import can_complete

ASK = "Say first whether the platform recorded the video call of 2 April."
STILL_THERE = (
    "The platform still has its recording of the video call of 2 April. Bring it in here if you want to keep "
    "it, delete it there, and say so on the page of that meeting."
)


@pytest.fixture
def done(scene, film_of):
    """Everything else that a cycle needs to count."""
    film_of(scene.filming, scene.parent, state="ready", ready_at=timezone.now())
    scene.review = FilmedSession.objects.create(
        cycle=scene.cycle, kind="shared_review", held_on="2026-04-02", finished_at=timezone.now()
    )
    FilmedSession.objects.update(held_on="2026-04-02")
    return scene


def say(scene, call, meeting=None):
    say_call(filmed_session=meeting or scene.review, call=call, by=scene.guider)


@pytest.mark.parametrize("of", ["filming", "review"])
@pytest.mark.parametrize(
    ("call", "sentence"),
    [("none", ""), ("unsaid", ASK), ("unrecorded", ""), ("recorded", STILL_THERE), ("deleted", "")],
)
def test_a_cycle_counts_once_no_platform_has_a_copy(done, of, call, sentence):
    say(done, call, getattr(done, of))
    assert can_complete(done.cycle) is (not sentence)
    if not sentence:
        complete_cycle(cycle=done.cycle, by=done.guider)
        return
    with pytest.raises(ValidationError) as error:
        complete_cycle(cycle=done.cycle, by=done.guider)
    assert error.value.messages == [sentence]
    assert Cycle.objects.get(pk=done.cycle.pk).state == "open"


def test_who_confirmed_it_and_when_is_kept_and_stands(done):
    for call in ("recorded", "deleted"):
        say(done, call)
    confirmed = FilmedSession.objects.get(pk=done.review.pk)
    assert (confirmed.call, confirmed.copy_deleted_by) == ("deleted", done.guider)
    say(done, "deleted")
    assert FilmedSession.objects.get(pk=done.review.pk).copy_deleted_at == confirmed.copy_deleted_at
    say(done, "recorded")
    assert FilmedSession.objects.get(pk=done.review.pk).copy_deleted_by is None
    said = Entry.objects.filter(action="meeting.call_said").order_by("pk")
    assert [entry.detail["call"] for entry in said] == ["recorded", "deleted", "recorded"]


@pytest.mark.parametrize("fields", [{"call": "deleted"}, {"copy_deleted_at": "2026-04-02T10:00Z"}])
def test_the_database_keeps_the_confirmation_whole(done, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        FilmedSession.objects.filter(pk=done.review.pk).update(**fields)


def test_a_finished_cycle_takes_no_other_answer(done):
    complete_cycle(cycle=done.cycle, by=done.guider)
    with pytest.raises(ValidationError):
        say(done, "recorded")
    assert FilmedSession.objects.get(pk=done.review.pk).call == "none"


def test_the_page_of_the_meeting_asks_and_keeps(done, sign_in):
    client = sign_in(done.guider)
    where = reverse("meeting-call", args=[done.filming.pk])
    page = client.get(reverse("filming", args=[done.filming.pk])).content.decode()
    assert ("Was it by video call?" in page, "not said yet" in page) == (True, False)
    answer = client.post(where, {"call": "unsaid"}, follow=True).content.decode()
    assert "Choose one of these answers." in answer
    answer = client.post(where, {"call": "deleted"}, follow=True).content.decode()
    assert f"Confirmed by {done.guider.name}" in answer
    assert FilmedSession.objects.get(pk=done.filming.pk).call == "deleted"


def test_nobody_else_says_it(done, sign_in, cast):
    where = reverse("meeting-call", args=[done.review.pk])
    for who, status in (("other_guider", 404), ("stranger", 404), ("supervisor", 403)):
        assert sign_in(getattr(cast, who)).post(where, {"call": "recorded"}).status_code == status
    assert FilmedSession.objects.get(pk=done.review.pk).call == "none"

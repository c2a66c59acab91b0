"""A cycle is let go while its clips are with the supervisor: they come back by themselves."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import Entry
from consent.models import Grant
from sessions.actions import abandon_cycle
from sessions.models import Cycle
from supervision import rules
from supervision.actions import decide, remark, submit
from supervision.models import Decision, Remark, Submission
from tests.supervision.conftest import choose_clips, send


def let_go(scene, reason: str = "did_not_attend") -> None:
    abandon_cycle(cycle=Cycle.objects.get(pk=scene.cycle.pk), reason=reason, by=scene.trainee)


def film_for(client, scene) -> int:
    return client.get(reverse("submission-film", args=[scene.submission.pk, scene.footage.pk])).status_code


def page(client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_the_film_is_refused_to_the_supervisor_at_the_next_request(submitted, sign_in):
    supervisor, trainee = sign_in(submitted.supervisor), sign_in(submitted.trainee)
    assert film_for(supervisor, submitted) == 200
    clip = submitted.submission.clips.first()
    let_go(submitted)
    assert film_for(supervisor, submitted) == 403
    for name, args in (
        ("submission-strip", [submitted.submission.pk, submitted.footage.pk]),
        ("submission-frames", [submitted.submission.pk, submitted.footage.pk]),
        ("submitted-film", [clip.pk]),
    ):
        assert supervisor.get(reverse(name, args=args)).status_code == 403
    assert trainee.get(reverse("footage-film", args=[submitted.footage.pk])).status_code == 200
    assert list(Grant.objects.filter(ended_at=None)) == []
    written = Entry.objects.filter(action__in=["cycle.abandoned", "access.ended"]).order_by("pk")
    assert [entry.action for entry in written] == ["cycle.abandoned", "access.ended"]


def test_the_queue_keeps_it_no_longer_and_says_why(submitted, sign_in):
    supervisor = sign_in(submitted.supervisor)
    assert rules.number_of_news(submitted.supervisor) == 1
    let_go(submitted)
    queue = page(supervisor, "submissions")
    assert ("Nothing is waiting" in queue, "Taken back: its cycle has ended" in queue) == (True, True)
    assert (rules.number_of_news(submitted.supervisor), Submission.objects.with_supervisor().count()) == (
        0,
        0,
    )
    screen = page(supervisor, "submission", submitted.submission.pk)
    assert "its cycle has ended (Did not attend)" in screen
    assert "The film is closed to you since its cycle ended" in screen
    assert "When you have seen enough" not in screen
    assert "Taken back: its cycle has ended" in page(sign_in(submitted.trainee), "supervision-record")


def test_the_page_that_ends_a_cycle_says_it_before(submitted, sign_in):
    trainee = sign_in(submitted.trainee)
    assert "come back by themselves" in page(trainee, "cycle-abandonment", submitted.cycle.pk)
    decide(submission=submitted.submission, verdict="released", words="", minutes=5, by=submitted.supervisor)
    assert "come back by themselves" not in page(trainee, "cycle-abandonment", submitted.cycle.pk)


def test_the_case_says_that_it_came_back(submitted, sign_in):
    trainee = sign_in(submitted.trainee)
    assert "Waiting for your supervisor" in page(trainee, "cycles", submitted.case.pk)
    let_go(submitted)
    cycles = page(trainee, "cycles", submitted.case.pk)
    words = ("Waiting for your supervisor", "Taken back from your supervisor")
    assert [each in cycles for each in words] == [False, True]


def test_nothing_is_written_decided_or_confirmed_afterwards(submitted):
    let_go(submitted)
    made, supervisor = submitted.submission, submitted.supervisor
    with pytest.raises(ValidationError, match="nothing to decide"):
        decide(submission=made, verdict="released", words="", minutes=5, by=supervisor)
    with pytest.raises(ValidationError, match="This submission is closed"):
        remark(submission=made, footage=submitted.footage, frame=1, words="Look", by=supervisor)
    made = Submission.objects.get(pk=made.pk)
    with pytest.raises(ValidationError, match="has not decided yet"):
        rules.check_reading(submission=made, by=submitted.trainee)
    with pytest.raises(ValidationError):
        submit(selection=submitted.selection, supervisor=supervisor, question="", by=submitted.trainee)
    assert (made.state, Decision.objects.count(), Remark.objects.count()) == ("withdrawn", 0, 0)
    assert list(Grant.objects.filter(ended_at=None)) == []


def test_what_was_decided_before_stays_decided(submitted):
    decide(
        submission=submitted.submission,
        verdict="returned",
        words="Earlier",
        minutes=5,
        by=submitted.supervisor,
    )
    let_go(submitted)
    assert Submission.objects.get().state == "returned"


def test_withdrawn_is_no_verdict():
    with pytest.raises(ValidationError, match="release, or return"):
        rules.check_verdict(verdict="withdrawn", words="")


def test_another_cycle_with_the_same_supervisor_stays_with_them(submitted, sign_in):
    other = choose_clips(submitted.cast, submitted.trainee)
    other.submission = send(other)
    let_go(submitted)
    assert list(Submission.objects.with_supervisor()) == [other.submission]
    assert film_for(sign_in(submitted.supervisor), other) == 200


def test_films_of_cycles_that_ended_before_are_closed_too(submitted):
    other = choose_clips(submitted.cast, submitted.trainee)
    other.submission = send(other)
    Cycle.objects.filter(pk=submitted.cycle.pk).update(state="abandoned", abandon_reason="refilm")
    import_module("sessions.migrations.0006_films_of_ended_cycles").close_films(apps, None)
    assert [grant.custody for grant in Grant.objects.filter(ended_at=None)] == [other.footage.custody]

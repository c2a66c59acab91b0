"""Beside a submission: the stage of the trainee, and what the two took from their last meeting."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import change_roles
from accounts.models import User
from cases.models import Case
from supervision.actions import decide
from supervision.counting import Tally
from supervision.models import Attendance, Stage, StageMeeting, SupervisionSession
from supervision.road import NOW, Standing
from supervision.screens.stage_line import end_of_stage
from tests.supervision.conftest import put_on_stage

TODAY = timezone.localdate()
LEARNED = "Wait for Robin."


@pytest.fixture
def enrolled(submitted: SimpleNamespace) -> SimpleNamespace:
    put_on_stage(submitted)
    meet(submitted, TODAY - timedelta(days=9), "Earlier words")
    meet(submitted, TODAY - timedelta(days=2), LEARNED)
    meet(submitted, TODAY, "")
    return submitted


def meet(scene, day, words):
    facts = {"kind": "individual", "held_on": day, "minutes": 60, "learning_points": words}
    made = SupervisionSession.objects.create(supervisor=scene.supervisor, **facts)
    made.attendances.create(trainee=scene.trainee)
    return made


def page(client, scene):
    return client.get(reverse("submission", args=[scene.submission.pk])).content.decode()


def bars(text):
    """Once for a wide window and once folded."""
    return re.findall(r'<progress [^>]*aria-label="([^"]+)"', text)


def test_both_see_the_bars_the_end_of_the_stage_and_what_they_took_from_their_last_meeting(enrolled, sign_in):
    said = ["Cycles: 4 of 6", "Clients: 1 of 2", "Supervision: 5 h 30 min of 7 h"]
    road = {
        "trainee": reverse("progress"),
        "supervisor": reverse("trainee", args=[enrolled.trainee.pk]),
    }
    for who, words in (("trainee", LEARNED), ("supervisor", "Wait for [Child].")):
        text = page(sign_in(getattr(enrolled, who)), enrolled)
        assert bars(text) == said * 2
        assert "End of the stage about" in text
        assert "version 1" in text
        assert text.count(f'href="{road[who]}"') >= 2
        foot = text[text.index('id="last-meeting"') :]
        assert (words in foot, "Earlier words" in text) == (True, False)


def released(scene):
    decide(submission=scene.submission, verdict="released", words="", minutes=5, by=scene.supervisor)


def to_guider(scene):
    change_roles(person=scene.trainee, roles={"guider"}, by=scene.cast.administrator)


# Who sees the stage and the meeting: trainee, supervisor, and the guider who may have taken the case over.
STATES = {
    "submitted": (lambda _scene: None, (True, True, None)),
    "decided": (released, (True, True, None)),
    "handed over": (lambda scene: Case.objects.update(guider=scene.cast.guider), (None, None, False)),
    "pathway ended": (
        lambda scene: scene.trainee.enrolments.update(ended_on=TODAY, ending="changed"),
        (False, False, None),
    ),
    "trainee is a guider": (to_guider, (False, None, None)),
}


@pytest.mark.parametrize("state", STATES)
def test_who_sees_where_a_trainee_stands(enrolled, sign_in, state):
    change, expected = STATES[state]
    change(enrolled)
    found = []
    for who in ("trainee", "supervisor", "guider"):
        client = sign_in(User.objects.get(pk=getattr(enrolled.cast, who).pk))
        answer = client.get(reverse("submission", args=[enrolled.submission.pk]))
        text = answer.content.decode()
        found.append("stage-line" in text and bool(bars(text)) if answer.status_code == 200 else None)
        if who == "guider" and answer.status_code == 200:
            assert "last-meeting" not in text
    assert tuple(found) == expected


def test_without_a_pathway_and_a_meeting_nothing_is_said(submitted, sign_in):
    text = page(sign_in(submitted.supervisor), submitted)
    assert (bars(text), "stage-line" in text, "last-meeting" in text) == ([], False, False)


@pytest.mark.parametrize(
    ("since", "months", "tally", "is_asked", "words"),
    [
        (date(2026, 1, 31), 6, Tally(), False, "End of the stage about July 2026"),
        (date(2026, 7, 1), 6, Tally(), False, "End of the stage about January 2027"),
        (date(2026, 12, 31), 12, Tally(), False, "End of the stage about December 2027"),
        (date(2026, 1, 31), 0, Tally(), False, ""),
        (None, 6, Tally(), False, ""),
        (date(2026, 1, 31), 6, Tally(cycles=6), False, "Has all it asks for"),
        (date(2026, 1, 31), 6, Tally(cycles=6), True, "Ada is asked to hold the end of the stage"),
    ],
)
def test_what_is_said_of_the_end_of_a_stage(since, months, tally, is_asked, words):
    stage = Stage(number=1, name="Stage 1", cycles=6, months=months)
    meeting = StageMeeting(assessor=User(name="Ada")) if is_asked else None
    assert end_of_stage(Standing(stage, NOW, tally, since, meeting)) == words


def test_the_number_of_queries_does_not_grow_with_the_meetings(
    enrolled, sign_in, django_assert_max_num_queries
):
    client = sign_in(enrolled.supervisor)

    def ask():
        with django_assert_max_num_queries(90) as asked:
            page(client, enrolled)
        return len(asked)

    page(client, enrolled)
    few = ask()
    facts = {"supervisor": enrolled.supervisor, "kind": "individual", "minutes": 60}
    made = SupervisionSession.objects.bulk_create(
        SupervisionSession(**facts, learning_points="More", held_on=TODAY) for _ in range(297)
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=one, trainee=enrolled.trainee, signed_at=timezone.now()) for one in made
    )
    assert ask() == few


def test_a_remark_is_answered_without_asking_for_the_stage(enrolled, sign_in):
    sent = {"words": "Look", "frame": 120, "footage": enrolled.footage.pk}
    answer = sign_in(enrolled.supervisor).post(
        reverse("remarks", args=[enrolled.submission.pk]), sent, headers={"HX-Request": "true"}
    )
    assert "standing" not in answer.context

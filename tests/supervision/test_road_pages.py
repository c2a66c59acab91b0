"""The trainee's progress, the supervisor's overview, and the way through a pathway on their pages."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.models import Cycle
from supervision.actions import confirm_reading, decide, enrol, ensure_pathways, hold_session
from supervision.models import Enrolment, ReflectiveStatement, Stage
from supervision.road import road_of
from supervision.rules.meetings import SessionFacts
from supervision.screens.road import next_for_supervisor, next_for_trainee
from supervision.screens.words import duration
from tests import builders
from tests.supervision.conftest import choose_clips, send

TODAY = timezone.localdate()
FULL = {"cycles": 6, "clients": 2, "minutes": 420}
SOME = {"cycles": 4, "clients": 1, "minutes": 330}


@pytest.fixture
def assessor(cast):
    return builders.user("supervisor", cast.organisation, "assessor")


def put(cast, carried=SOME, trainee=None, code="three-stages"):
    ensure_pathways()
    stage = Stage.objects.filter(pathway__code=code).first()
    return enrol(
        trainee=trainee or cast.trainee,
        stage=stage,
        begun_on=TODAY,
        carried=carried,
        reason="Done before",
        by=cast.supervisor,
    )


def titles(cast):
    road = road_of(cast.trainee)
    return next_for_trainee(road).title, next_for_supervisor(road, cast.supervisor, []).title


def beside(client):
    """The number beside a name in the navigation."""
    page = client.get(reverse("submissions")).content.decode()
    found = re.search(r'site-count number">(\d)<span class="visually-hidden">( to \w+)', page)
    return "".join(found.groups()) if found else ""


def test_time_is_said_in_hours_and_minutes():
    assert [duration(minutes) for minutes in (0, 50, 60, 275)] == ["0 min", "50 min", "1 h", "4 h 35 min"]


def test_what_is_next_is_said_to_both_at_every_point(cast, sign_in, assessor):
    supervisor, trainee, third = sign_in(cast.supervisor), sign_in(cast.trainee), sign_in(assessor)
    assert titles(cast) == ("Your pathway is not chosen yet", "Choose a pathway together")
    enrolment = put(cast)
    assert titles(cast) == ("Still to come in Stage 1", "On the way in Stage 1")
    assert next_for_trainee(road_of(cast.trainee)).text == (
        "2 cycles, 1 more client and 1 h 30 min of supervision"
    )
    facts = SessionFacts(
        kind="individual", is_remote=False, held_on=TODAY, minutes=90, trainees=[cast.trainee]
    )
    meeting = hold_session(facts=facts, by=cast.supervisor)
    assert beside(trainee) == "1 to sign"
    assert titles(cast) == ("Read and sign the note of your supervision", "Waits for their signature")
    trainee.post(reverse("meeting-signature", args=[meeting.pk]))
    assert beside(trainee) == ""
    enrolment.carried.update(cycles=6, clients=2)
    assert titles(cast) == ("Stage 1 has all it asks for", "Ask an assessor for the end of Stage 1")
    page = reverse("trainee", args=[cast.trainee.pk])
    assert third.get(page).status_code == 404
    supervisor.post(reverse("assessment-new", args=[cast.trainee.pk]), {"assessor": assessor.pk})
    assert titles(cast) == (
        "Assessor holds the meeting that ends Stage 1",
        "Waits for Assessor to assess Stage 1",
    )
    assert (third.get(page).status_code, beside(third)) == (200, "1 to assess")
    signing = reverse("stage-meeting", args=[enrolment.stage_meetings.get().pk])
    assert third.post(signing, {"held_on": TODAY.isoformat(), "words": ""}).status_code == 422
    third.post(signing, {"held_on": TODAY.isoformat(), "words": "Waits, and receives."})
    assert third.get(page).status_code == 404
    assert titles(cast) == ("Still to come in Stage 2", "On the way in Stage 2")
    assert "Waits, and receives." in trainee.get(reverse("progress")).content.decode()


def test_the_pathway_is_chosen_on_a_page_and_work_from_before_needs_its_reason(cast, sign_in):
    client = sign_in(cast.supervisor)
    page = reverse("enrolment-new", args=[cast.trainee.pk])
    assert "Eighteen cycles" in client.get(page).content.decode()
    stage = Stage.objects.get(pathway__code="three-stages", number=2)
    sent = {"stage": stage.pk, "begun_on": TODAY.isoformat(), "cycles": 2, "hours": "1.5"}
    assert client.post(page, sent).status_code == 422
    assert not Enrolment.objects.exists()
    client.post(page, sent | {"reason": "Version of 2014, seen by me"})
    tally = road_of(cast.trainee).now.tally
    assert (tally.cycles, tally.clients, tally.minutes) == (2, 0, 90)
    shown = client.get(reverse("trainee", args=[cast.trainee.pk])).content.decode()
    assert [words in shown for words in ("2 of 9", "1 h 30 min of 8 h", "Version of 2014, seen by me")] == [
        True,
        True,
        True,
    ]


def test_a_draft_is_the_trainees_own_until_it_is_handed_in(cast, sign_in):
    put(cast)
    trainee, supervisor = sign_in(cast.trainee), sign_in(cast.supervisor)
    theirs = reverse("trainee", args=[cast.trainee.pk])
    write = reverse("statement")
    trainee.post(write, {"words": "I learned to wait."})
    assert "I learned to wait." in trainee.get(write).content.decode()
    assert "I learned to wait." not in supervisor.get(theirs).content.decode()
    assert trainee.post(write, {"words": " ", "hand_in": "1"}).status_code == 422
    trainee.post(write, {"words": "I learned to wait.", "hand_in": "1"})
    assert trainee.post(write, {"words": "Something else"}).status_code == 422
    assert ReflectiveStatement.objects.get().words == "I learned to wait."
    assert "I learned to wait." in supervisor.get(theirs).content.decode()


def test_whoever_waits_for_the_supervisor_comes_first(cast, sign_in):
    put(cast)
    waiting = builders.user("trainee", cast.organisation, "zoe")
    builders.pair(cast.supervisor, waiting)
    send(choose_clips(cast, waiting))
    page = sign_in(cast.supervisor).get(reverse("trainees")).content.decode()
    assert page.index("Zoe") < page.index("Trainee</a>")
    assert page.count("1 submission waits for you") == 1


def test_minutes_in_writing_are_shown_and_count_only_where_the_pathway_says_so(cast):
    put(cast, carried={})
    chosen = choose_clips(cast, cast.trainee)
    submission = send(chosen)
    decide(submission=submission, verdict="released", words="", minutes=25, by=cast.supervisor)
    assert road_of(cast.trainee).supervised == []
    confirm_reading(submission=submission, by=cast.trainee)
    assert road_of(cast.trainee).now.tally.minutes == 0
    put(cast, carried={}, code="supervised-practice")
    assert road_of(cast.trainee).now.tally.minutes == 25


def test_the_number_of_queries_does_not_grow(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.supervisor)

    def add(first, last):
        for number in range(first, last):
            trainee = builders.user("trainee", cast.organisation, f"t{number}")
            builders.pair(cast.supervisor, trainee)
            put(cast, trainee=trainee)
            facts = SessionFacts(
                kind="individual", is_remote=False, held_on=TODAY, minutes=60, trainees=[trainee]
            )
            hold_session(facts=facts, by=cast.supervisor)
            case = builders.case(trainee)
            builders.person(case)
            Cycle.objects.create(
                case=case, number=1, state="complete", completed_on=TODAY, completed_by=trainee
            )

    add(0, 3)
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("trainees"))
    add(3, 12)
    with django_assert_max_num_queries(60) as many:
        client.get(reverse("trainees"))
    assert len(many) == len(few)


def test_a_quarter_begins_on_its_first_day(cast, sign_in):
    facts = SessionFacts(
        kind="individual",
        is_remote=False,
        held_on=TODAY - timedelta(days=100),
        minutes=60,
        trainees=[cast.trainee],
    )
    hold_session(facts=facts, by=cast.supervisor)
    assert "0 min of supervision" in sign_in(cast.supervisor).get(reverse("trainees")).content.decode()

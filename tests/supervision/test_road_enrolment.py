"""A trainee on a pathway: put there, carried over, taken through stages by an assessor of another trainee."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Entry
from sessions.models import Cycle
from supervision import published
from supervision.actions import ask_assessor, end_stage, enrol, ensure_pathways, set_gate
from supervision.models import Enrolment, Pathway, Stage, StageMeeting
from supervision.road import road_of
from tests import builders

NOTHING = {"cycles": 0, "clients": 0, "minutes": 0}
FULL = {"cycles": 6, "clients": 2, "minutes": 420}
TODAY = timezone.localdate()


@pytest.fixture
def stages(cast):
    ensure_pathways()
    return list(Stage.objects.filter(pathway__code="three-stages"))


@pytest.fixture
def assessor(cast):
    return builders.user("supervisor", cast.organisation, "assessor")


def enrolled(cast, stage, carried=NOTHING, **changes):
    facts = {
        "begun_on": TODAY - timedelta(days=90),
        "reason": "Done under the old rules",
        "by": cast.supervisor,
    }
    return enrol(trainee=cast.trainee, stage=stage, carried=carried, **(facts | changes))


def numbers(standing):
    return standing.state, standing.tally.cycles, standing.tally.clients, standing.tally.minutes


def test_the_published_pathways_are_there_once_and_add_up(cast):
    ensure_pathways()
    ensure_pathways()
    asked = {
        pathway.code: [(stage.cycles, stage.clients, stage.minutes // 60) for stage in pathway.stages.all()]
        for pathway in Pathway.objects.all()
    }
    assert asked == {
        "three-stages": [(6, 2, 7), (9, 3, 8), (12, 3, 8)],
        "three-stages-orkney": [(6, 2, 7), (9, 3, 8), (12, 4, 8)],
        "eighteen-cycles": [(18, 6, 15)],
        "health-visitors-2014": [(0, 0, 0)],
        "supervised-practice": [(0, 0, 0)],
    }


def test_a_new_version_leaves_those_on_the_old_one_where_they_are(cast, stages, monkeypatch):
    enrolment = enrolled(cast, stages[0])
    newer = published.pathways() | {
        "three-stages": {"version": 2, "name": "Three stages", "source": "x", "stages": [{"cycles": 99}]}
    }
    monkeypatch.setattr(published, "pathways", lambda: newer)
    ensure_pathways()
    assert [pathway.version for pathway in Pathway.objects.newest().filter(code="three-stages")] == [2]
    assert road_of(cast.trainee).now.stage == enrolment.stage
    assert enrolment.stage.cycles == 6


def test_complete_cycles_count_for_whoever_completed_them(cast, stages):
    enrolled(cast, stages[0])
    case = builders.case(cast.trainee, status="active")
    builders.person(case)
    for number, state in enumerate(("complete", "complete", "open"), start=1):
        done = {"completed_on": TODAY, "completed_by": cast.trainee} if state == "complete" else {}
        Cycle.objects.create(case=case, number=number, state=state, **done)
    case.guider = cast.guider
    case.save(update_fields=["guider"])
    assert numbers(road_of(cast.trainee).now) == ("now", 2, 1, 0)


def test_work_from_before_counts_with_its_reason_only(cast, stages):
    with pytest.raises(ValidationError, match="Say why"):
        enrolled(cast, stages[1], FULL, reason=" ")
    assert not Enrolment.objects.exists()
    enrolled(cast, stages[1], FULL)
    assert [numbers(standing) for standing in road_of(cast.trainee).stages] == [
        ("before", 0, 0, 0),
        ("now", 6, 2, 420),
        ("ahead", 0, 0, 0),
    ]


REFUSED = [
    ("guider", {}, "Only this trainee's supervisor"),
    ("assessor", {}, "Only this trainee's supervisor"),
    ("supervisor", {"begun_on": TODAY + timedelta(days=1)}, "still to come"),
]


@pytest.mark.parametrize(("who", "changes", "sentence"), REFUSED)
def test_only_the_supervisor_enrols_and_never_ahead(cast, stages, assessor, who, changes, sentence):
    cast.assessor = assessor
    with pytest.raises(ValidationError, match=sentence):
        enrolled(cast, stages[0], by=getattr(cast, who), **changes)
    assert not Enrolment.objects.exists()


def test_a_stage_ends_by_an_assessor_and_the_gate_begins_anew(cast, stages, assessor):
    enrolment = enrolled(cast, stages[0], FULL)
    set_gate(enrolment=enrolment, gate="block", by=cast.supervisor)
    meeting = ask_assessor(enrolment=enrolment, assessor=assessor, by=cast.supervisor)
    end_stage(meeting=meeting, held_on=TODAY, words="Waits, and receives.", by=assessor)
    enrolment.refresh_from_db()
    assert (enrolment.stage, enrolment.gate, enrolment.ended_on) == (stages[1], "warn", None)
    assert [numbers(standing)[0] for standing in road_of(cast.trainee).stages] == ["passed", "now", "ahead"]
    actions = Entry.objects.filter(subject__startswith="supervision.").values_list("action", flat=True)
    assert list(actions) == ["trainee.enrolled", "gate.set", "assessor.asked", "stage.ended"]


def test_the_last_stage_ends_the_pathway(cast, stages, assessor):
    enrolment = enrolled(cast, stages[2], {"cycles": 12, "clients": 3, "minutes": 480})
    meeting = ask_assessor(enrolment=enrolment, assessor=assessor, by=cast.supervisor)
    end_stage(meeting=meeting, held_on=TODAY, words="Ready.", by=assessor)
    enrolment.refresh_from_db()
    assert (enrolment.ended_on, enrolment.ending, road_of(cast.trainee).now) == (TODAY, "finished", None)


def test_nobody_who_has_supervised_them_assesses(cast, stages, assessor):
    enrolment = enrolled(cast, stages[0], FULL)
    builders.pair(assessor, cast.trainee)
    assessor.trainee_pairs.update(until=timezone.now())
    for person in (cast.supervisor, assessor, cast.trainee):
        with pytest.raises(ValidationError, match="cannot assess"):
            ask_assessor(enrolment=enrolment, assessor=person, by=cast.supervisor)
    assert not StageMeeting.objects.exists()


def test_a_stage_that_is_not_complete_does_not_end(cast, stages, assessor):
    enrolment = enrolled(cast, stages[0], FULL | {"minutes": 419})
    with pytest.raises(ValidationError, match="not complete yet"):
        ask_assessor(enrolment=enrolment, assessor=assessor, by=cast.supervisor)
    meeting = StageMeeting.objects.create(
        enrolment=enrolment, stage=stages[0], assessor=assessor, asked_by=cast.supervisor
    )
    signings = [
        (assessor, TODAY, "Ready.", "not complete yet"),
        (cast.supervisor, TODAY, "Ready.", "Only the assessor"),
    ]
    for by, held_on, words, sentence in signings:
        with pytest.raises(ValidationError, match=sentence):
            end_stage(meeting=meeting, held_on=held_on, words=words, by=by)
    enrolment.carried.update(minutes=420)
    for held_on, words, sentence in (
        (TODAY + timedelta(days=1), "Ready.", "still to come"),
        (date(2020, 1, 1), "Ready.", "before the stage began"),
        (TODAY, " ", "Write down"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            end_stage(meeting=meeting, held_on=held_on, words=words, by=assessor)
    meeting.refresh_from_db()
    enrolment.refresh_from_db()
    assert (meeting.signed_at, enrolment.stage) == (None, stages[0])


def test_another_pathway_ends_the_first_and_keeps_it(cast, stages):
    first = enrolled(cast, stages[0])
    other = Stage.objects.get(pathway__code="eighteen-cycles")
    second = enrolled(cast, other, FULL)
    first.refresh_from_db()
    assert (first.ending, road_of(cast.trainee).enrolment) == ("changed", second)

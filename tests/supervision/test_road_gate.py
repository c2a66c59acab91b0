"""The gate before a shared review: the stage, what supervision said, and what the guider is told."""

import pytest
from django.utils import timezone

from cases.facts import gather, with_people_and_question
from cases.models import Case
from cases.next_step import next_step
from clips.models import Clip
from clips.review_rules import check_list
from supervision.actions import decide, enrol, ensure_pathways, set_gate
from supervision.models import Stage, SubmittedClip
from tests.supervision.conftest import send

NOT_SEEN = "Your supervisor has not seen these clips."
WAITING = "Your supervisor has not looked at it yet."
RETURNED = "Your supervisor returned the clips. Read the remarks first."
RELEASED = "Your supervisor released the clips."
FEWER = " This stage asks for 8 hours of supervision with 9 cycles: fewer than cycles."
LOCKED = " In your stage a shared review begins once they are released."

TABLE = [
    (None, None, [(False, NOT_SEEN, False)]),
    (None, "released", [(True, RELEASED, False)]),
    ("off", None, []),
    ("off", "waiting", [(False, WAITING, False)]),
    ("off", "released", [(True, RELEASED, False)]),
    ("warn", None, [(False, NOT_SEEN + FEWER, False)]),
    ("warn", "waiting", [(False, WAITING + FEWER, False)]),
    ("warn", "returned", [(False, RETURNED + FEWER, False)]),
    ("warn", "released", [(True, RELEASED, False)]),
    ("block", None, [(False, NOT_SEEN + LOCKED, True)]),
    ("block", "waiting", [(False, WAITING + LOCKED, True)]),
    ("block", "returned", [(False, RETURNED + LOCKED, True)]),
    ("block", "released", [(True, RELEASED, False)]),
]


def told(chosen):
    """The last line of the check list, where it is about supervision."""
    return [
        (check.done, check.sentence, check.blocks)
        for check in check_list(chosen.trainee, chosen.cycle)
        if "supervisor" in check.sentence
    ]


def put(chosen, gate):
    ensure_pathways()
    stage = Stage.objects.get(pathway__code="three-stages", number=2)
    enrolment = enrol(
        trainee=chosen.trainee,
        stage=stage,
        begun_on=timezone.localdate(),
        carried={},
        reason="",
        by=chosen.supervisor,
    )
    set_gate(enrolment=enrolment, gate=gate, by=chosen.supervisor)


def bring(chosen, verdict):
    submission = send(chosen)
    if verdict != "waiting":
        decide(submission=submission, verdict=verdict, words="Earlier", minutes=5, by=chosen.supervisor)


@pytest.mark.parametrize(("gate", "verdict", "lines"), TABLE)
def test_what_is_told_before_a_shared_review(chosen, gate, verdict, lines):
    if gate:
        put(chosen, gate)
    if verdict:
        bring(chosen, verdict)
    assert told(chosen) == lines


def test_a_lock_holds_for_a_clip_that_was_chosen_after_the_release(chosen):
    put(chosen, "block")
    bring(chosen, "released")
    Clip.objects.filter(pk=chosen.clips[0].pk).update(in_frame=90)
    assert told(chosen) == [(True, RELEASED, False)]
    SubmittedClip.objects.filter(clip=chosen.clips[0]).delete()
    sentence = "A clip was chosen that your supervisor has not seen." + LOCKED
    assert told(chosen) == [(False, sentence, True)]


def test_a_guider_who_is_no_longer_in_training_is_told_nothing(chosen):
    put(chosen, "block")
    chosen.trainee.roles_held.update(role="guider")
    del chosen.trainee.role_codes
    assert told(chosen) == []


@pytest.mark.parametrize(
    ("gate", "step"), [("off", "Prepare the shared review"), ("warn", "Take the clips to supervision")]
)
def test_the_next_step_of_a_case_knows_the_gate(chosen, gate, step):
    put(chosen, gate)
    cases = with_people_and_question(Case.objects.filter(pk=chosen.case.pk))
    facts = gather(cases, today=timezone.localdate())[chosen.case.pk]
    assert next_step(facts).sentence == step

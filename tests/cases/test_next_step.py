"""One obvious next step for every state of a case: the table of facts, then real rows in a few queries."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.utils import timezone

from cases import actions
from cases.facts import (
    CaseFacts,
    CycleFacts,
    FilmFacts,
    FilmingFacts,
    VisitFacts,
    gather,
    with_people_and_question,
)
from cases.models import Case
from cases.next_step import CYCLE_QUESTIONS, QUESTIONS, Urgency, next_step
from clips.models import Clip, SelectedClip, Selection
from consent.models import Appearance, ConsentRecord, Custody, FormVersion, ScopeDecision, Withdrawal
from sessions.models import Cycle, FilmedSession, Footage
from supervision.models import Decision, Submission
from tests import builders
from vault.models import Recording

TODAY = date(2026, 6, 1)


def film(state="ready", people=2, clips=0, **more):
    return FilmFacts(pk=uuid4(), state=state, people=people, clips=clips, **more)


def cycle(*films, held_on=TODAY, **facts):
    return CycleFacts(pk=7, number=1, filmings=[FilmingFacts(3, held_on, list(films))], **facts)


def facts(*cycles, **changes):
    return CaseFacts(**({"pk": 1, "status": "active", "today": TODAY, "open_cycles": list(cycles)} | changes))


def visit(day, starts_at=time(10)):
    return {"visits": [VisitFacts(date(2026, *day), starts_at, "Follow-up", "At home")]}


CHOSEN = {"chosen": 3}
ROWS = [
    (facts(status="referred"), "Decide about this referral", "decision"),
    (facts(status="waiting"), "Begin when it is their turn", "case"),
    (facts(is_resting=True, has_question=False, not_asked=["Ada"]), "Take the time you need", "case"),
    (facts(status="paused"), "Carry on when the time is right", "case"),
    (facts(has_client=False, has_question=False), "Add the person you work with", "participant-new"),
    (facts(has_question=False, is_rated=False), "Agree the helping question", "helping-question"),
    (facts(is_rated=False, not_asked=["Ada"]), "Ask for a first rating", "rating-new"),
    (facts(cycle(film("failed")), not_asked=["Ada"]), "Ask for consent", "consent"),
    (facts(cycle(film("failed")), lapsed=["Ada"]), "Ask for consent again", "consent"),
    (facts(not_asked=["Ada"], **visit((5, 30))), "Say who came on Saturday 30 May", "case"),
    (facts(not_asked=["Ada"], **visit((6, 1))), "Ask for consent", "consent"),
    (facts(**visit((6, 1))), "Visit today at 10:00", "case"),
    (facts(**visit((6, 2), starts_at=None)), "Visit tomorrow", "case"),
    (facts(**visit((6, 3))), "Plan the first filming", "case"),
    (facts(film_agreed=False), "Talk about what would feel right", "consent"),
    (facts(), "Plan the first filming", "case"),
    (facts(complete_cycles=1), "Plan the next filming", "case"),
    (facts(complete_cycles=3), "Plan another filming, or the ending", "case"),
    (facts(complete_cycles=4), "Plan the ending together", "closure"),
    (facts(complete_cycles=4, is_own_practice=True), "Plan another filming, or the ending", "case"),
    (facts(CycleFacts(pk=7, number=5), complete_cycles=4), "Plan the filming", "filming-new"),
    (facts(CycleFacts(pk=7, number=1)), "Plan the filming", "filming-new"),
    (facts(cycle(held_on=date(2026, 6, 3))), "Filming on Wednesday 3 June", "filming"),
    (facts(cycle()), "Add the film", "filming"),
    (facts(cycle(film("destroyed"))), "Add the film", "filming"),
    (facts(cycle(film("receiving"))), "Finish the upload", "filming"),
    (facts(cycle(film("waiting"))), "See how far the film is", "filming"),
    (facts(cycle(film("working"))), "See how far the film is", "filming"),
    (facts(cycle(film("failed"))), "Look at the film that needs help", "filming"),
    (facts(cycle(film(people=0))), "Say who is in the film", "footage-people"),
    (facts(cycle(film())), "Look for good moments", "studio"),
    (facts(cycle(film("working"), film())), "Look for good moments", "studio"),
    (facts(cycle(film(clips=2))), "Choose clips", "selection"),
    (facts(cycle(film(clips=2), **CHOSEN)), "Prepare the shared review", "review-new"),
    (
        facts(cycle(film(clips=2), **CHOSEN), needs_supervision=True),
        "Take the clips to supervision",
        "submission-new",
    ),
    (
        facts(cycle(film(clips=2), submission=5, **CHOSEN), needs_supervision=True),
        "Waiting for supervision",
        "submission",
    ),
    (
        facts(cycle(film(clips=2), submission=5, verdict="returned", **CHOSEN), needs_supervision=True),
        "Look at the remarks",
        "submission",
    ),
    (
        facts(cycle(film(clips=2), submission=5, verdict="released", **CHOSEN), needs_supervision=True),
        "Prepare the shared review",
        "review-new",
    ),
    (facts(cycle(film(clips=2), review=9, **CHOSEN)), "Write up the shared review", "review"),
    (facts(cycle(film("working")), cycle(film(clips=1))), "Choose clips", "selection"),
]


@pytest.mark.parametrize(
    ("known", "sentence", "page"), ROWS, ids=[f"{row[1]}-{at}" for at, row in enumerate(ROWS)]
)
def test_the_facts_lead_to_one_step(known, sentence, page):
    step = next_step(known)
    assert (step.sentence, step.url_name) == (sentence, page)
    assert step.hint
    assert step.action


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[2]}-{at}" for at, row in enumerate(ROWS)])
def test_every_step_leads_to_a_page_that_exists(row):
    assert next_step(row[0]).url.startswith("/")


@pytest.mark.parametrize("status", ["closed", "declined", "redirected"])
def test_a_finished_case_needs_nothing(status):
    assert next_step(facts(status=status)) is None


def test_the_table_reaches_every_question():
    asked = {step.sentence for step in (next_step(row[0]) for row in ROWS)}
    assert len(asked) >= len(QUESTIONS) + len(CYCLE_QUESTIONS) - 1


def step_of(case):
    fetched = with_people_and_question(Case.objects.filter(pk=case.pk))
    return next_step(gather(fetched, today=timezone.localdate())[case.pk])


def answer_about_film(case, person, answer):
    form, _made = FormVersion.objects.get_or_create(
        organisation=case.organisation, version=1, defaults={"title": "C", "introduction": "", "purposes": {}}
    )
    record = ConsentRecord.objects.create(
        case=case, person=person, form=form, signer=person, ground="own", witness=case.guider
    )
    ScopeDecision.objects.create(record=record, scope="film", answer=answer)


@pytest.fixture
def ready(cast, family):
    """The trainee's case with question, rating and consent, and its first cycle open."""
    Case.objects.filter(pk=family.case.pk).update(guider=cast.trainee, status="active")
    family.case.refresh_from_db()
    builders.helping_question(family.case, rated_by=family.client)
    for person in (family.client, family.child):
        answer_about_film(family.case, person, "given")
    family.cycle = Cycle.objects.create(case=family.case, number=1)
    return family


def add_film(family, **changes):
    filming = FilmedSession.objects.create(cycle=family.cycle, kind="filming")
    recording = Recording.objects.create(key=uuid4(), **changes)
    custody = Custody.objects.create(recording=recording, case=family.case)
    return Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="", added_by=family.case.guider
    )


READY = {"state": "ready", "frame_count": 9, "duration_ms": 9, "frame_table": b"x"}


def test_a_new_case_walks_from_the_question_to_the_first_cycle(cast, family):
    case = family.case
    assert step_of(case).sentence == "Agree the helping question"
    builders.helping_question(case, rated_by=family.client)
    Case.objects.filter(pk=case.pk).update(status="active")
    answer_about_film(case, family.client, "given")
    answer_about_film(case, family.child, "not_asked")
    assert step_of(case).hint.startswith(family.child.name)
    answer_about_film(case, family.child, "given")
    assert step_of(case).sentence == "Plan the first filming"
    cycle = Cycle.objects.create(case=case, number=1)
    assert step_of(case).args == (cycle.pk,)


@pytest.mark.parametrize("on_phone", [True, False])
def test_a_ready_film_is_remembered_on_the_phone_until_it_is_deleted_there(on_phone):
    hint = next_step(facts(cycle(film(on_phone=on_phone)))).hint
    assert ("deleted from the phone now" in hint) is on_phone


def test_a_film_walks_from_the_upload_to_the_studio(ready):
    assert step_of(ready.case).sentence == "Plan the filming"
    footage = add_film(ready, state="waiting")
    assert (step_of(ready.case).sentence, step_of(ready.case).args) == (
        "Say who is in the film",
        (footage.pk,),
    )
    for person in (ready.client, ready.child):
        Appearance.objects.create(custody=footage.custody, person=person)
    assert step_of(ready.case).urgency == Urgency.WAITING
    Recording.objects.update(**READY)
    assert (step_of(ready.case).sentence, step_of(ready.case).args) == (
        "Look for good moments",
        (footage.pk,),
    )


def test_clips_walk_through_supervision_to_the_shared_review(cast, ready):
    footage, case = add_film(ready, **READY), ready.case
    Appearance.objects.create(custody=footage.custody, person=ready.child)
    clip = Clip.objects.create(footage=footage, in_frame=0, out_frame=5, made_by=cast.trainee)
    assert step_of(case).sentence == "Choose clips"
    selection = Selection.objects.create(cycle=ready.cycle)
    SelectedClip.objects.create(selection=selection, clip=clip, position=1)
    assert step_of(case).sentence == "Take the clips to supervision"
    first, second = (
        Submission.objects.create(selection=selection, submitted_by=cast.trainee, supervisor=cast.supervisor)
        for _ in range(2)
    )
    Decision.objects.create(submission=first, verdict="returned", decided_by=cast.supervisor)
    assert (step_of(case).sentence, step_of(case).args) == ("Waiting for supervision", (second.pk,))
    Decision.objects.create(submission=second, verdict="released", decided_by=cast.supervisor)
    assert step_of(case).sentence == "Prepare the shared review"
    review = FilmedSession.objects.create(cycle=ready.cycle, kind="shared_review")
    assert (step_of(case).sentence, step_of(case).args) == ("Write up the shared review", (review.pk,))
    Cycle.objects.update(state="complete", completed_on=TODAY)
    assert step_of(case).sentence == "Plan the next filming"


def test_after_a_withdrawal_nobody_is_nagged(cast, family):
    builders.helping_question(family.case, rated_by=family.client)
    for person in (family.client, family.child):
        answer_about_film(family.case, person, "given")
    for person, scope in ((family.client, ""), (family.child, "film")):
        Withdrawal.objects.create(case=family.case, person=person, scope=scope, recorded_by=cast.guider)
    assert step_of(family.case).sentence == "Talk about what would feel right"
    answer_about_film(family.case, family.client, "given")
    assert step_of(family.case).sentence == "Plan the first filming"


def test_who_has_left_is_not_asked(cast, family):
    builders.helping_question(family.case, rated_by=family.client)
    answer_about_film(family.case, family.client, "given")
    part = family.case.participations.get(person=family.child)
    actions.end_participation(participation=part, by=cast.guider)
    assert step_of(family.case).sentence == "Plan the first filming"

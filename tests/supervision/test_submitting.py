"""Submit, remark, decide: what each writes, and what each refuses."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import SupervisionPair
from audit.models import Entry
from clips.actions import change_clip, reorder
from clips.models import PrincipleTick, SelectedClip
from consent.models import Appearance, Grant, Withdrawal
from sessions.models import Cycle
from supervision.actions import decide, remark
from supervision.models import Decision, Remark, Submission, SubmittedClip
from supervision.rules import check_decision, check_remark, check_submission, check_verdict
from tests import builders, consent_builders
from tests.supervision.conftest import add_clip, choose_clips, send
from vault.models import Recording


def frozen(submission):
    fields = ("position", "in_frame", "out_frame", "title", "answer", "principles", "turns", "before_seconds")
    return list(submission.clips.values_list(*fields))


def refused(check, **facts):
    with pytest.raises(ValidationError) as error:
        check(**facts)
    return error.value.messages[0]


def release(submission, by, **fields):
    return decide(
        submission=submission, by=by, **({"verdict": "released", "words": "", "minutes": 30} | fields)
    )


def test_a_submission_holds_the_clips_in_their_order_opens_the_film_and_is_in_the_trail(chosen):
    submission = send(chosen, question="Which one first?")
    assert frozen(submission) == [
        (1, 100, 350, "Clip at 100", "", [["receive", "parent"]], [], 0),
        (2, 500, 750, "Clip at 500", "", [], [], 0),
    ]
    grant = Grant.objects.get()
    assert (grant.custody, grant.user, grant.purpose, grant.ended_at) == (
        chosen.footage.custody,
        chosen.supervisor,
        "supervision",
        None,
    )
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True))[-2:] == [
        "access.opened",
        "submission.made",
    ]


def test_what_was_submitted_stays_when_the_clips_change(submitted):
    before = frozen(submitted.submission)
    first, second = submitted.clips
    change_clip(clip=first, version=1, by=submitted.trainee, title="Another", in_frame=0, out_frame=50)
    PrincipleTick.objects.create(clip=second, principle="guide", subject=submitted.child)
    reorder(cycle=submitted.cycle, clips=[second.pk, first.pk], by=submitted.trainee)
    first.delete()
    assert frozen(submitted.submission) == before


def end_pair(scene: SimpleNamespace) -> None:
    SupervisionPair.objects.update(until=timezone.now())


def empty(scene: SimpleNamespace) -> None:
    SelectedClip.objects.all().delete()


def complete(scene: SimpleNamespace) -> None:
    Cycle.objects.update(state="complete", completed_on="2026-01-01")
    scene.selection.refresh_from_db()


def destroyed(scene: SimpleNamespace) -> None:
    Recording.objects.update(state="destroyed", destroyed_at=timezone.now(), frame_table=None)


def nobody_listed(scene: SimpleNamespace) -> None:
    Appearance.objects.all().delete()


def taken_back(scope: str):
    def take(scene: SimpleNamespace) -> None:
        Withdrawal.objects.create(case=scene.case, person=scene.child, scope=scope, recorded_by=scene.trainee)

    return take


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (end_pair, "You have no supervisor yet. Ask your administrator to name one."),
        (empty, "Choose at least one clip first."),
        (complete, "This cycle is finished, so its clips stay as they were."),
        (send, "These clips are already with your supervisor."),
        (destroyed, "A film of these clips is no longer there. Choose clips of another film."),
        (nobody_listed, "Say who is in the picture first."),
        (
            taken_back("supervision"),
            "Your supervisor may watch only when everyone in the film agrees. Ask first: Robin Canary.",
        ),
        (
            taken_back("film"),
            "Your supervisor may watch only when everyone in the film agrees. Ask first: Robin Canary.",
        ),
    ],
)
def test_what_a_submission_needs(chosen, change, sentence):
    check_submission(selection=chosen.selection, by=chosen.trainee)
    change(chosen)
    chosen.selection.cycle.refresh_from_db()
    before = (Submission.objects.count(), Grant.objects.count(), Entry.objects.count())
    with pytest.raises(ValidationError) as error:
        send(chosen)
    assert error.value.messages == [sentence]
    assert (Submission.objects.count(), Grant.objects.count(), Entry.objects.count()) == before


def test_who_is_not_in_training_does_not_submit(chosen):
    sentence = refused(check_submission, selection=chosen.selection, by=chosen.cast.guider)
    assert sentence == "Only guiders in training bring clips to supervision."


def test_somebody_elses_supervisor_is_refused_and_nothing_is_written(chosen):
    chosen.supervisor = builders.user("supervisor", chosen.cast.organisation, "another")
    with pytest.raises(ValidationError, match="not your supervisor"):
        send(chosen)
    assert (Submission.objects.count(), SubmittedClip.objects.count(), Grant.objects.count()) == (0, 0, 0)


def test_nobody_reviews_their_own(chosen):
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(
            selection=chosen.selection, submitted_by=chosen.trainee, supervisor=chosen.trainee
        )


def test_a_remark_belongs_to_a_frame_of_a_submitted_film(submitted):
    made = remark(
        submission=submitted.submission,
        footage=submitted.footage,
        frame=120,
        words=" Look how he waits. ",
        by=submitted.supervisor,
    )
    assert (made.frame, made.words, made.written_by) == (120, "Look how he waits.", submitted.supervisor)
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.detail) == ("remark.written", {"frame": 120})


@pytest.mark.parametrize(
    ("who", "frame", "words", "sentence"),
    [
        ("trainee", 1, "  ", "Write a few words first."),
        ("supervisor", 1000, "Late", "This moment is outside the film."),
        ("guider", 1, "Hello", "Only the trainee and their supervisor write here."),
    ],
)
def test_a_remark_that_is_refused_is_not_written(submitted, who, frame, words, sentence):
    by = getattr(submitted.cast, who)
    facts = {"submission": submitted.submission, "footage": submitted.footage, "frame": frame, "words": words}
    assert refused(remark, **facts, by=by) == sentence
    assert Remark.objects.count() == 0


def test_a_film_that_was_not_submitted_takes_no_remark(submitted):
    other = choose_clips(submitted.cast, submitted.trainee)
    facts = {"submission": submitted.submission, "footage": other.footage, "frame": 1, "words": "Here"}
    assert refused(remark, **facts, by=submitted.supervisor) == "This film is not part of the submission."
    assert Remark.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "is_decided", "may_remark", "may_decide"),
    [
        ("supervisor", False, True, True),
        ("trainee", False, True, False),
        ("guider", False, False, False),
        ("administrator", False, False, False),
        ("supervisor", True, False, False),
        ("trainee", True, False, False),
    ],
)
def test_who_writes_and_who_decides(submitted, who, is_decided, may_remark, may_decide):
    if is_decided:
        release(submitted.submission, submitted.supervisor)
    submission, by = Submission.objects.get(), getattr(submitted.cast, who)

    def allows(check):
        try:
            check(submission=submission, by=by)
        except ValidationError:
            return False
        return True

    assert (allows(check_remark), allows(check_decision)) == (may_remark, may_decide)


def test_who_no_longer_supervises_does_not_decide(submitted):
    submitted.supervisor.roles_held.update(until=timezone.now())
    by = type(submitted.supervisor).objects.get(pk=submitted.supervisor.pk)
    assert "no longer has the supervisor's role" in refused(
        check_decision, submission=submitted.submission, by=by
    )


@pytest.mark.parametrize(
    ("verdict", "words", "is_allowed"),
    [
        ("released", "", True),
        ("released", "Lovely", True),
        ("returned", "Earlier", True),
        ("returned", "  ", False),
        ("", "Words", False),
        ("perhaps", "Words", False),
    ],
)
def test_returning_needs_a_word(verdict, words, is_allowed):
    if is_allowed:
        check_verdict(verdict=verdict, words=words)
    else:
        refused(check_verdict, verdict=verdict, words=words)


def test_a_decision_closes_the_film_and_is_in_the_trail(submitted):
    release(submitted.submission, submitted.supervisor, verdict="returned", words="Earlier", minutes=25)
    assert Grant.objects.get().ended_at is not None
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True))[-2:] == [
        "access.ended",
        "submission.returned",
    ]
    assert refused(release, submission=submitted.submission, by=submitted.supervisor) == (
        "This submission has been decided already."
    )
    assert Decision.objects.get().verdict == "returned"


def test_the_film_stays_open_while_another_submission_shows_it(submitted):
    other_cycle = Cycle.objects.create(case=submitted.case, number=2)
    selection = type(submitted.selection).objects.create(cycle=other_cycle)
    add_clip(selection, submitted.footage, 700)
    second = send(SimpleNamespace(**(vars(submitted) | {"selection": selection})))
    release(submitted.submission, submitted.supervisor)
    assert Grant.objects.get().ended_at is None
    release(second, submitted.supervisor)
    assert Grant.objects.get().ended_at is not None


def test_after_a_return_the_clips_can_be_brought_again(submitted):
    release(submitted.submission, submitted.supervisor, verdict="returned", words="Earlier")
    again = send(submitted)
    assert Submission.objects.open().get() == again
    assert Grant.objects.filter(ended_at=None).count() == 1
    consent_builders.answers(submitted.case, submitted.child, supervision="refused")
    assert frozen(again) == frozen(submitted.submission)

"""The shared review: begin it, write in it, end it; what each refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Entry
from cases.actions import add_question, agree_question, rate
from cases.models import Case, Rating
from clips.actions import change_clip, reorder, reviews
from clips.models import AgreedPoint, Clip, Reflection, SelectedClip, ShownClip
from clips.review_rules import can_write, check_list, rating_of
from clips.rules import UnableToPrepare
from consent.models import Withdrawal
from sessions.actions import abandon_cycle
from sessions.models import Cycle, FilmedSession
from supervision.models import Decision, Submission
from tests import builders
from vault.models import Job


def open_points(user, cycle):
    return [(check.sentence, check.blocks) for check in check_list(user, cycle) if not check.done]


def shown_in(review):
    return list(review.shown_clips.values_list("position", "in_frame", "out_frame", "title"))


def refused(action, **facts):
    with pytest.raises(ValidationError) as error:
        action(**facts)
    return error.value.messages[0]


def last_actions(number):
    return list(Entry.objects.order_by("-pk").values_list("action", flat=True)[:number])[::-1]


def test_everything_is_ready(ready):
    assert [(check.done, check.sentence) for check in check_list(ready.guider, ready.cycle)] == [
        (True, "2 clips are chosen."),
        (True, "Everyone in the film agrees to a shared review."),
        (True, "The clips are cut and ready to play."),
    ]


def test_without_clips_there_is_one_thing_to_do(studio):
    assert open_points(studio.guider, studio.cycle) == [("Choose at least one clip in the studio.", True)]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("queued", "The clips are being cut. This takes a few seconds."),
        ("running", "The clips are being cut. This takes a few seconds."),
        ("failed", "A clip could not be cut. Open the selection to try again."),
    ],
)
def test_a_clip_that_is_not_cut_blocks(ready, state, sentence):
    Job.objects.filter(pk=Clip.objects.first().render_id).update(state=state)
    assert open_points(ready.guider, ready.cycle) == [(sentence, True)]


def test_missing_consent_blocks_with_its_reason(ready):
    Withdrawal.objects.create(
        case=ready.case, person=ready.child, scope="shared_review", recorded_by=ready.guider
    )
    [(sentence, blocks)] = open_points(ready.guider, ready.cycle)
    assert sentence.startswith("Robin has taken back the consent to")
    assert blocks


@pytest.mark.parametrize(
    ("verdict", "open_sentences"),
    [
        (None, ["Your supervisor has not looked at it yet."]),
        ("returned", ["Your supervisor returned the clips. Read the remarks first."]),
        ("released", []),
    ],
)
def test_supervision_reminds_and_never_locks(ready, verdict, open_sentences):
    made = Submission.objects.create(
        selection=ready.cycle.selection, submitted_by=ready.guider, supervisor=ready.cast.supervisor
    )
    if verdict:
        Decision.objects.create(submission=made, verdict=verdict, decided_by=ready.cast.supervisor)
    assert open_points(ready.guider, ready.cycle) == [(words, False) for words in open_sentences]
    assert shown_in(reviews.show(cycle=ready.cycle, by=ready.guider))


def test_a_trainee_is_reminded_of_supervision(ready):
    Case.objects.update(guider=ready.cast.trainee)
    cycle = Cycle.objects.get()
    assert open_points(ready.cast.trainee, cycle) == [("Your supervisor has not seen these clips.", False)]


def test_what_is_shown_stays_when_clips_and_order_change(held):
    before = shown_in(held.review)
    assert before == [(1, 0, 250, "At 0"), (2, 300, 550, "At 300")]
    change_clip(clip=held.clips[0], version=1, by=held.guider, title="Another", in_frame=20, out_frame=30)
    SelectedClip.objects.filter(clip=held.clips[1]).delete()
    held.clips[1].delete()
    assert shown_in(held.review) == before
    assert held.shown.render_id != Clip.objects.get().render_id


def test_what_is_shown_stays_in_its_order_with_its_films(held):
    films = list(held.review.shown_clips.values_list("render", flat=True))
    reorder(cycle=held.cycle, clips=[clip.pk for clip in reversed(held.clips)], by=held.guider)
    assert shown_in(held.review) == [(1, 0, 250, "At 0"), (2, 300, 550, "At 300")]
    change_clip(clip=held.clips[0], version=held.clips[0].version, by=held.guider, in_frame=20, out_frame=30)
    assert list(held.review.shown_clips.values_list("render", flat=True)) == films
    assert None not in films


def test_beginning_is_in_the_trail(held):
    assert last_actions(2) == ["review.started", "review.shown"]


@pytest.mark.parametrize("who", ["other_guider", "supervisor", "stranger"])
def test_only_the_guider_in_charge_begins(ready, who):
    before = Entry.objects.count()
    with pytest.raises((ValidationError, UnableToPrepare)):
        reviews.show(cycle=ready.cycle, by=getattr(ready.cast, who))
    assert (FilmedSession.objects.filter(kind="shared_review").count(), ShownClip.objects.count()) == (0, 0)
    assert Entry.objects.count() == before


def test_a_review_whose_consent_is_gone_does_not_begin(ready):
    Withdrawal.objects.create(case=ready.case, person=ready.child, recorded_by=ready.guider)
    before = Entry.objects.count()
    with pytest.raises(UnableToPrepare) as error:
        reviews.show(cycle=ready.cycle, by=ready.guider)
    assert all("Robin has taken back" in reason for reason in error.value.reasons)
    assert (FilmedSession.objects.filter(kind="shared_review").count(), ShownClip.objects.count()) == (0, 0)
    assert Entry.objects.count() == before


def test_a_review_begins_once(held):
    assert refused(reviews.show, cycle=held.cycle, by=held.guider) == (
        "The shared review of this cycle has already begun."
    )
    assert ShownClip.objects.count() == 2


def test_what_is_said_agreed_and_rated_is_kept_and_in_the_trail(held):
    reviews.reflect(shown=held.shown, said_by=held.parent, words=" He looks! ", by=held.guider)
    reviews.agree_point(review=held.review, kind="strength", words="I wait", shown=held.shown, by=held.guider)
    reviews.agree_point(review=held.review, kind="working_point", words="Sit lower", by=held.guider)
    assert last_actions(3) == ["reflection.written", "strength.agreed", "working_point.agreed"]
    reviews.rate_review(review=held.review, value="6", rated_by=held.parent, by=held.guider)
    assert Reflection.objects.get().words == "He looks!"
    assert list(AgreedPoint.objects.values_list("kind", "words", "shown")) == [
        ("strength", "I wait", held.shown.pk),
        ("working_point", "Sit lower", None),
    ]
    assert rating_of(held.review).value == 6


def test_removing_takes_back_what_was_written(held):
    said = reviews.reflect(shown=held.shown, said_by=held.parent, words="He looks!", by=held.guider)
    point = reviews.agree_point(review=held.review, kind="strength", words="I wait", by=held.guider)
    reviews.remove_reflection(reflection=said, by=held.guider)
    reviews.remove_point(point=point, by=held.guider)
    assert last_actions(2) == ["reflection.removed", "strength.removed"]
    assert (Reflection.objects.count(), AgreedPoint.objects.count()) == (0, 0)


def test_words_are_needed_and_the_speaker_takes_part(held):
    somebody = builders.person(builders.case(held.guider))
    facts = {"shown": held.shown, "by": held.guider}
    assert refused(reviews.reflect, said_by=held.parent, words="  ", **facts) == "Write a few words first."
    assert "does not take part" in refused(reviews.reflect, said_by=somebody, words="Hello", **facts)
    assert Reflection.objects.count() == 0


def test_a_rating_needs_a_question(held):
    held.case.helping_questions.all().delete()
    assert "Agree the helping question first" in refused(
        reviews.rate_review, review=held.review, value="6", rated_by=held.parent, by=held.guider
    )


def finish(held):
    reviews.finish(review=held.review, by=held.guider)


def abandon(held):
    abandon_cycle(cycle=held.cycle, reason="refilm", by=held.guider)


def hand_over(held):
    Case.objects.update(guider=held.cast.other_guider)


@pytest.mark.parametrize("end", [finish, abandon, hand_over])
def test_a_review_that_is_over_refuses_every_change(held, end):
    said = reviews.reflect(shown=held.shown, said_by=held.parent, words="He looks!", by=held.guider)
    point = reviews.agree_point(review=held.review, kind="strength", words="I wait", by=held.guider)
    end(held)
    before = Entry.objects.count()
    by = {"by": held.guider}
    refused(reviews.reflect, shown=held.shown, said_by=held.parent, words="Late", **by)
    refused(reviews.agree_point, review=held.review, kind="strength", words="Late", **by)
    refused(reviews.rate_review, review=held.review, value="6", rated_by=held.parent, **by)
    refused(reviews.remove_reflection, reflection=said, **by)
    refused(reviews.remove_point, point=point, **by)
    refused(reviews.finish, review=held.review, **by)
    assert (Reflection.objects.count(), AgreedPoint.objects.count(), Rating.objects.count()) == (1, 1, 0)
    assert Entry.objects.count() == before
    assert not can_write(held.guider, FilmedSession.objects.get(pk=held.review.pk))


def test_finishing_completes_the_cycle(held):
    finish(held)
    held.cycle.refresh_from_db()
    held.review.refresh_from_db()
    assert (held.cycle.state, held.review.finished_at is not None) == ("complete", True)
    assert last_actions(2) == ["review.finished", "cycle.completed"]


def test_the_rating_of_a_review_is_that_of_the_question_that_leads(held):
    reviews.rate_review(review=held.review, value="6", rated_by=held.parent, by=held.guider)
    other = add_question(case=held.case, own_words="Rest", agreed_wording="When do we rest?", by=held.guider)
    rate(question=other, kind="now", moment="review", value=2, rated_by=held.parent, by=held.guider)
    assert rating_of(held.review).value == 6
    agree_question(case=held.case, own_words="We", agreed_wording="How do we smile?", by=held.guider)
    assert rating_of(held.review).value == 6


def test_a_later_rating_belongs_to_its_own_review(held):
    reviews.rate_review(review=held.review, value="6", rated_by=held.parent, by=held.guider)
    finish(held)
    Rating.objects.create(
        question=Rating.objects.get().question,
        kind="now",
        moment="review",
        value=9,
        rated_by=held.parent,
        rated_on=timezone.localdate() + timedelta(days=14),
    )
    held.review.refresh_from_db()
    assert rating_of(held.review).value == 6

"""What the supervisor suggests, clip by clip and as stretches of their own; what both take from it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import Entry
from cases.models import HelpingQuestion, Participation
from clips.models import Clip
from consent.actions import withdraw
from supervision.actions import confirm_reading, decide, remark, suggest, take_over
from supervision.models import Decision, Remark, Submission, SubmittedClip
from tests.supervision.conftest import FAMILY, send

HTMX = {"headers": {"HX-Request": "true"}}


def suggested(submission):
    return list(submission.clips.values_list("suggestion", flat=True))


def propose(scene, by=None, **fields):
    facts = {"frame": 100, "end_frame": 150, "words": "Robin looks\n up", "is_proposal": True} | fields
    return remark(submission=scene.submission, footage=scene.footage, by=by or scene.supervisor, **facts)


def decided(scene, **fields):
    facts = {"verdict": "released", "words": "", "minutes": 5, "learning_points": ""} | fields
    return decide(submission=scene.submission, by=scene.supervisor, **facts)


def page(client, scene):
    return client.get(reverse("submission", args=[scene.submission.pk])).content.decode()


def test_a_suggestion_is_kept_at_a_press_and_read_by_the_trainee(submitted, sign_in):
    first, second = submitted.submission.clips.all()
    client = sign_in(submitted.supervisor)

    def press(clip, value):
        return client.post(reverse("suggestion", args=[clip.pk]), {"suggestion": value}, **HTMX)

    press(first, "first")
    assert suggested(submitted.submission) == ["first", ""]
    press(second, "first")
    assert suggested(submitted.submission) == ["use", "first"]
    shown = press(first, "talk").content.decode()
    assert suggested(submitted.submission) == ["talk", "first"]
    assert re.findall(r'aria-pressed="true">.*?</span>(.*?)</button>', shown, re.DOTALL) == [
        "Talk about it",
        "Use first",
    ]
    assert "Supervisor: Use first" in page(sign_in(submitted.trainee), submitted)
    press(second, "")
    assert suggested(submitted.submission) == ["talk", ""]
    assert Entry.objects.filter(action="clip.suggested").count() == 4


@pytest.mark.parametrize(
    ("who", "is_decided", "value", "sentence"),
    [
        ("trainee", False, "use", "Only the supervisor it was sent to can decide."),
        ("guider", False, "use", "Only the supervisor it was sent to can decide."),
        ("supervisor", False, "bad", "Choose one of the suggestions beside the clip."),
        ("supervisor", True, "use", "This submission is closed. What was written stays as it is."),
    ],
)
def test_a_suggestion_that_is_refused_is_not_kept(submitted, who, is_decided, value, sentence):
    if is_decided:
        decided(submitted)
    with pytest.raises(ValidationError) as error:
        suggest(clip=SubmittedClip.objects.first(), suggestion=value, by=getattr(submitted.cast, who))
    assert (error.value.messages, suggested(submitted.submission)) == ([sentence], ["", ""])


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_suggestion_that_is_refused_is_said_at_once_beside_its_clip(submitted, sign_in, headers):
    client, clip = sign_in(submitted.supervisor), submitted.submission.clips.last()
    where = reverse("suggestion", args=[clip.pk])
    refused = client.post(where, {"suggestion": "bad"}, headers=headers)
    text = refused.content.decode()
    assert (refused.status_code, text.count("Choose one of the suggestions beside the clip.")) == (422, 1)
    assert text.index("Clip at 500") < text.index("Choose one of the suggestions")
    decided(submitted)
    closed = client.post(where, {"suggestion": "use"}, headers=headers).content.decode()
    assert closed.count("This submission is closed. What was written stays as it is.") == 1
    assert "This submission is closed." not in client.get(reverse("submissions")).content.decode()
    assert suggested(submitted.submission) == ["", ""]


def test_the_database_lets_one_clip_be_used_first(submitted):
    with pytest.raises(IntegrityError), transaction.atomic():
        submitted.submission.clips.update(suggestion="first")


def test_a_proposed_stretch_becomes_a_clip_in_the_studio_with_one_press(submitted, sign_in):
    sent = {
        "footage": submitted.footage.pk,
        "frame": 100,
        "end_frame": 150,
        "words": "Look",
        "is_proposal": "1",
    }
    where = reverse("remarks", args=[submitted.submission.pk])
    listed = sign_in(submitted.supervisor).post(where, sent | {"is_proposal": "1"}, **HTMX).content.decode()
    made = Remark.objects.get()
    assert (made.frame, made.end_frame, made.is_proposal) == (100, 150, True)
    assert ("0:04–0:05" in listed, "Proposed as a clip" in listed, "Take it over" in listed) == (
        True,
        True,
        False,
    )
    trainee, taking = sign_in(submitted.trainee), reverse("proposal-taking", args=[made.pk])
    assert "Take it over into the studio" in page(trainee, submitted)
    decided(submitted, verdict="returned", words="Earlier")
    trainee.post(taking)
    clip = Clip.objects.latest("pk")
    assert (clip.in_frame, clip.out_frame, clip.title, clip.made_by) == (100, 150, "Look", submitted.trainee)
    assert "In the studio" in page(trainee, submitted)
    assert "This clip is in your studio already." in trainee.post(taking, follow=True).content.decode()
    assert Clip.objects.count() == 3
    clip.delete()
    assert "Take it over into the studio" in page(trainee, submitted)


@pytest.mark.parametrize(
    ("who", "fields", "sentence"),
    [
        ("trainee", {}, "Your supervisor proposes clips here. Make your own in the studio."),
        ("supervisor", {"end_frame": None}, "Mark where the clip begins and where it ends first."),
        ("supervisor", {"end_frame": 100}, "The stretch must end after it begins, within the film."),
        ("supervisor", {"end_frame": 1001}, "The stretch must end after it begins, within the film."),
        ("supervisor", {"words": " "}, "Write a few words first."),
    ],
)
def test_a_proposal_that_is_refused_is_not_written(submitted, who, fields, sentence):
    with pytest.raises(ValidationError) as error:
        propose(submitted, by=getattr(submitted.cast, who), **fields)
    assert (error.value.messages, Remark.objects.count()) == ([sentence], 0)


def test_only_a_proposal_is_taken_over_and_only_while_the_film_may_be_prepared(submitted):
    said = propose(submitted, is_proposal=False)
    for proposal, by, sentence in (
        (said, submitted.trainee, "This is a remark. Only a proposed clip can be taken over."),
        (said, submitted.supervisor, "Only the trainee in charge of this case takes a proposal over."),
    ):
        with pytest.raises(ValidationError) as error:
            take_over(remark=proposal, by=by)
        assert error.value.messages == [sentence]
    proposal = propose(submitted)
    withdraw(case=submitted.case, person=submitted.child, scope="film", by=submitted.trainee)
    with pytest.raises(ValidationError):
        take_over(remark=proposal, by=submitted.trainee)
    assert (Clip.objects.count(), Remark.objects.exclude(taken_as=None).count()) == (2, 0)


def test_both_sign_off_and_what_was_learned_is_there_next_time(submitted, sign_in):
    where = reverse("decision-new", args=[submitted.submission.pk])
    sent = {"verdict": "returned", "words": "Earlier", "learning_points": "Wait longer.", "minutes": "25"}
    supervisor, trainee = sign_in(submitted.supervisor), sign_in(submitted.trainee)
    supervisor.post(where, sent)
    decision = Decision.objects.get()
    assert (decision.learning_points, decision.minutes, decision.read_at) == ("Wait longer.", 25, None)
    assert "has not confirmed yet" in page(supervisor, submitted)
    assert "I have read this" in page(trainee, submitted)
    trainee.post(reverse("reading", args=[submitted.submission.pk]))
    assert Decision.objects.get().read_at is not None
    assert Entry.objects.latest("pk").action == "decision.read"
    assert "Read by Trainee" in page(supervisor, submitted)
    submitted.submission = send(submitted)
    assert "Wait longer." in page(supervisor, submitted)
    submitted.case.guider = submitted.cast.guider
    submitted.case.save()
    assert "Wait longer." not in page(sign_in(submitted.cast.guider), submitted)


@pytest.mark.parametrize(
    ("who", "is_decided", "times", "sentence"),
    [
        ("trainee", False, 1, "Your supervisor has not decided yet."),
        ("supervisor", True, 1, "Only the trainee who submitted it confirms this."),
        ("trainee", True, 2, "You have confirmed this already."),
    ],
)
def test_reading_is_confirmed_once_by_the_trainee(submitted, who, is_decided, times, sentence):
    if is_decided:
        decided(submitted)
    by = getattr(submitted.cast, who)
    for _ in range(times - 1):
        confirm_reading(submission=submitted.submission, by=by)
    before = list(Decision.objects.values_list("read_at", flat=True))
    with pytest.raises(ValidationError) as error:
        confirm_reading(submission=submitted.submission, by=by)
    assert error.value.messages == [sentence]
    assert list(Decision.objects.values_list("read_at", flat=True)) == before


def test_where_somebody_wrote_a_name_the_supervisor_reads_a_part_in_the_case(submitted, sign_in):
    HelpingQuestion.objects.update(agreed_wording="What does Robin tell Juniper Canary?")
    Participation.objects.filter(person=submitted.child).update(until="2026-01-01")
    SubmittedClip.objects.update(title="Robin's look", answer="Juniper answers Robin. Robinson stays.")
    Submission.objects.update(question="Does Juniper see it?")
    propose(submitted, words="Juniper waits")
    propose(submitted, by=submitted.trainee, words="Robin Canary too", is_proposal=False)
    decided(submitted, words="See Robin", learning_points="Robin first")
    supervisor = sign_in(submitted.supervisor)
    for text in (page(supervisor, submitted), supervisor.get(reverse("submissions")).content.decode()):
        assert [name for name in (*FAMILY, "Juniper", "Robin ", "Robin&") if name in text] == []
    shown = page(supervisor, submitted)
    for words in (
        "What does [Child] tell [Parent]?",
        "[Parent] answers [Child]. Robinson stays.",
        "[Child] too",
    ):
        assert words in shown
    assert "What does Robin tell Juniper Canary?" in page(sign_in(submitted.trainee), submitted)

"""The film of a shared review in supervision: own moments, guider and parent as subjects."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.facts import gather, with_people_and_question
from cases.models import Case
from clips.models import Clip, PrincipleTick
from consent.models import Grant
from consent.rules import permits
from sessions.models import Cycle
from sessions.rules.timeline import cycle_cards
from supervision.actions import decide, submit, suggest
from supervision.models import Submission
from supervision.rules import check_submission, with_news
from tests import builders, consent_builders
from tests.supervision.conftest import GIVEN, add_film, send


@pytest.fixture
def reviewed(chosen: SimpleNamespace) -> SimpleNamespace:
    """The shared review was filmed; one of two clips of it is on the shortlist."""
    guider = builders.person(chosen.case, "guider", "Trainee Themselves")
    for person in (chosen.parent, guider):
        consent_builders.answers(chosen.case, person, **GIVEN, film_the_review="given")
    film = add_film(chosen.cycle, chosen.parent, guider, kind="shared_review")
    facts = {"footage": film, "made_by": chosen.trainee}
    clip = Clip.objects.create(in_frame=40, out_frame=90, shortlisted=True, title="I wait", **facts)
    Clip.objects.create(in_frame=200, out_frame=300, **facts)
    for person in (chosen.parent, guider):
        PrincipleTick.objects.create(clip=clip, principle="receive", subject=person)
    chosen.film, chosen.own, chosen.listed = film, clip, guider
    return chosen


def bring(scene, **fields):
    facts = {"selection": scene.selection, "supervisor": scene.supervisor, "question": "", "kind": "own"}
    return submit(by=scene.trainee, **(facts | fields))


def refusal(scene):
    with pytest.raises(ValidationError) as error:
        check_submission(selection=scene.selection, by=scene.trainee, kind="own")
    return error.value.messages[0]


def may_watch(scene, film):
    return permits(user=scene.supervisor, purpose="supervision", custody=film.custody).allowed


def test_the_shortlist_is_frozen_and_only_the_film_of_the_review_opens(reviewed):
    Cycle.objects.update(state="complete", completed_on="2026-01-01")
    reviewed.selection.cycle.refresh_from_db()
    made = bring(reviewed)
    facts = ("position", "clip", "in_frame", "out_frame", "title", "principles")
    both = [["receive", "parent"], ["receive", "guider"]]
    assert list(made.clips.values_list(*facts)) == [(1, reviewed.own.pk, 40, 90, "I wait", both)]
    assert [grant.custody for grant in Grant.objects.filter(ended_at=None)] == [reviewed.film.custody]
    assert (may_watch(reviewed, reviewed.film), may_watch(reviewed, reviewed.footage)) == (True, False)
    decide(submission=made, verdict="released", words="", minutes=20, by=reviewed.supervisor)
    assert not may_watch(reviewed, reviewed.film)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda _scene: Clip.objects.update(shortlisted=False),
            "Put at least one clip of the film of the review on the shortlist first.",
        ),
        (
            lambda _scene: Cycle.objects.update(state="abandoned", abandon_reason="technical"),
            "This cycle was ended without counting.",
        ),
        (
            lambda scene: consent_builders.answers(scene.case, scene.parent, supervision="refused"),
            "Your supervisor may watch only when everyone in the film agrees. Ask first: Juniper Canary.",
        ),
        (
            lambda scene: consent_builders.answers(scene.case, scene.listed, film_the_review="refused"),
            "Your supervisor may watch only when everyone in the film agrees. Ask first: Trainee Themselves.",
        ),
        (bring, "These clips are already with your supervisor."),
    ],
)
def test_what_own_moments_need(reviewed, change, sentence):
    change(reviewed)
    reviewed.selection.cycle.refresh_from_db()
    before = (Submission.objects.count(), Grant.objects.count())
    assert refusal(reviewed) == sentence
    with pytest.raises(ValidationError):
        bring(reviewed)
    assert (Submission.objects.count(), Grant.objects.count()) == before


def test_each_kind_goes_its_own_way(reviewed):
    """Own moments say nothing about the clips of the shared review."""

    def standing():
        case = with_people_and_question(Case.objects.filter(pk=reviewed.case.pk))
        cycle = gather(case, today=timezone.localdate())[reviewed.case.pk].open_cycles[0]
        return cycle.submission, cycle.verdict, cycle_cards(reviewed.case)[0].verdict

    own = bring(reviewed)
    assert standing() == (None, "", "")
    chosen = send(reviewed)
    decide(submission=own, verdict="returned", words="Shorter", minutes=5, by=reviewed.supervisor)
    assert standing() == (chosen.pk, "", "waiting")
    again = with_news(Submission.objects.all(), reviewed.supervisor).values_list("is_again", flat=True)
    assert set(again) == {False}
    assert [bring(reviewed).kind, Submission.objects.with_supervisor().count()] == ["own", 2]


def test_the_pages_speak_of_own_moments(reviewed, sign_in):
    trainee, supervisor = sign_in(reviewed.trainee), sign_in(reviewed.supervisor)
    where = reverse("own-moments-new", args=[reviewed.cycle.pk])
    cycles = trainee.get(reverse("cycles", args=[reviewed.case.pk])).content.decode()
    assert "Bring them to supervision" in cycles
    form = trainee.get(where).content.decode()
    assert ("I wait" in form, "shared review planned on" in form.lower()) == (True, False)
    trainee.post(where, {"supervisor": reviewed.supervisor.pk, "question": "How do I make her active?"})
    made = Submission.objects.get()
    assert "See what you brought" in trainee.get(where).content.decode()
    screen = supervisor.get(reverse("submission", args=[made.pk])).content.decode()
    for words in ("Film of a shared review", "own moments", "Looked at together", "Talk about it", "Guider"):
        assert words in screen
    for words in ("Use first", "Release for the shared review", "Themselves", "Juniper"):
        assert words not in screen
    assert "Own moments in a shared review" in supervisor.get(reverse("submissions")).content.decode()
    with pytest.raises(ValidationError):
        suggest(clip=made.clips.get(), suggestion="first", by=reviewed.supervisor)
    decide(submission=made, verdict="returned", words="Look again", minutes=5, by=reviewed.supervisor)
    again = trainee.get(reverse("submission", args=[made.pk])).content.decode()
    assert (where in again, reverse("studio", args=[reviewed.film.pk]) in again) == (True, True)

"""How the consent stands, beside the film; and the film of a shared review in the studio."""

import pytest
from django.urls import reverse

from clips import actions
from clips.consent_line import consent_line_of
from clips.models import SelectedClip
from clips.rules import UnableToPrepare
from consent.models import Withdrawal
from sessions.models import FilmedSession
from tests import builders, consent_builders
from tests.clips.conftest import add_clip, add_film
from vault.models import Recording


def told(footage) -> dict[str, list[tuple[str, str]]]:
    lines = consent_line_of(footage).lines
    return {str(line.words): [(part, str(answer)) for part, answer in line.lacking] for line in lines}


@pytest.fixture
def review_film(studio):
    """The guider is a person of the case, who can be seen in the film."""
    studio.ash = builders.person(studio.case, "guider", "Ash")
    for person in (studio.parent, studio.ash):
        consent_builders.answers(studio.case, person, film_the_review="given")
    footage = add_film(studio.cycle, studio.parent, studio.ash)
    FilmedSession.objects.filter(pk=footage.filmed_session_id).update(kind="shared_review")
    Recording.objects.filter(pk=footage.custody.recording_id).update(kind="review")
    return type(footage).objects.get(pk=footage.pk)


def test_each_use_of_the_film_says_who_has_not_agreed_by_their_part(studio):
    consent_builders.answers(studio.case, studio.parent, supervision="refused", keepsake="given")
    assert consent_line_of(studio.footage).people == ["Parent", "Child"]
    assert told(studio.footage) == {
        "film": [],
        "shared review": [],
        "supervision": [("Parent", "No"), ("Child", "Not asked")],
        "stills to keep": [("Child", "Not asked")],
    }


def test_what_is_taken_back_shows_the_next_time_it_is_asked_for(studio, sign_in):
    client = sign_in(studio.guider)
    where = reverse("footage-consent", args=[studio.footage.pk])
    before = client.get(where).content.decode()
    Withdrawal.objects.create(
        case=studio.case, person=studio.child, scope="shared_review", recorded_by=studio.guider
    )
    after = client.get(where).content.decode()
    assert ("shared review: yes" in before, "shared review: Child – taken back" in after) == (True, True)
    for page in (before, after):
        assert "Juniper" not in page
        assert reverse("consent", args=[studio.case.pk]) in page


def test_where_everybody_agreed_to_everything_nothing_is_to_be_asked(studio, sign_in):
    for person in (studio.parent, studio.child):
        consent_builders.answers(studio.case, person, supervision="given", keepsake="given")
    page = sign_in(studio.guider).get(reverse("footage-consent", args=[studio.footage.pk])).content.decode()
    assert page.count(": yes") == 4
    assert reverse("consent", args=[studio.case.pk]) not in page


def test_on_the_film_of_a_review_guider_and_parent_are_the_subjects(studio, review_film, sign_in):
    page = sign_in(studio.guider).get(reverse("studio", args=[review_film.pk])).content.decode()
    for words in ("film of the shared review", "For your supervision", "Juniper", "Ash"):
        assert words in page
    assert "Robin" not in page
    assert told(review_film).keys() == {"film of the review", "supervision", "stills to keep"}
    assert "To tick your own behaviour" not in page

    clip = actions.make_clip(footage=review_film, in_frame=0, out_frame=250, by=studio.guider)
    actions.tick(clip=clip, principle="receive", subject=studio.ash, by=studio.guider)
    actions.change_clip(clip=clip, version=1, by=studio.guider, shortlisted=True)
    actions.mark_moment(footage=review_film, frame=5, by=studio.guider)
    assert actions.keep_still(footage=review_film, frame=5, by=studio.guider).frame == 5
    assert [tick.subject for tick in clip.ticks.all()] == [studio.ash]


def test_a_guider_who_is_not_listed_is_told_how_to_tick_their_own_behaviour(studio, review_film, sign_in):
    review_film.custody.appearances.filter(person=studio.ash).delete()
    page = sign_in(studio.guider).get(reverse("studio", args=[review_film.pk])).content.decode()
    assert "To tick your own behaviour" in page
    assert reverse("footage-people", args=[review_film.pk]) in page


def test_nothing_of_a_review_film_is_chosen_for_the_family(studio, review_film):
    clip = add_clip(review_film)
    with pytest.raises(UnableToPrepare, match="for supervision"):
        actions.choose(clip=clip, by=studio.guider)
    assert not SelectedClip.objects.exists()

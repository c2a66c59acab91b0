"""A filming with nothing usable is a normal outcome: no missed visit, and it leads to another filming."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.facts import gather, with_people_and_question
from cases.models import Case
from cases.next_step import next_step
from sessions import actions
from sessions.models import Cycle, FilmedSession
from sessions.rules.cycles import film_is_done
from sessions.rules.filmings import can_set_aside
from tests import builders


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


def step_of(case):
    listed = with_people_and_question(Case.objects.filter(pk=case.pk))
    return next_step(gather(listed, today=timezone.localdate())[case.pk])


def set_aside(scene, reason="asleep"):
    actions.set_aside(filmed_session=scene.filming, reason=reason, by=scene.guider)
    scene.filming.refresh_from_db()


def refused(scene, sentence, reason="asleep"):
    before = list(FilmedSession.objects.values()), Entry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        set_aside(scene, reason)
    assert (list(FilmedSession.objects.values()), Entry.objects.count()) == before


def test_nothing_usable_ends_neither_the_cycle_nor_the_visit(client, scene):
    response = client.post(
        reverse("nothing-usable", args=[scene.filming.pk]), {"reason": "asleep"}, follow=True
    )
    assert response.redirect_chain == [(reverse("filming-new", args=[scene.cycle.pk]), 302)]
    assert "nobody missed it" in response.content.decode()
    scene.filming.refresh_from_db()
    scene.cycle.refresh_from_db()
    assert (scene.filming.state, scene.cycle.state) == ("set_aside", "open")
    assert Entry.objects.latest("pk").detail == {"reason": "asleep"}


def test_the_next_step_is_then_another_filming(scene):
    builders.helping_question(scene.case, rated_by=scene.parent)
    assert step_of(scene.case).sentence == "Add the film"
    set_aside(scene)
    step = step_of(scene.case)
    assert (step.sentence, step.url) == ("Plan the filming", reverse("filming-new", args=[scene.cycle.pk]))
    assert "that happens" in step.hint


def test_the_page_says_so_kindly_and_takes_no_film_until_it_is_taken_up_again(client, scene):
    page = reverse("filming", args=[scene.filming.pk])
    assert "Nothing usable this time?" in client.get(page).content.decode()
    set_aside(scene)
    shown = client.get(page).content.decode()
    assert ("Somebody fell asleep" in shown, "Plan another filming" in shown) == (True, True)
    assert client.post(reverse("upload-new", args=[scene.filming.pk])).status_code >= 400
    client.post(reverse("filming-taking-up", args=[scene.filming.pk]))
    scene.filming.refresh_from_db()
    assert (scene.filming.state, scene.filming.nothing_usable) == ("open", "")


def test_its_film_stays_and_does_not_make_the_cycle_count(scene, film_of):
    film = film_of(scene.filming, scene.parent, state="ready", ready_at=timezone.now())
    assert film_is_done(scene.cycle)
    set_aside(scene, "interrupted")
    assert not film_is_done(scene.cycle)
    assert list(scene.filming.footage.all()) == [film]


def test_a_film_with_clips_a_review_and_a_day_to_come_are_refused(scene, film_of):
    refused(scene, "Say what happened", reason="bored")
    film = film_of(scene.filming, scene.parent, state="ready")
    clip = film.clips.create(in_frame=1, out_frame=9, made_by=scene.guider)
    refused(scene, "clips of this film already")
    clip.delete()
    FilmedSession.objects.update(held_on=timezone.localdate() + timedelta(days=1))
    refused(scene, "still to come")
    FilmedSession.objects.update(held_on=timezone.localdate(), kind="shared_review")
    refused(scene, "not possible while")


@pytest.mark.parametrize("state", ["open", "complete", "abandoned"])
@pytest.mark.parametrize("days", [-1, 0, 1])
@pytest.mark.parametrize("kind", ["filming", "shared_review"])
def test_it_is_offered_for_a_filming_that_has_been_in_an_open_cycle(scene, state, days, kind):
    scene.filming.cycle.state, scene.filming.kind = state, kind
    scene.filming.held_on = timezone.localdate() + timedelta(days=days)
    assert can_set_aside(scene.filming) is (state == "open" and days <= 0 and kind == "filming")


def test_the_next_cycle_opens_while_this_one_is_unfinished(scene, film_of):
    film_of(scene.filming, scene.parent, state="ready", ready_at=timezone.now())
    review = actions.start_review(cycle=scene.cycle, by=scene.guider)
    second = actions.open_cycle(case=scene.case, by=scene.guider)
    # Filmed in the same visit as the review of the cycle before.
    actions.plan_filming(cycle=second, held_on=review.held_on, place="", activity="play", by=scene.guider)
    assert list(scene.case.cycles.values_list("number", "state")) == [(1, "open"), (2, "open")]
    actions.finish_review(filmed_session=review, by=scene.guider)
    actions.complete_cycle(cycle=scene.cycle, by=scene.guider)
    assert list(scene.case.cycles.values_list("number", "state")) == [(1, "complete"), (2, "open")]


def test_a_cycle_has_as_many_films_as_there_were(scene, film_of):
    again = actions.plan_filming(
        cycle=scene.cycle, held_on=timezone.localdate(), place="", activity="book", by=scene.guider
    )
    for filming in (scene.filming, again):
        film_of(filming, scene.parent, state="ready", ready_at=timezone.now())
    assert scene.cycle.filmed_sessions.filter(footage__isnull=False).count() == 2


@pytest.mark.parametrize("reason", Cycle.AbandonReason.values)
def test_a_cycle_is_let_go_with_any_of_the_reasons(client, scene, reason):
    response = client.post(reverse("cycle-abandonment", args=[scene.cycle.pk]), {"reason": reason})
    page = "closure" if reason == "case_closed" else "case"
    assert response.headers["Location"] == reverse(page, args=[scene.case.pk])
    scene.cycle.refresh_from_db()
    assert (scene.cycle.state, scene.cycle.abandon_reason) == ("abandoned", reason)


def test_a_cycle_is_not_let_go_without_a_reason(client, scene):
    client.post(reverse("cycle-abandonment", args=[scene.cycle.pk]), {"reason": ""})
    scene.cycle.refresh_from_db()
    assert scene.cycle.state == "open"

"""The part of the case page that shows its cycles."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clips.models import SelectedClip, Selection
from sessions.models import Cycle, FilmedSession
from supervision.models import Decision, Submission


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


@pytest.fixture
def part(client, scene):
    def part() -> str:
        return client.get(reverse("cycles", args=[scene.case.pk])).content.decode()

    return part


def test_a_case_without_cycles_says_how_to_begin(part, scene):
    Cycle.objects.all().delete()
    assert "Plan the first filming" in part()


def test_beginning_a_cycle_leads_to_planning_its_filming(client, scene):
    response = client.post(reverse("cycles", args=[scene.case.pk]))
    begun = scene.case.cycles.get(number=2)
    assert response.headers["Location"] == reverse("filming-new", args=[begun.pk])


def test_a_paused_case_begins_no_cycle(client, scene, part):
    scene.case.status = "paused"
    scene.case.save(update_fields=["status"])
    assert "Begin another cycle" not in part()
    client.post(reverse("cycles", args=[scene.case.pk]))
    assert scene.case.cycles.count() == 1


def test_each_state_of_a_cycle_offers_its_next_step(part, scene, film_of):
    assert ("Add the film" in part(), "Choose clips" in part()) == (True, False)
    film = film_of(scene.filming, scene.parent, state="ready", ready_at=timezone.now())
    assert "Choose clips" in part()
    clip = film.clips.create(in_frame=1, out_frame=9, made_by=scene.guider)
    selection = Selection.objects.create(cycle=scene.cycle)
    SelectedClip.objects.create(selection=selection, clip=clip, position=1)
    assert [words in part() for words in ("1 clip chosen", "Prepare the shared review")] == [True, True]
    review = FilmedSession.objects.create(cycle=scene.cycle, kind="shared_review")
    assert "Go on with the shared review" in part()
    review.finished_at = timezone.now()
    review.save()
    Cycle.objects.update(state="complete", completed_on="2026-04-02")
    assert [words in part() for words in ("Counted, 2 April 2026", "End without counting")] == [True, False]


def test_supervision_is_told_as_it_stands(part, scene):
    selection = Selection.objects.create(cycle=scene.cycle)
    submission = Submission.objects.create(
        selection=selection, submitted_by=scene.guider, supervisor=scene.cast.supervisor
    )
    assert "Waiting for your supervisor" in part()
    Decision.objects.create(submission=submission, verdict="released", decided_by=scene.cast.supervisor)
    assert "Released by your supervisor" in part()


def test_a_film_that_waits_for_consent_shows_no_picture(part, scene, film_of):
    layout = {"columns": 4, "cell": [160, 90], "frames": list(range(10))}
    film = film_of(scene.filming, scene.parent, state="ready", strip_layout=layout)
    strip = reverse("footage-strip", args=[film.pk])
    assert strip not in part()  # it has not been drawn yet
    film.custody.recording.files.create(
        key=uuid4(), role="strip", content_type="image/jpeg", complete=True, sha256="0" * 64
    )
    assert (strip in part(), 'viewBox="480 0 160 90"' in part()) == (True, True)
    scene.parent.consent_records.all()[0].decisions.filter(scope="film").update(answer="refused")
    assert (strip in part(), "Waiting for consent" in part()) == (False, True)


def test_many_cycles_take_as_many_queries_as_a_few(client, scene, film_of):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(reverse("cycles", args=[scene.case.pk]))
        return len(captured)

    def more(numbers: range) -> None:
        for number in numbers:
            cycle = Cycle.objects.create(case=scene.case, number=number)
            filming = FilmedSession.objects.create(cycle=cycle, kind="filming")
            film = film_of(filming, scene.parent, scene.child, state="ready")
            clip = film.clips.create(in_frame=1, out_frame=9, made_by=scene.guider)
            selection = Selection.objects.create(cycle=cycle)
            SelectedClip.objects.create(selection=selection, clip=clip, position=1)
            submission = Submission.objects.create(
                selection=selection, submitted_by=scene.guider, supervisor=scene.cast.supervisor
            )
            Decision.objects.create(
                submission=submission, verdict="released", decided_by=scene.cast.supervisor
            )

    more(range(2, 5))
    queries()
    few = queries()
    more(range(5, 32))
    assert queries() == few

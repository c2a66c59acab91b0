"""What was on the screen of a shared review, beside the film of it that was brought to supervision."""

import re
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.actions.joining import join_film
from clips.models import Clip, OnScreen, Reflection, ShownClip, Sign
from consent.actions import withdraw
from sessions.models import Cycle
from supervision.actions import decide, submit
from tests import consent_builders
from tests.supervision.conftest import FAMILY, GIVEN, add_film


@pytest.fixture
def brought(chosen: SimpleNamespace) -> SimpleNamespace:
    """The parent, who is in the film of the review, and the child, who is not, were heard in it."""
    consent_builders.answers(chosen.case, chosen.parent, **GIVEN, film_the_review="given")
    chosen.film = add_film(chosen.cycle, chosen.parent, kind="shared_review")
    review = chosen.film.filmed_session
    shown = ShownClip.objects.create(
        filmed_session=review,
        clip=chosen.clips[0],
        footage=chosen.footage,
        position=1,
        in_frame=100,
        out_frame=350,
        title="Robin waits",
    )
    facts = {"shown": shown, "created_at": timezone.now()}
    seen = OnScreen.objects.create(
        key=uuid4(), shown=shown, frame=0, is_playing=True, is_blank=False, at=timezone.now()
    )
    for words, said_by, noticed_by in (
        ("Robin looks at Juniper", chosen.parent, chosen.child),
        ("Only mine", chosen.child, None),
    ):
        later = timezone.now() + timedelta(seconds=12)
        Reflection.objects.create(
            key=uuid4(), words=words, said_by=said_by, noticed_by=noticed_by, **facts | {"created_at": later}
        )
    for person in (chosen.parent, chosen.child):
        Sign.objects.create(
            key=uuid4(),
            shown=shown,
            person=person,
            kind="smiled",
            frame=3,
            contact="reception",
            at=timezone.now(),
        )
    Clip.objects.create(
        footage=chosen.film, in_frame=40, out_frame=90, shortlisted=True, made_by=chosen.trainee
    )
    Cycle.objects.update(state="complete", completed_on="2026-01-01")
    chosen.selection.cycle.refresh_from_db()
    chosen.seen = seen
    chosen.submission = submit(
        selection=chosen.selection, supervisor=chosen.supervisor, question="", kind="own", by=chosen.trainee
    )
    return chosen


def join(scene):
    join_film(footage=scene.film, seen=scene.seen, frame=250, by=scene.trainee)


def beside(scene, client):
    """The text of that part of the page."""
    page = client.get(reverse("submission", args=[scene.submission.pk])).content.decode()
    part = re.search(r'<section class="film-times".*?</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", part[0]).split()) if part else ""


def test_nothing_stands_there_until_the_guider_has_joined_the_film(brought, sign_in):
    assert beside(brought, sign_in(brought.supervisor)) == ""
    join(brought)
    assert "What was on the screen" in beside(brought, sign_in(brought.supervisor))


def test_the_supervisor_reads_parts_and_no_names_and_only_of_those_in_the_film(brought, sign_in):
    join(brought)
    text = beside(brought, sign_in(brought.supervisor))
    for words in (
        "1. [Child] waits",
        "0:10",
        "[Child] looks at [Parent]",
        "Parent · noticed by Child",
        "Parent smiled · reception",
    ):
        assert words in text
    for words in (*FAMILY, "Juniper", "Robin", "Only mine", "Child smiled"):
        assert words not in text


def test_the_guider_reads_it_as_it_was_kept(brought, sign_in):
    join(brought)
    text = beside(brought, sign_in(brought.trainee))
    for words in ("1. Robin waits", "Robin looks at Juniper", "Only mine"):
        assert words in text


@pytest.mark.parametrize(
    "close",
    [
        lambda scene: decide(
            submission=scene.submission, verdict="released", words="", minutes=5, by=scene.supervisor
        ),
        lambda scene: withdraw(case=scene.case, person=scene.parent, scope="supervision", by=scene.trainee),
    ],
)
def test_it_closes_with_the_film(brought, sign_in, close):
    join(brought)
    close(brought)
    client = sign_in(brought.supervisor)
    assert beside(brought, client) == ""
    page = client.get(reverse("submission", args=[brought.submission.pk]))
    assert b"looks at" not in page.content


def test_clips_for_a_shared_review_have_nothing_of_it(brought, sign_in):
    join(brought)
    Cycle.objects.update(state="open", completed_on=None)
    brought.selection.cycle.refresh_from_db()
    made = submit(selection=brought.selection, supervisor=brought.supervisor, question="", by=brought.trainee)
    page = sign_in(brought.supervisor).get(reverse("submission", args=[made.pk])).content.decode()
    assert "film-times" not in page

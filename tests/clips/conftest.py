"""A film of 40 s in an open cycle, with a parent and a child who have agreed, ready for the studio."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from cases.models import Case
from clips.actions import choose, reviews
from clips.models import Clip, Moment
from sessions.models import Cycle, FilmedSession, Footage
from tests import builders, consent_builders
from tests.clips.in_browser import scene, studio_page
from vault.frames import FrameTable
from vault.models import Job, Recording

__all__ = ["scene", "studio_page"]

FRAMES, STEP = 1000, 3600


@pytest.fixture
def studio(cast: SimpleNamespace) -> SimpleNamespace:
    """Rows only: the film has a frame table and no bytes."""
    case = builders.case(cast.guider)
    parent, child = builders.person(case, name="Juniper"), builders.person(case, "child", "Robin")
    builders.helping_question(case)
    for person in (parent, child):
        consent_builders.answers(case, person, film="given", shared_review="given")
    cycle = Cycle.objects.create(case=case, number=1)
    footage = add_film(cycle, parent, child)
    return SimpleNamespace(
        cast=cast, guider=cast.guider, case=case, cycle=cycle, footage=footage, parent=parent, child=child
    )


@pytest.fixture
def ready(studio):
    """Two chosen clips that have been cut."""
    Recording.objects.update(ready_at=timezone.now())
    Case.objects.update(status="active")
    studio.clips = [add_clip(studio.footage, start, start + 250, title=f"At {start}") for start in (0, 300)]
    for clip in studio.clips:
        choose(clip=clip, by=studio.guider)
    Job.objects.update(state="done")
    return studio


@pytest.fixture
def held(ready):
    ready.review = reviews.show(cycle=ready.cycle, by=ready.guider)
    ready.shown = ready.review.shown_clips.first()
    return ready


def add_film(cycle: Cycle, *people: Any) -> Footage:
    table = FrameTable(tuple(range(0, FRAMES * STEP, STEP)))
    custody = consent_builders.film(cycle.case, *people)
    Recording.objects.filter(pk=custody.recording_id).update(
        state="ready", frame_count=FRAMES, duration_ms=table.duration_ms, frame_table=table.pack()
    )
    filming = FilmedSession.objects.create(cycle=cycle, kind=FilmedSession.Kind.FILMING)
    made = Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="kitchen.mp4", added_by=cycle.case.guider
    )
    return Footage.objects.select_related("custody__recording", "custody__case", "filmed_session__cycle").get(
        pk=made.pk
    )


def add_clip(footage: Footage, start: int = 100, end: int = 350, **fields: Any) -> Clip:
    return Clip.objects.create(
        footage=footage, in_frame=start, out_frame=end, made_by=footage.added_by, **fields
    )


def add_moment(footage: Footage, frame: int = 500) -> Moment:
    return Moment.objects.create(footage=footage, frame=frame, marked_by=footage.added_by)

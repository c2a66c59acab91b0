"""A trainee's case whose two clips are chosen: everyone in the film has agreed to supervision."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from clips.models import Clip, PrincipleTick, SelectedClip, Selection
from sessions.models import Cycle, FilmedSession, Footage
from supervision.actions import enrol, ensure_pathways, submit
from supervision.models import Enrolment, Stage, Submission
from tests import builders, consent_builders
from vault import files
from vault.frames import FrameTable
from vault.models import Recording, SealedFile

FRAMES, STEP = 1000, 3600
FAMILY = ("Juniper Canary", "Robin Canary", "1991", "12 Canary Lane")
GIVEN = {"film": "given", "shared_review": "given", "supervision": "given"}


@pytest.fixture
def chosen(cast: SimpleNamespace) -> SimpleNamespace:
    return choose_clips(cast, cast.trainee)


@pytest.fixture
def submitted(chosen: SimpleNamespace) -> SimpleNamespace:
    chosen.submission = send(chosen)
    return chosen


def choose_clips(cast: SimpleNamespace, trainee: User) -> SimpleNamespace:
    case = builders.case(trainee, status="active")
    parent = builders.person(case, name="Juniper Canary", born_on="1991-02-03")
    child = builders.person(case, "child", "Robin Canary", born_on="2025-10-01")
    builders.helping_question(case, rated_by=parent)
    for person in (parent, child):
        consent_builders.answers(case, person, **GIVEN)
    cycle = Cycle.objects.create(case=case, number=1)
    footage = add_film(cycle, parent, child)
    selection = Selection.objects.create(cycle=cycle)
    clips = [add_clip(selection, footage, start, title=f"Clip at {start}") for start in (100, 500)]
    PrincipleTick.objects.create(clip=clips[0], principle="receive", subject=parent)
    return SimpleNamespace(
        cast=cast,
        trainee=trainee,
        supervisor=cast.supervisor,
        case=case,
        parent=parent,
        child=child,
        cycle=cycle,
        footage=footage,
        selection=selection,
        clips=clips,
    )


def add_film(cycle: Cycle, *people: Any, kind: str = "filming") -> Footage:
    """A film whose working copy and strip are sealed noise, with a frame table of 40 s."""
    filming = FilmedSession.objects.create(cycle=cycle, kind=kind)
    custody, _working = consent_builders.sealed_film(
        cycle.case, people, b"noise" * 100, kind=filming.recording_kind
    )
    recording = custody.recording
    table = FrameTable(tuple(range(0, FRAMES * STEP, STEP)))
    recording.state, recording.frame_count = Recording.State.READY, FRAMES
    recording.frame_table, recording.duration_ms = table.pack(), table.duration_ms
    recording.save(update_fields=["state", "frame_count", "frame_table", "duration_ms"])
    strip = files.begin(recording=recording, role="strip", content_type="image/jpeg")
    files.append(file=strip, start=0, pieces=[b"strip"], total=5)
    SealedFile.objects.filter(pk=strip.pk).update(sha256="0" * 64, complete=True)
    made = Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="film.mp4", added_by=cycle.case.guider
    )
    return Footage.objects.select_related("custody__recording", "custody__case").get(pk=made.pk)


def add_clip(selection: Selection, footage: Footage, start: int, **fields: Any) -> Clip:
    clip = Clip.objects.create(
        footage=footage, in_frame=start, out_frame=start + 250, made_by=footage.added_by, **fields
    )
    SelectedClip.objects.create(selection=selection, clip=clip, position=selection.chosen.count() + 1)
    return clip


def send(chosen: SimpleNamespace, **fields: Any) -> Submission:
    facts = {"question": "Which first?", "review_planned_on": None} | fields
    return submit(selection=chosen.selection, supervisor=chosen.supervisor, by=chosen.trainee, **facts)


def put_on_stage(scene: SimpleNamespace) -> Enrolment:
    """The first of three stages, more than half done."""
    ensure_pathways()
    stage = Stage.objects.get(pathway__code="three-stages-orkney", number=1)
    done = {"cycles": 4, "clients": 1, "minutes": 330}
    facts = {"begun_on": timezone.localdate(), "carried": done, "reason": "Done before"}
    return enrol(trainee=scene.trainee, stage=stage, by=scene.supervisor, **facts)

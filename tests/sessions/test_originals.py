"""The original goes when the policy says so, never before its copy is proven; its fingerprint stays."""

import hashlib
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from consent.actions import take_custody
from sessions import tasks
from sessions.actions import abandon_cycle, complete_cycle, destroy_original
from sessions.models import Footage
from vault import actions, files, jobs
from vault.models import Job, Key, Recording, SealedFile
from vault.reading import read_all

pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
ORIGINAL, COPY = b"as the phone made it " * 1000, b"as it is watched " * 500


@pytest.fixture
def film(scene: SimpleNamespace) -> Footage:
    """A film that was copied, checked and is ready to watch; its filming has been reviewed."""
    scene.cycle.filmed_sessions.create(kind="shared_review", finished_at=timezone.now())
    return prepared(scene, scene.filming)


def prepared(scene: SimpleNamespace, filmed_session: object) -> Footage:
    recording = actions.start_recording(
        case_key=scene.case.key, kind=filmed_session.recording_kind, by=scene.guider
    )
    actions.append_original(recording=recording, start=0, pieces=[ORIGINAL], total=len(ORIGINAL))
    job = actions.finish_original(recording=recording, by=scene.guider)
    copy = files.begin(recording=recording, role="working", content_type="video/mp4", job=job)
    files.append(file=copy, start=0, pieces=[COPY], total=len(COPY))
    sha256 = hashlib.sha256(COPY).hexdigest()
    SealedFile.objects.filter(pk=copy.pk).update(complete=True, sha256=sha256)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    check = jobs.enqueue(recording, Job.Kind.CHECK)
    Job.objects.filter(pk=check.pk).update(state=Job.State.DONE)
    measured = {"frame_count": 50, "duration_ms": 2000, "frame_table": b"x", "ready_at": timezone.now()}
    Recording.objects.filter(pk=recording.pk).update(state=Recording.State.READY, **measured)
    recording.refresh_from_db()
    custody = take_custody(
        recording=recording, case=scene.case, persons=[scene.parent, scene.child], by=scene.guider
    )
    return Footage.objects.create(
        filmed_session=filmed_session, custody=custody, file_name="film.mp4", added_by=scene.guider
    )


def file(film: Footage, role: str) -> SealedFile:
    return film.custody.recording.files.get(role=role)


def has_original(film: Footage) -> bool:
    """Whether the original can be read; the copy always can."""
    assert read_all(file(film, "working")) == COPY
    original = file(film, "original")
    is_whole = original.complete and read_all(original) == ORIGINAL
    assert Key.objects.filter(pk=original.key).exists() == is_whole
    assert original.segments.exists() == is_whole
    return is_whole


def test_completing_the_cycle_destroys_the_originals_of_filming_and_review(scene, film):
    review = prepared(scene, scene.cycle.filmed_sessions.get(kind="shared_review"))
    tasks.sweep_originals()
    assert (has_original(film), has_original(review)) == (True, True)
    complete_cycle(cycle=scene.cycle, by=scene.guider)
    assert (has_original(film), has_original(review)) == (False, False)
    entry = Entry.objects.filter(action="original.destroyed").earliest("pk")
    assert (entry.actor, entry.subject, entry.case) == (
        "system",
        f"vig_sessions.footage:{film.pk}",
        f"cases.case:{scene.case.pk}",
    )
    assert entry.detail == {"policy": "cycle_complete", "sha256": hashlib.sha256(ORIGINAL).hexdigest()}


def test_an_abandoned_cycle_has_no_more_use_for_its_originals(scene, film):
    abandon_cycle(cycle=scene.cycle, reason="refilm", by=scene.guider)
    assert not has_original(film)


def test_a_review_film_that_comes_after_the_cycle_is_complete_loses_its_original_by_the_sweep(scene, film):
    complete_cycle(cycle=scene.cycle, by=scene.guider)
    late = prepared(scene, scene.cycle.filmed_sessions.get(kind="shared_review"))
    assert has_original(late)
    tasks.sweep_originals()
    assert not has_original(late)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": Job.Kind.CHECK, "state": Job.State.QUEUED},
        {"kind": Job.Kind.CHECK, "state": Job.State.FAILED},
        {"kind": Job.Kind.TRANSCODE, "state": Job.State.FAILED},
        {"kind": Job.Kind.CLIP, "state": Job.State.QUEUED},
    ],
)
def test_while_something_may_need_it_the_original_waits_for_a_later_sweep(scene, film, change):
    job = Job.objects.create(recording=film.custody.recording, queue="bulk", **change)
    complete_cycle(cycle=scene.cycle, by=scene.guider)
    tasks.sweep_originals()
    assert has_original(film)
    assert not Entry.objects.filter(action="original.destroyed").exists()
    job.state = Job.State.DONE
    job.save(update_fields=["state"])
    tasks.sweep_originals()
    assert not has_original(film)


def test_without_a_checked_copy_the_original_stays(scene, film):
    film.custody.recording.jobs.filter(kind=Job.Kind.CHECK).delete()
    complete_cycle(cycle=scene.cycle, by=scene.guider)
    tasks.sweep_originals()
    assert has_original(film)


@pytest.mark.parametrize(("policy", "stays"), [("ready", False), ("cycle_complete", True), ("kept", True)])
def test_the_policy_decides_what_happens_in_an_open_cycle(film, settings, policy, stays):
    settings.ORIGINALS = policy
    tasks.sweep_originals()
    assert has_original(film) == stays


def test_originals_that_are_kept_outlive_the_cycle(scene, film, settings):
    settings.ORIGINALS = "kept"
    complete_cycle(cycle=scene.cycle, by=scene.guider)
    tasks.sweep_originals()
    assert has_original(film)


def test_doing_it_twice_changes_nothing_more(scene, film):
    complete_cycle(cycle=scene.cycle, by=scene.guider)
    before = file(film, "original").discarded_at
    destroy_original(footage=film, by=scene.guider)
    tasks.sweep_originals()
    assert file(film, "original").discarded_at == before
    assert Entry.objects.filter(action="original.destroyed").count() == 1


def test_the_guider_is_told_before_and_after_and_keeps_the_receipt(scene, film, sign_in):
    page = reverse("filming", args=[scene.filming.pk])
    client = sign_in(scene.guider)
    before = client.get(page).content.decode()
    assert "the uploaded original when this cycle is complete or ended; the working copy stays." in before
    complete_cycle(cycle=scene.cycle, by=scene.guider)
    after = client.get(page).content.decode()
    day = timezone.localdate()
    assert f"Original destroyed on {day.day} {day:%B %Y}; the working copy stays." in after
    assert hashlib.sha256(ORIGINAL).hexdigest() in after.replace("</span><span>", "")


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        (
            "ready",
            "Attune destroys the uploaded original once the working copy has been checked; that copy stays.",
        ),
        (
            "kept",
            "Attune keeps the uploaded original, sealed, until the film itself is removed or its time is up.",
        ),
    ],
)
def test_before_the_first_film_the_page_says_what_will_become_of_it(
    scene, sign_in, settings, policy, sentence
):
    settings.ORIGINALS = policy
    page = sign_in(scene.guider).get(reverse("filming", args=[scene.filming.pk]))
    assert sentence in page.content.decode()

"""Where a recording stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, ManyToOneRel, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vault.capacity import processes_for
from vault.costs import cost_of_transcode
from vault.estimates import seconds_of, sized, speed_of
from vault.models import Job, Recording, SealedFile

PREPARING = (Job.Kind.PREPARE, Job.Kind.TRANSCODE)
UNFINISHED = (Job.State.QUEUED, Job.State.LEASED)
# What was cut from a film, and the film with all that was made of the whole of it.
CUT = frozenset({SealedFile.Role.CLIP.value, SealedFile.Role.STILL.value, SealedFile.Role.KEEPSAKE.value})
RAW = frozenset(SealedFile.Role.values) - CUT
ENDED = Recording.OVER | {Recording.State.FAILED, Recording.State.CLIPS}
SHARE_WORTH_A_GUESS = 0.05


class NeverFits(ValidationError):
    """No amount of waiting makes room for this film on this machine."""


@dataclass(frozen=True)
class Progress:
    """`ahead` counts the jobs that come before this one; `seconds_left` includes the time they take."""

    state: str
    stage: str
    percent: int
    seconds_left: int | None
    ahead: int
    failure: str
    may_try_again: bool = False


def progress(recording: Recording) -> Progress:
    """What the waiting person is told."""
    job = sized(recording.jobs.filter(kind__in=PREPARING)).order_by("-created_at", "-pk").first()
    if recording.state == Recording.State.READY:
        return Progress(recording.state, "", 100, 0, 0, "")
    if job is None or recording.state in ENDED:
        may_try_again = job is not None and job.state == Job.State.FAILED and not job.is_refused
        return Progress(recording.state, "", 0, None, 0, recording.failure, may_try_again)
    is_queued = job.state == Job.State.QUEUED
    ahead = list(sized(_ahead_of(job))) if is_queued else []
    return Progress(
        state=recording.state,
        stage=job.get_waits_for_display() if is_queued else job.stage,
        percent=int(job.progress * 100),
        seconds_left=_seconds_left(job, ahead),
        ahead=len(ahead),
        failure=recording.failure,
    )


def is_decoded(recording: Recording) -> bool:
    """Every frame of what is watched has been seen by a decoder, and nothing more is to come."""
    jobs = recording.jobs.filter(kind__in=(Job.Kind.CHECK, Job.Kind.TRANSCODE))
    states = set(jobs.values_list("state", flat=True))
    return recording.state == Recording.State.READY and states == {Job.State.DONE}


def fault_of(recording: Recording) -> str:
    """Why a film that can be watched is not whole; empty where it is."""
    failed = recording.jobs.filter(kind__in=(Job.Kind.CHECK, Job.Kind.TRANSCODE), state=Job.State.FAILED)
    last = failed.order_by("-pk").first()
    return last.failure if last and recording.state == Recording.State.READY else ""


def _seconds_left(job: Job, ahead: list[Job]) -> int | None:
    if job.state == Job.State.LEASED and job.started_at and job.progress >= SHARE_WORTH_A_GUESS:
        spent = (timezone.now() - job.started_at).total_seconds()
        return round(spent / job.progress * (1 - job.progress))
    if job.state not in UNFINISHED or job.waits_for:
        return None
    speeds = {kind: speed_of(kind) for kind in {each.kind for each in (job, *ahead)}}
    before = sum(seconds_of(each, speeds[each.kind]) * (1 - each.progress) for each in ahead)
    return round(before / processes_for(job.queue) + seconds_of(job, speeds[job.kind]))


def _ahead_of(job: Job) -> QuerySet[Job]:
    earlier = Q(created_at__lt=job.created_at) | Q(created_at=job.created_at, pk__lt=job.pk)
    return Job.objects.filter(earlier, queue=job.queue, state__in=UNFINISHED)


def may_fit(length: int) -> bool:
    """Whether a film of so many bytes can ever be prepared on this machine."""
    return cost_of_transcode(length).fits


def check_fits(length: int) -> None:
    """Refuse, before its first byte, a film of so many bytes that this machine could never prepare."""
    if not may_fit(length):
        raise NeverFits(
            _(
                "This film is too large for the computer that Attune runs on. "
                "Cut it shorter on the phone, or upload it in two parts."
            )
        )


def file_of(recording: Recording, role: str) -> SealedFile | None:
    """The complete file of this role, or None. Never one of a destroyed recording."""
    if recording.state == Recording.State.DESTROYED:
        return None
    return recording.files.filter(role=role, complete=True).first()


def drawn_strips() -> QuerySet[SealedFile]:
    """Prefetch a recording's files with these before asking `has_strip` of many."""
    return SealedFile.objects.filter(role=SealedFile.Role.STRIP, complete=True)


def has_strip(recording: Recording) -> bool:
    """The strip follows some seconds after the film is ready, and a damaged film goes without."""
    files = recording.files.all()
    return any(file.role == SealedFile.Role.STRIP and file.complete for file in files)


def expendable_originals() -> QuerySet[SealedFile]:
    """Originals that nothing needs any more: every frame of a working copy was decoded, and no job is open.

    Where a copy failed its check and nothing better could be made of it, the original stays.
    """
    jobs = Job.objects.filter(recording=OuterRef("recording"))
    needed = Q(state__in=UNFINISHED) | Q(state=Job.State.FAILED, kind__in=(*PREPARING, Job.Kind.CHECK))
    decoded = Q(state=Job.State.DONE, kind__in=(Job.Kind.CHECK, Job.Kind.TRANSCODE))
    copies = SealedFile.objects.filter(role=SealedFile.Role.WORKING, complete=True)
    return SealedFile.objects.filter(
        Exists(jobs.filter(decoded)),
        ~Exists(jobs.filter(needed)),
        Exists(copies.filter(recording=OuterRef("recording"))),
        role=SealedFile.Role.ORIGINAL,
        complete=True,
        recording__state=Recording.State.READY,
    )


def received(recording: Recording) -> int:
    """How many bytes of the original are durable: the truth that an upload's offset follows."""
    return SealedFile.objects.values_list("size", flat=True).get(
        recording=recording, role=SealedFile.Role.ORIGINAL
    )


class Owner(Enum):
    """What a key opens: something that is kept, or something that is gone and takes its key along."""

    KEPT = "kept"
    GONE = "gone"


def owners(keys: Iterable[UUID]) -> dict[UUID, Owner]:
    """Whose the keys of recordings and files are. A key that is left out belongs to nothing."""
    wanted = list(keys)
    recordings = Recording.objects.filter(key__in=wanted).values_list("key", "state")
    found = {
        key: Owner.GONE if state == Recording.State.DESTROYED else Owner.KEPT for key, state in recordings
    }
    for file in (
        SealedFile.objects.filter(key__in=wanted)
        .select_related("recording")
        .only("key", "discarded_at", "recording__state")
    ):
        is_gone = file.discarded_at or file.recording.state == Recording.State.DESTROYED
        found[file.key] = Owner.GONE if is_gone else Owner.KEPT
    return found


def is_held(job: Job) -> bool:
    """Some row of some app points at what this job made, or is to make."""
    fields = Job._meta.get_fields(include_hidden=True)
    relations = [field for field in fields if isinstance(field, ManyToOneRel)]
    return any(
        QuerySet(relation.related_model).filter(**{relation.field.name: job}).exists()
        for relation in relations
        if relation.related_model is not SealedFile
    )

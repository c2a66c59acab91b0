"""How many seconds a job takes: by the last jobs of its kind, before the first one by MEDIA.md 11."""

from django.db.models import F, OuterRef, QuerySet, Subquery

from vault.capacity import usable_cores
from vault.costs import ORIGINAL_BYTES_PER_SECOND, PICTURES, share_of_film
from vault.models import Job, SealedFile

LAST_JOBS = 10
# Processor seconds for each minute of film, and how many cores one such job keeps busy.
MEASURED = {
    Job.Kind.PREPARE: (1.0, 1),
    Job.Kind.TRANSCODE: (109.0, 4),
    Job.Kind.CHECK: (33.0, 4),
    Job.Kind.STRIP: (2.5, 1),
    Job.Kind.CLIP: (75.0, 4),
    Job.Kind.STILL: (0.0, 1),
    Job.Kind.KEEPSAKE: (0.0, 1),
}
SHORTEST = 2.0


def sized(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """The jobs with the bytes of their original as `original`."""
    files = SealedFile.objects.filter(recording=OuterRef("recording"), role=SealedFile.Role.ORIGINAL)
    return jobs.select_related("recording").annotate(original=Subquery(files.values("size")[:1]))


def speed_of(kind: str) -> float:
    """Seconds for each minute of film."""
    ended = Job.objects.filter(kind=kind, state=Job.State.DONE, finished_at__gt=F("started_at"))
    last = list(sized(ended).filter(recording__duration_ms__gt=0).order_by("-finished_at")[:LAST_JOBS])
    minutes = sum(_minutes(job) for job in last)
    if minutes:
        return sum(_worked(job) for job in last) / minutes
    spent, cores = MEASURED[Job.Kind(kind)]
    return spent / min(cores, usable_cores())


def seconds_of(job: Job, speed: float) -> float:
    """How long a job from `sized` takes from its start to its end."""
    return max(speed * _minutes(job), SHORTEST)


def _minutes(job: Job) -> float:
    known = (job.recording.duration_ms or 0) / 1000
    seconds = known or (getattr(job, "original", 0) or 0) / ORIGINAL_BYTES_PER_SECOND
    if job.kind in PICTURES:
        return 0.0
    return seconds * (share_of_film(job) if job.kind == Job.Kind.CLIP else 1.0) / 60


def _worked(job: Job) -> float:
    if job.started_at is None or job.finished_at is None:
        return 0.0
    return (job.finished_at - job.started_at).total_seconds()

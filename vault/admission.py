"""May a job begin on this machine now, or does it wait in the queue? (ADR 13)"""

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Now

from vault import capacity, keys
from vault.costs import Cost
from vault.ffmpeg.selftest import protection
from vault.models import Job
from vault.storage import sealed_storage

SPARE_ROOM = 256 * 1024**2
LOCK = 0x61747475


def one_at_a_time() -> None:
    """Until the transaction ends nobody else decides. SQLite's transactions exclude each other anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def wait_of(job: Job, cost: Cost) -> Job.Wait | None:
    """What the job has to wait for; None when it can begin."""
    if not protection().is_enough:
        return Job.Wait.SANDBOX
    if not _has_key():
        return Job.Wait.KEY
    if not _has_room(cost):
        return Job.Wait.ROOM
    return None if _has_memory(job, cost) else Job.Wait.MEMORY


def _has_key() -> bool:
    """A key file that somebody has to put back is no fault of the film."""
    try:
        return keys.check_master_keys() > 0
    except (keys.KeysUnavailable, OSError):
        return False


def _has_room(cost: Cost) -> bool:
    free = sealed_storage().free()
    return free is None or free >= cost.room + SPARE_ROOM


def _has_memory(job: Job, cost: Cost) -> bool:
    here = Job.objects.filter(
        state=Job.State.LEASED, machine=capacity.machine(), leased_until__gt=Now()
    ).exclude(pk=job.pk)
    held = here.aggregate(held=Sum("memory"))["held"] or 0
    allowed, free = capacity.work_memory(), capacity.free_memory()
    if job.queue == Job.Queue.BULK and _somebody_waits(min(allowed, free + held)):
        return False
    return cost.memory <= min(allowed - held, free)


def _somebody_waits(reachable: int) -> bool:
    """An interactive job that could begin if no new bulk job did."""
    waiting = Job.objects.filter(
        state=Job.State.QUEUED, queue=Job.Queue.INTERACTIVE, waits_for=Job.Wait.MEMORY
    )
    return waiting.filter(memory__lte=reachable).exists()

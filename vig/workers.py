"""How the workers are started: one for each queue, so that short jobs never wait behind long ones."""

from vault.capacity import processes_for
from vault.models import Job

# Where there is but one core, what people wait for comes before the long work.
NICE = {Job.Queue.INTERACTIVE.value: 0, Job.Queue.BULK.value: 5}


def worker_arguments(queue: str, *options: str, processes: int = 0) -> list[str]:
    """What Python is to run. `processes` 0 means as many as suit this machine's cores."""
    worker = ["-m", "celery", "--quiet", "-A", "vig", "worker", "-Q", queue, "-n", f"{queue}@%h"]
    count = str(processes or processes_for(queue))
    return [*worker, "--concurrency", count, "--without-gossip", "--without-mingle", *options]

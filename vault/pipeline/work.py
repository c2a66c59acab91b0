"""A leased job at work: reports how far it is, keeps its lease alive, and seals what it makes."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from vault import files, jobs, reading
from vault.discarding import discard
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Allowance
from vault.models import Job, Recording, SealedFile

BETWEEN_RENEWALS = 2.0
Beat = Callable[[float], None]

log = logging.getLogger(__name__)


class Work:
    def __init__(self, job: Job) -> None:
        self.job = job
        self.recording = job.recording
        self._renewed = 0.0
        self._heard = time.monotonic()
        self._stage = ""
        self._share = 0.0

    @property
    def longest_seconds(self) -> int:
        return settings.FILM_LIMITS[self.recording.kind]["seconds"]

    def beat(self, stage: str, start: float, end: float, *, whole: float) -> Beat:
        """A heartbeat for a stage that covers the share from `start` to `end` and ends at `whole`."""

        def report(done: float) -> None:
            is_due = stage != self._stage or self._is_due()
            share = min(done / whole, 1.0) if whole > 0 else 0.0
            self._stage, self._share = stage, start + (end - start) * share
            if is_due:
                self._renew()

        return report

    def _is_due(self) -> bool:
        return time.monotonic() - self._renewed >= BETWEEN_RENEWALS

    def _renew(self) -> None:
        """A database that restarts need not cost the work: the lease holds for a while without it."""
        self._renewed = time.monotonic()
        try:
            jobs.renew(self.job, stage=self._stage, share=self._share)
        except (OperationalError, InterfaceError):
            if self._renewed - self._heard > jobs.LEASE.total_seconds():
                raise
            log.warning("Job %s could not tell how far it is; it goes on.", self.job.pk)
            connection.close()
        else:
            self._heard = self._renewed

    def _beating(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """A slow storage may take longer than the lease lasts."""
        for piece in pieces:
            if self._is_due():
                self._renew()
            yield piece

    def allowance(self, seconds: float) -> Allowance:
        """CPU time ten times and wall time twenty times the film, and a start for the shortest."""
        limit: int = settings.FILM_LIMITS[self.recording.kind]["bytes"]
        return Allowance(cpu=int(10 * seconds) + 60, wall=int(20 * seconds) + 120, written=limit)

    @contextmanager
    def opened(self, role: SealedFile.Role, beat: Beat) -> Iterator[MemoryFile]:
        """The plain film in memory, while it is needed."""
        sealed = self.recording.files.select_related("recording").get(role=role, complete=True)
        with MemoryFile() as memory:
            memory.fill(reading.open_range(sealed, 0, sealed.size), on_piece=beat)
            yield memory

    def seal(self, role: SealedFile.Role, content_type: str, memory: MemoryFile) -> SealedFile:
        """Seal a result. It counts only when `commit` declares it complete."""
        file = files.begin(recording=self.recording, role=role, content_type=content_type, job=self.job)
        files.append(file=file, start=0, pieces=self._beating(memory.pieces()), total=memory.size)
        file.sha256 = memory.sha256()
        return file

    @contextmanager
    def commit(self, *made: SealedFile) -> Iterator[None]:
        """The transaction that ends the job well: refused when the lease is not ours any more."""
        with transaction.atomic():
            # The recording before its jobs, as destruction does; the other way round would be a deadlock.
            Recording.objects.select_for_update().get(pk=self.recording.pk)
            jobs.close(self.job, Job.State.DONE)
            if self.job.replaces or self.job.kind == Job.Kind.STRIP:
                roles = [file.role for file in made]
                self.recording.files.filter(role__in=roles, complete=True).update(complete=False)
            for file in made:
                file.complete = True
                file.save(update_fields=["complete", "sha256"])
            yield

    def clear(self) -> None:
        """Remove what an earlier attempt left unfinished."""
        for file in self.job.files.filter(complete=False, discarded_at=None):
            discard(file)

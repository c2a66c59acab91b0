"""What a job takes in bytes, known before it begins. Films are held in memory only, so their size decides."""

from dataclasses import dataclass

from django.conf import settings

from vault import capacity
from vault.models import Job, SealedFile

MIB = 1024 * 1024
# ffmpeg itself, measured at 0.26 GB with 4K film, and the sound that the waveform is counted from.
PROGRAM = 300 * MIB
# A generous rate for a working copy of 720 lines; more lines need more in proportion to their area.
RESULT_BYTES_PER_SECOND, RESULT_LINES = 750_000, 720
ORIGINAL_BYTES_PER_SECOND = 115_000_000 / 60
CLIP_MARGIN = 2
STILL = 8 * MIB
PICTURES = (Job.Kind.STILL, Job.Kind.KEEPSAKE)


@dataclass(frozen=True)
class Cost:
    """The most that a job holds at once: bytes of memory, and bytes of results in the storage."""

    memory: int
    room: int

    @property
    def fits(self) -> bool:
        """Whether this machine could ever do it, with nothing else running."""
        return self.memory <= capacity.work_memory()


def cost_of(job: Job) -> Cost:
    sizes = dict(job.recording.files.filter(complete=True).values_list("role", "size"))
    original, working = sizes.get(SealedFile.Role.ORIGINAL, 0), sizes.get(SealedFile.Role.WORKING, 0)
    if job.kind == Job.Kind.PREPARE:
        return Cost(2 * original + PROGRAM, original)
    if job.kind == Job.Kind.TRANSCODE:
        return cost_of_transcode(original, job.recording.duration_ms)
    if job.kind == Job.Kind.CLIP:
        result = round(working * CLIP_MARGIN * share_of_film(job))
        return Cost(working + result + PROGRAM, result)
    return Cost(working + STILL + PROGRAM, STILL if job.kind in PICTURES else 0)


def cost_of_transcode(original: int, duration_ms: int | None = None) -> Cost:
    """The least that a film of so many bytes can be prepared with. An unknown length is guessed."""
    seconds = duration_ms / 1000 if duration_ms else original / ORIGINAL_BYTES_PER_SECOND
    result = round(seconds * RESULT_BYTES_PER_SECOND * (settings.WORKING_COPY_LINES / RESULT_LINES) ** 2)
    return Cost(original + result + PROGRAM, result)


def share_of_film(job: Job) -> float:
    """Which part of its film a clip is; 0 for other jobs."""
    frames: int = job.parameters.get("out", 0) - job.parameters.get("in", 0)
    return min(max(frames / (job.recording.frame_count or 1), 0.0), 1.0)

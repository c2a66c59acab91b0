"""Clips and stills: exactly the wanted frames, and nothing outside them."""

from django.utils.translation import gettext as _

from audit.actions import record
from vault.ffmpeg import commands
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import run
from vault.frames import TICKS, table_of
from vault.models import SealedFile
from vault.pipeline import verify
from vault.pipeline.work import Beat, Work

JPEG = b"\xff\xd8\xff"


def clip(work: Work) -> None:
    table = table_of(work.recording)
    first, stop = work.job.parameters["in"], work.job.parameters["out"]
    end = table.times[stop] if stop < table.count else round(table.duration_ms * TICKS / 1000)
    seconds = (end - table.times[first]) / TICKS
    with work.opened(SealedFile.Role.WORKING, _opening(work)) as film, MemoryFile() as target:
        argv = commands.cut(
            film.path,
            target.path,
            start=table.seek_for_ffmpeg(first),
            frames=stop - first,
            seconds=seconds,
            rate=table.count * 1000 / table.duration_ms,
            sound=work.recording.has_sound,
        )
        beat = work.beat(_("Cutting the clip"), 0.1, 0.8, whole=seconds)
        run(argv, files=[film.fd, target.fd], allowance=work.allowance(seconds), beat=beat)
        verify.measure(
            target,
            frames=stop - first,
            sound=work.recording.has_sound,
            allowance=work.allowance(seconds),
            beat=work.beat(_("Checking every frame"), 0.8, 1, whole=seconds),
        )
        made = work.seal(SealedFile.Role.CLIP, "video/mp4", target)
    with work.commit(made):
        record(by="worker", action="clip.rendered", subject=work.recording, in_frame=first, out_frame=stop)


def still(work: Work) -> None:
    table = table_of(work.recording)
    frame = work.job.parameters["frame"]
    with work.opened(SealedFile.Role.WORKING, _opening(work)) as film, MemoryFile() as target:
        argv = commands.still(film.path, target.path, start=table.seek_for_ffmpeg(frame))
        beat = work.beat(_("Taking the still"), 0.5, 1, whole=1)
        run(argv, files=[film.fd, target.fd], allowance=work.allowance(1), beat=beat)
        if not target.content().startswith(JPEG):
            raise verify.NotAsWanted("No picture came out.")
        made = work.seal(SealedFile.Role.STILL, "image/jpeg", target)
    with work.commit(made):
        record(by="worker", action="still.taken", subject=work.recording, frame=frame)


def _opening(work: Work) -> Beat:
    whole = work.recording.files.get(role=SealedFile.Role.WORKING, complete=True).size
    return work.beat(_("Opening the film"), 0, 0.1, whole=whole)

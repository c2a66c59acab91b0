"""From the original to a film that can be watched: copied where that is enough, made anew where not."""

import logging

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actions import record
from vault import jobs
from vault.ffmpeg import commands
from vault.ffmpeg.containers import BadFilm
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Killed, MediaError, run
from vault.frames import TICKS
from vault.models import Job, Recording, SealedFile
from vault.pipeline import extras, source, verify
from vault.pipeline.source import Source
from vault.pipeline.verify import Measured, MoreThanPictures, NotAsWanted
from vault.pipeline.work import Work
from vault.states import TRANSITIONS

READABLE_SHARE = 0.4
MEASURED = [
    *("state", "ready_at", "failure", "width", "height", "has_sound"),
    *("frame_count", "duration_ms", "frame_table", "strip_layout"),
]

log = logging.getLogger(__name__)


def prepare(work: Work) -> None:
    """The interactive job: seconds where the film can be copied, else the film goes to the bulk queue."""
    original = work.recording.files.select_related("recording").get(role=SealedFile.Role.ORIGINAL)
    container = source.look(original)
    opening = work.beat(_("Opening the film"), 0, 0.2, whole=original.size)
    with work.opened(SealedFile.Role.ORIGINAL, opening) as memory:
        found = source.measure(
            memory, container, longest=work.longest_seconds, beat=lambda _seconds: opening(original.size)
        )
        if found.can_be_copied and _copied(work, memory, found):
            return
    leave_to_transcode(work, length=found.packets.seconds)


def leave_to_transcode(work: Work, length: float | None = None) -> None:
    """`length` in seconds, where it is known: it tells what the working copy will cost."""
    with work.commit():
        if length:
            Recording.objects.filter(pk=work.recording.pk).update(duration_ms=round(length * 1000))
        jobs.enqueue(work.recording, Job.Kind.TRANSCODE)


def transcode(work: Work) -> None:
    """The bulk job: a working copy with the same frames in the same order."""
    original = work.recording.files.select_related("recording").get(role=SealedFile.Role.ORIGINAL)
    container = source.look(original)
    opening = work.beat(_("Opening the film"), 0, 0.02, whole=original.size)
    with work.opened(SealedFile.Role.ORIGINAL, opening) as memory, MemoryFile() as target:
        found = source.measure(
            memory, container, longest=work.longest_seconds, beat=lambda _seconds: opening(original.size)
        )
        seconds = max(found.packets.seconds, 1.0)
        beat = work.beat(_("Making the working copy"), 0.02, 0.8, whole=seconds)
        argv = commands.transcode(
            memory.path, target.path, found.film, found.sound, late=_late(found), rate=found.rate
        )
        try:
            done = run(argv, files=[memory.fd, target.fd], allowance=work.allowance(seconds), beat=beat)
            measured = _verified(work, target, found, frames=done.frames, start=0.8)
        except (MediaError, NotAsWanted, BadFilm) as error:
            _raise_unless_passing(error)
            log.warning("Job %s: no working copy: %s", work.job.pk, error)
            raise BadFilm(
                _(
                    "This film is damaged, so no playable copy could be made of it. Please copy it "
                    "from the camera again."
                )
            ) from error
        if done.frames < READABLE_SHARE * len(found.packets.times):
            raise BadFilm(
                _("Most of this film is damaged and cannot be shown. Please copy it from the camera again.")
            )
        _check_marks_stay(work, measured)
        _finish(work, target, measured, Job.Kind.STRIP)


def _copied(work: Work, memory: MemoryFile, found: Source) -> bool:
    """Make and keep a copy; False when it turns out not to be good enough."""
    seconds = max(found.packets.seconds, 1.0)
    with MemoryFile() as target:
        beat = work.beat(_("Copying the film"), 0.2, 0.6, whole=seconds)
        try:
            measured = _cleaned(work, memory, target, found)
            verify.begins_well(target, allowance=work.allowance(1), beat=beat)
        except (MediaError, NotAsWanted, BadFilm) as error:
            _raise_unless_passing(error)
            log.info("Job %s: a plain copy is not enough: %s", work.job.pk, error)
            return False
        _finish(work, target, measured, Job.Kind.STRIP, Job.Kind.CHECK)
        return True


def _cleaned(work: Work, memory: MemoryFile, target: MemoryFile, found: Source) -> Measured:
    """What lies among the pictures of an MP4 is seen at once, that of other containers in their copy."""
    if verify.needs_cleaning(memory, found.film, found.packets):
        return _copy(work, memory, target, found, clean=True)
    try:
        return _copy(work, memory, target, found)
    except MoreThanPictures:
        return _copy(work, memory, target, found, clean=True)


def _copy(
    work: Work, memory: MemoryFile, target: MemoryFile, found: Source, *, clean: bool = False
) -> Measured:
    seconds = max(found.packets.seconds, 1.0)
    argv = commands.copy(memory.path, target.path, found.film, found.sound, clean=clean)
    beat = work.beat(_("Copying the film"), 0.2, 0.6, whole=seconds)
    run(argv, files=[memory.fd, target.fd], allowance=work.allowance(seconds), beat=beat)
    return verify.measure_packets(
        target,
        frames=len(found.packets.times),
        sound=found.sound is not None,
        beat=work.beat(_("Reading the copy"), 0.6, 0.8, whole=seconds),
    )


def check(work: Work) -> None:
    """The bulk job after a plain copy: decode every frame of it. The film is watched and marked meanwhile.

    For a copy that fails, a working copy is asked for. It takes the copy's place if it has as many frames,
    so that no mark ever points elsewhere; otherwise the copy stays.
    """
    whole = work.recording.files.get(role=SealedFile.Role.WORKING, complete=True).size
    seconds = max((work.recording.duration_ms or 0) / 1000, 1.0)
    opening = work.beat(_("Opening the film"), 0, 0.1, whole=whole)
    beat = work.beat(_("Checking every frame"), 0.1, 1, whole=seconds)
    sound = True
    with work.opened(SealedFile.Role.WORKING, opening) as film:
        try:
            verify.decode(
                film, frames=work.recording.frame_count or 0, allowance=work.allowance(seconds), beat=beat
            )
        except NotAsWanted as error:
            log.warning("Job %s: the copy is not sound: %s", work.job.pk, error)
            sound = False
    with work.commit():
        if not sound:
            jobs.enqueue(work.recording, Job.Kind.TRANSCODE, replaces=True)


def _check_marks_stay(work: Work, measured: Measured) -> None:
    if work.job.replaces and measured.table.count != work.recording.frame_count:
        raise BadFilm(
            _("Part of this film is damaged and may stop for a moment. What you marked in it stays right.")
        )


def _late(found: Source) -> float:
    """Where to begin reading when the first picture comes late: half a frame before it."""
    return max(found.late / TICKS - 0.5 / found.rate, 0.0)


def _verified(work: Work, target: MemoryFile, found: Source, *, frames: int, start: float) -> Measured:
    seconds = max(found.packets.seconds, 1.0)
    return verify.measure(
        target,
        frames=frames,
        sound=found.sound is not None,
        allowance=work.allowance(seconds),
        beat=work.beat(_("Checking every frame"), start, 0.98, whole=seconds),
    )


def _finish(work: Work, target: MemoryFile, measured: Measured, *followers: Job.Kind) -> None:
    """The film can be watched from here on; strip and waveform follow."""
    made = work.seal(SealedFile.Role.WORKING, "video/mp4", target)
    with work.commit(made):
        film = Recording.objects.select_for_update().get(pk=work.recording.pk)
        film.state, film.ready_at, film.failure = TRANSITIONS[film.state, "finish"], timezone.now(), ""
        film.width, film.height, film.has_sound = measured.width, measured.height, measured.sound
        film.frame_count, film.duration_ms = measured.table.count, measured.table.duration_ms
        film.frame_table, film.strip_layout = measured.table.pack(), extras.layout_of(measured)
        film.save(update_fields=MEASURED)
        for kind in followers:
            jobs.enqueue(film, kind)
        record(by="worker", action="recording.ready", subject=film, frames=film.frame_count)


def _raise_unless_passing(error: Exception) -> None:
    """A process that was killed or ran out of time says nothing about the film."""
    if isinstance(error, Killed):
        raise error

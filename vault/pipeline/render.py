"""Clips and stills: exactly the wanted frames, and nothing outside them."""

import logging
from dataclasses import fields

from django.utils.translation import gettext as _

from audit.actions import record
from vault.ffmpeg import cutting, stills
from vault.ffmpeg.colours import usual_matrix
from vault.ffmpeg.containers import BadFilm
from vault.ffmpeg.cutting import Stretch
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Killed, MediaError, run
from vault.frames import table_of
from vault.models import SealedFile
from vault.pictures import Finish, is_plain
from vault.pipeline import smart_cut, verify
from vault.pipeline.smart_cut import Unsuitable
from vault.pipeline.verify import NotAsWanted
from vault.pipeline.work import Beat, Work
from vault.rules import is_decoded

TAKEN = {SealedFile.Role.STILL: "still.taken", SealedFile.Role.KEEPSAKE: "keepsake.made"}

log = logging.getLogger(__name__)


def clip(work: Work) -> None:
    first, stop = work.job.parameters["in"], work.job.parameters["out"]
    wanted = Stretch(table_of(work.recording), first, stop, work.recording.has_sound)
    with work.opened(SealedFile.Role.WORKING, _opening(work)) as film:
        with MemoryFile() as target:
            if _cut_at_key_frames(work, film, target, wanted):
                _keep(work, target, wanted)
                return
        with MemoryFile() as target:
            _encode(work, film, target, wanted)
            _keep(work, target, wanted)


def still(work: Work) -> None:
    _take(work, SealedFile.Role.STILL, Finish())


def keepsake(work: Work) -> None:
    asked = {field.name: work.job.parameters[field.name] for field in fields(Finish)}
    _take(work, SealedFile.Role.KEEPSAKE, Finish(**asked))


def _take(work: Work, role: SealedFile.Role, finish: Finish) -> None:
    table = table_of(work.recording)
    frame = work.job.parameters["frame"]
    with work.opened(SealedFile.Role.WORKING, _opening(work)) as film, MemoryFile() as target:
        argv = stills.still(film, target, table.seek_for_ffmpeg(frame), _matrix(work), finish)
        beat = work.beat(_("Taking the still"), 0.5, 1, whole=1)
        run(argv, files=[film.fd, target.fd], allowance=work.allowance(1), beat=beat)
        if not is_plain(target.content()):
            raise NotAsWanted("No plain picture came out.")
        made = work.seal(role, "image/jpeg", target)
    with work.commit(made):
        record(by="worker", action=TAKEN[role], subject=work.recording, frame=frame)


def _cut_at_key_frames(work: Work, film: MemoryFile, target: MemoryFile, wanted: Stretch) -> bool:
    """False when this stretch has to be encoded whole. What was copied from a film that has not been decoded
    yet is decoded here."""
    allowance = work.allowance(wanted.seconds)
    beat = work.beat(_("Cutting the clip"), 0.1, 0.5, whole=wanted.seconds)
    try:
        smart_cut.cut(film, target, wanted, allowance, beat)
        _check(target, wanted, beat)
        if not is_decoded(work.recording):
            verify.decode(target, frames=wanted.frames, allowance=allowance, beat=beat)
    except (Unsuitable, NotAsWanted, MediaError, BadFilm) as reason:
        if isinstance(reason, Killed):
            raise
        log.info("Job %s: the clip is encoded whole: %s", work.job.pk, reason)
        return False
    return True


def _encode(work: Work, film: MemoryFile, target: MemoryFile, wanted: Stretch) -> None:
    allowance = work.allowance(wanted.seconds)
    argv = cutting.encode(film, target, wanted, _matrix(work))
    beat = work.beat(_("Cutting the clip"), 0.1, 0.8, whole=wanted.seconds)
    run(argv, files=[film.fd, target.fd], allowance=allowance, beat=beat)
    beat = work.beat(_("Checking every frame"), 0.8, 1, whole=wanted.seconds)
    _check(target, wanted, beat)
    verify.decode(target, frames=wanted.frames, allowance=allowance, beat=beat)


def _check(target: MemoryFile, wanted: Stretch, beat: Beat) -> None:
    measured = verify.measure_packets(target, frames=wanted.frames, sound=wanted.sound, beat=beat)
    if measured.table.times != wanted.times:
        raise NotAsWanted("The frames are not shown when they should be.")


def _keep(work: Work, target: MemoryFile, wanted: Stretch) -> None:
    made = work.seal(SealedFile.Role.CLIP, "video/mp4", target)
    with work.commit(made):
        record(
            by="worker",
            action="clip.rendered",
            subject=work.recording,
            in_frame=wanted.first,
            out_frame=wanted.stop,
        )


def _matrix(work: Work) -> str:
    return usual_matrix(min(work.recording.width or 0, work.recording.height or 0))


def _opening(work: Work) -> Beat:
    whole = work.recording.files.get(role=SealedFile.Role.WORKING, complete=True).size
    return work.beat(_("Opening the film"), 0, 0.1, whole=whole)

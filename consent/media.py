"""The only way to bytes of film: ask the gate, write the audit entry, then send at most 1 MiB."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from audit.actions import hold_trail, record_behind
from audit.models import Outcome
from consent.models import Custody, Destruction
from consent.pace import must_wait
from consent.ranges import MOST, Part, Unsatisfiable, part_of
from consent.rules import Verdict, permits
from consent.scopes import Purpose
from vault.models import SealedFile
from vault.reading import Unreadable, open_range, read_all

logger = logging.getLogger(__name__)

# Pictures and loudness are read in one piece; the original, with whatever a phone wrote into it, by nobody.
IN_ONE_PIECE = frozenset(
    {SealedFile.Role.STRIP, SealedFile.Role.WAVEFORM, SealedFile.Role.STILL, SealedFile.Role.KEEPSAKE}
)
IN_PARTS = frozenset({SealedFile.Role.WORKING, SealedFile.Role.CLIP})


@dataclass(frozen=True)
class Wanted:
    """What one request asks for: a file of a film in custody, for a purpose, and which part of it."""

    custody: Custody
    purpose: Purpose
    file: SealedFile | None
    part: Part | None
    waits: bool = False


def serve(
    request: SignedInRequest, *, custody: Custody, file: SealedFile | None, purpose: Purpose
) -> HttpResponse:
    """Answer a request for film. The purpose comes from the route. `file` None: not made yet."""
    if file is not None and not _belongs(file, custody):
        file = None
    try:
        part = _part(request, file)
        satisfiable = True
    except Unsatisfiable:
        part, satisfiable = None, False
    try:
        waits = _waits(request, file, purpose)
        verdict = _decide(request, Wanted(custody, purpose, file, part, waits))
    except DatabaseError:
        logger.exception("An access could not be recorded; nothing was sent")
        return _plain(503, _("The film cannot be shown at this moment. Please try again."))
    if not verdict.allowed:
        return _refused(verdict, waits=waits)
    if file is None:
        return _absent(custody)
    if not satisfiable:
        refusal = _plain(416, _("Ask for one part of the film at a time, within its length."))
        refusal.headers["Content-Range"] = f"bytes */{file.size}"
        return refusal
    return _send(request, file, part)


def _waits(request: SignedInRequest, file: SealedFile | None, purpose: Purpose) -> bool:
    """Asked of film that opens; nobody opens a picture or looks only whether it is there."""
    if file is None or file.role not in IN_PARTS or request.method == "HEAD":
        return False
    return must_wait(user=request.user, file=file, purpose=purpose)


def _refused(verdict: Verdict, *, waits: bool) -> HttpResponse:
    status = 429 if waits else 410 if verdict.gone else 403
    return _plain(status, " ".join(verdict.reasons))


class Refused(Exception):
    """The gate closed while film was being sent."""


def stream(
    request: SignedInRequest, *, custody: Custody, file: SealedFile, purpose: Purpose
) -> Iterator[bytes]:
    """All of a film, a part at a time: each asks the gate and is written down before it is read."""
    for start in range(0, file.size, MOST):
        part = Part(start, min(start + MOST, file.size), file.size)
        if not _belongs(file, custody) or not _decide(request, Wanted(custody, purpose, file, part)).allowed:
            raise Refused(str(file.pk))
        yield b"".join(open_range(file, part.start, part.end))


def _belongs(file: SealedFile, custody: Custody) -> bool:
    is_served = file.role in IN_ONE_PIECE | IN_PARTS
    return is_served and file.complete and file.recording_id == custody.recording_id


def _part(request: SignedInRequest, file: SealedFile | None) -> Part | None:
    """None: all of it, in one piece, or only the headers."""
    if file is None or file.role in IN_ONE_PIECE or request.method == "HEAD":
        return None
    return part_of(file.size, request.headers.get("Range"))


def _decide(request: SignedInRequest, wanted: Wanted) -> Verdict:
    """The gate's answer and its audit entry, in one committed transaction.

    The head of the trail is locked first: a withdrawal is either already committed and seen here, or its
    own entry comes after this one. No entry that allows ever follows the withdrawal that forbids.
    """
    with transaction.atomic(durable=True):
        head = hold_trail()
        verdict = _verdict(request, wanted)
        part = wanted.part
        record_behind(
            head=head,
            by=request.user,
            action="film.read",
            subject=wanted.custody.recording,
            case=wanted.custody.case,
            purpose=wanted.purpose,
            outcome=Outcome.ALLOWED if verdict.allowed else Outcome.REFUSED,
            role=wanted.file.role if wanted.file else "",
            method=request.method,
            **({"start": part.start, "end": part.end} if part else {}),
            **_cut(wanted.file),
        )
    return verdict


def _cut(file: SealedFile | None) -> dict[str, int]:
    """By its job a clip is still known by its title when its film is gone."""
    if file is None or file.role != SealedFile.Role.CLIP or file.job_id is None:
        return {}
    return {"job": file.job_id}


def _verdict(request: SignedInRequest, wanted: Wanted) -> Verdict:
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return Verdict(allowed=False, reasons=(_("Film is only shown inside Attune."),))
    if wanted.waits:
        return Verdict(
            allowed=False,
            reasons=(
                _(
                    "Too many films were opened in this hour, so this one has to wait. Shared reviews go on. "
                    "If your work needs it now, tell your administrator."
                ),
            ),
        )
    return permits(user=request.user, purpose=wanted.purpose, custody=wanted.custody)


def _send(request: SignedInRequest, file: SealedFile, part: Part | None) -> HttpResponse:
    """Open the bytes before the answer begins, so that a broken file is an error and not half a film."""
    try:
        if request.method == "HEAD":
            content = b""
        elif part is None:
            content = read_all(file)
        else:
            content = b"".join(open_range(file, part.start, part.end))
    except Unreadable:
        logger.exception("A sealed file could not be read: %s", file.pk)
        return _plain(503, _("The film cannot be read at this moment. Please try again."))
    response = HttpResponse(content, content_type=file.content_type)
    response.headers["Content-Length"] = str(file.size if request.method == "HEAD" else len(content))
    if file.role in IN_PARTS:
        response.headers["Accept-Ranges"] = "bytes"
    if part is not None and not part.is_whole:
        response.status_code = 206
        response.headers["Content-Range"] = part.content_range
    return _guarded(response)


def _plain(status: int, sentence: str) -> HttpResponse:
    return _guarded(HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8"))


def _absent(custody: Custody) -> HttpResponse:
    """Never made, or its time was up: what is kept of a film may differ from what is kept of its clips."""
    if custody.recording.destructions.exclude(part=Destruction.Part.FILM).exists():
        return _plain(410, _("Its time was up, so it has been destroyed as was promised."))
    return _plain(404, _("This is not ready yet."))


def _guarded(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response

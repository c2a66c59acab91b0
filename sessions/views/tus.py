"""The words of the tus 1.0 upload protocol: headers in, headers and status codes out."""

import base64
import logging
from collections.abc import Callable, Iterator
from functools import wraps

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sessions.rules.pieces import ALGORITHMS, LONGEST_CHECKED, Checksum, Damaged
from sessions.rules.room import NoRoom
from sessions.rules.uploads import Busy, FilmTooLong, WrongPlace
from vault.actions import UnableToAppend, UnableToFinish
from vault.keys import KeysUnavailable
from vault.rules import NeverFits

VERSION = "1.0.0"
SPOKEN = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,termination,checksum,expiration",
    "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
}
BYTES = "application/offset+octet-stream"
PIECE = 256 * 1024

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
# The first that fits decides.
STATUS_OF: tuple[tuple[type[Exception], int], ...] = (
    (FilmTooLong, 413),
    (NeverFits, 413),
    (NoRoom, 507),
    (ValidationError, 400),
    (WrongPlace, 409),
    (Busy, 423),
    (Damaged, 460),
    (UnableToAppend, 410),
    (UnableToFinish, 410),
)
REASONS = {460: "Checksum Mismatch"}
REFUSALS = tuple(refusal for refusal, _status in STATUS_OF)


def speaks_tus(view: View) -> View:
    """Refuse other protocol versions; turn refusals into the protocol's status codes with a sentence."""

    @wraps(view)
    def answer_in_tus(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "OPTIONS":
            return answer(204, **SPOKEN)
        if request.headers.get("Tus-Resumable") != VERSION:
            return answer(412, _("Attune takes uploads by tus 1.0.0 only."), **{"Tus-Version": VERSION})
        try:
            return view(request, *args, **kwargs)
        except REFUSALS as refusal:
            status = next(status for kind, status in STATUS_OF if isinstance(refusal, kind))
            return answer(status, sentence_of(refusal))
        except KeysUnavailable:
            log.exception("No film can be received.")
            return answer(503, _("Attune cannot take in films right now. Keep the film and try again later."))

    return answer_in_tus


def answer(status: int, sentence: str = "", **headers: str) -> HttpResponse:
    response = HttpResponse(
        sentence, status=status, reason=REASONS.get(status), content_type="text/plain; charset=utf-8"
    )
    response.headers["Tus-Resumable"] = VERSION
    for name, value in headers.items():
        response.headers[name] = value
    return response


def sentence_of(refusal: Exception) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


def number_in(request: HttpRequest, header: str) -> int:
    """A whole number from a header; anything else is refused."""
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise ValidationError(_("The header %(header)s must be a whole number.") % {"header": header})
    return int(text)


def metadata_in(request: HttpRequest) -> dict[str, str]:
    """`Upload-Metadata`: pairs of a name and a base64 value, with commas between them."""
    pairs = [pair.split() for pair in request.headers.get("Upload-Metadata", "").split(",") if pair.strip()]
    try:
        return {
            pair[0]: base64.b64decode(pair[1], validate=True).decode() if len(pair) > 1 else ""
            for pair in pairs
        }
    except ValueError as error:
        raise ValidationError(_("The header Upload-Metadata cannot be read.")) from error


def checksum_in(request: HttpRequest) -> Checksum | None:
    """`Upload-Checksum`: the name of an algorithm and the base64 of what it counted over this piece."""
    header = request.headers.get("Upload-Checksum", "")
    if not header:
        return None
    algorithm, _space, digest = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise ValidationError(
            _("Attune knows these checksums: %(names)s.") % {"names": ", ".join(ALGORITHMS)}
        )
    if size_of(request) > LONGEST_CHECKED:
        raise FilmTooLong(
            _("A piece with a checksum may have at most %(count)d bytes.") % {"count": LONGEST_CHECKED}
        )
    try:
        return Checksum(algorithm, base64.b64decode(digest, validate=True))
    except ValueError as error:
        raise ValidationError(_("The header Upload-Checksum cannot be read.")) from error


def size_of(request: HttpRequest) -> int:
    return int(request.headers.get("Content-Length") or 0)


def pieces_of(request: HttpRequest) -> Iterator[bytes]:
    while piece := request.read(PIECE):
        yield piece

"""What may be kept as a paper or a sound: judged by its first bytes and its size, never by its name."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cases.models import Authority, Case
from consent.models import Paper
from consent.rules.signing import in_force

LARGEST = 8 * 1024 * 1024
MOST = 5
# Where the mark begins, the mark, what it is, and the end of the name under which it is handed out.
SCANS = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
)
SOUNDS = (
    (4, b"ftyp", "audio/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
    (8, b"WAVE", "audio/wav"),
)
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/webm": "webm",
    "audio/wav": "wav",
}


def type_of(content: bytes, known: Sequence[tuple[int, bytes, str]]) -> str:
    """Empty where it is none of these."""
    return next((name for start, mark, name in known if content[start : start + len(mark)] == mark), "")


def check_scans(scans: Sequence[bytes]) -> None:
    if len(scans) > MOST:
        raise ValidationError(
            _("At most %(most)d pictures at once. A PDF can hold many pages.") % {"most": MOST}
        )
    for scan in scans:
        if not type_of(scan, SCANS):
            raise ValidationError(
                _("Only pictures (JPEG, PNG) and PDF can be kept. This file is something else.")
            )
        check_size(scan)


def check_sound(sound: bytes) -> None:
    if not type_of(sound, SOUNDS):
        raise ValidationError(_("This is not a sound that can be kept: MP3, M4A, OGG, WebM or WAV can."))
    check_size(sound)


def check_size(content: bytes) -> None:
    if len(content) > LARGEST:
        raise ValidationError(_("This file is larger than 8 MB. Take a smaller picture, or a shorter sound."))


def without_document(case: Case) -> QuerySet[Authority]:
    """Authorities in the case that rest on a document nobody has scanned yet."""
    people = case.participations.values("person_id")
    resting = in_force(Authority.objects.filter(over__in=people, holder__in=people))
    resting = resting.exclude(kind=Authority.Kind.PARENTAL_RESPONSIBILITY)
    scanned = Paper.objects.filter(authority=OuterRef("pk"))
    return resting.filter(~Exists(scanned)).select_related("holder").order_by("pk")

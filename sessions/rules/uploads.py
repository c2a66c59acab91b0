"""What may be uploaded: how long, into how much room, where the next byte belongs, who is in the picture."""

import shutil
import unicodedata
from collections.abc import Collection
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cases.models import Case, Person
from consent.rules import check_takes_part
from sessions.models import FilmedSession, Upload

# Beside the film itself there must be room for its working copy, and something to breathe.
ROOM_FOR_COPIES = 2
SPARE_BYTES = 256 * 1024**2
NAME_LENGTH = 255


class FilmTooLong(ValidationError):
    """The film is larger than this installation takes."""


class NoRoom(ValidationError):
    """The disk cannot hold the film."""


class WrongPlace(Exception):
    """The bytes sent do not follow the bytes held."""


class Busy(Exception):
    """Another request is appending to this upload."""


def people_of(case: Case) -> QuerySet[Person]:
    """Who takes part in the case now and so can be in a picture, once each."""
    parts = case.participations.filter(until=None)
    return Person.objects.filter(pk__in=parts.values("person")).order_by("pk")


def check_people(case: Case, persons: Collection[Person]) -> None:
    if not persons:
        raise ValidationError(_("Tick everyone who can be seen or heard in the film."))
    for person in persons:
        check_takes_part(person, case)


def check_length(filmed_session: FilmedSession, length: int) -> None:
    if length < 1:
        raise ValidationError(_("This file is empty. Choose the film itself."))
    limits = settings.FILM_LIMITS[filmed_session.recording_kind]
    if length > limits["bytes"]:
        raise FilmTooLong(
            _(
                "This film has %(size)s, and at most %(limit)s can be taken. "
                "Cut it shorter on the phone, or upload it in two parts."
            )
            % {"size": filesizeformat(length), "limit": filesizeformat(limits["bytes"])}
        )


def limit_sentence(filmed_session: FilmedSession) -> str:
    limits = settings.FILM_LIMITS[filmed_session.recording_kind]
    return _("Up to %(minutes)d minutes, at most %(size)s.") % {
        "minutes": limits["seconds"] // 60,
        "size": filesizeformat(limits["bytes"]),
    }


def check_room(length: int) -> None:
    """A bucket has no end that we can see; a folder has."""
    if settings.BUCKET:
        return
    folder = Path(settings.DATA_DIR)
    free = shutil.disk_usage(folder if folder.exists() else folder.anchor).free
    if free < length * ROOM_FOR_COPIES + SPARE_BYTES:
        raise NoRoom(no_room_sentence())


def no_room_sentence() -> str:
    return _(
        "There is not enough room on the server for this film right now. Nothing is lost: keep the film on "
        "the phone, tell the person who looks after Attune, and go on when there is room again."
    )


def check_may_upload(filmed_session: FilmedSession, persons: Collection[Person], length: int) -> None:
    case = filmed_session.cycle.case
    if case.status in {Case.Status.CLOSED, Case.Status.DECLINED}:
        raise ValidationError(_("This case is closed, so no film can be added."))
    check_people(case, persons)
    check_length(filmed_session, length)
    check_room(length)


def check_place(upload: Upload, start: int) -> None:
    if start != upload.offset or upload.finished_at:
        raise WrongPlace(_("These bytes do not follow on from what has already arrived."))


def display_name(name: str) -> str:
    """What a device called the file, safe to show: no control characters, no folders, not too long."""
    shown = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return shown.replace("\\", "/").rsplit("/", 1)[-1].strip()[:NAME_LENGTH] or _("Film")

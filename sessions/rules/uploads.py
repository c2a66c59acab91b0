"""What may be uploaded: how long, where the next byte belongs, who is in the picture, is it the same."""

import re
import unicodedata
from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cases.models import Case, Person
from consent.rules import check_takes_part
from sessions.models import FilmedSession, Upload
from sessions.rules.cycles import check_takes_film
from vault.rules import check_fits

NAME_LENGTH = 255
FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class FilmTooLong(ValidationError):
    """The film is larger than this installation takes."""


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


def check_may_upload(filmed_session: FilmedSession, persons: Collection[Person], length: int) -> None:
    case = filmed_session.cycle.case
    if case.is_finished:
        raise ValidationError(_("This case is closed, so no film can be added."))
    check_takes_film(filmed_session)
    check_people(case, persons)
    check_length(filmed_session, length)
    check_fits(length)


def check_place(upload: Upload, start: int) -> None:
    if start != upload.offset or upload.finished_at:
        raise WrongPlace(_("These bytes do not follow on from what has already arrived."))


def checked_fingerprint(text: str) -> str:
    if text and not FINGERPRINT.fullmatch(text):
        raise ValidationError(_("The fingerprint must be a SHA-256 in hexadecimal digits."))
    return text


def check_same_film(upload: Upload, fingerprint: str) -> None:
    """A sender that says what it has in hand goes on only with that very film."""
    if upload.fingerprint and fingerprint not in ("", upload.fingerprint):
        raise ValidationError(
            _("This is another file than the one that was being uploaded. Choose “%(name)s” (%(size)s).")
            % {"name": upload.footage.file_name, "size": filesizeformat(upload.length)}
        )


def display_name(name: str) -> str:
    """What a device called the file, safe to show: no control characters, no folders, not too long."""
    shown = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return shown.replace("\\", "/").rsplit("/", 1)[-1].strip()[:NAME_LENGTH] or _("Film")

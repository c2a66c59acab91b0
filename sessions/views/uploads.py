"""The upload itself: a film arrives in pieces and survives closed pages and lost connections (tus 1.0)."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.models import Person
from sessions.actions import cancel_upload, current_offset, receive_bytes, start_upload
from sessions.models import FilmedSession, Upload
from sessions.rules.uploads import FilmTooLong, check_same_film
from sessions.views.tus import (
    BYTES,
    answer,
    checksum_in,
    metadata_in,
    number_in,
    pieces_of,
    size_of,
    speaks_tus,
)


@requires(Permission.WORK_CASES)
@require_http_methods(["OPTIONS", "POST"])
@speaks_tus
def upload_new(request: SignedInRequest, filmed_session_id: int) -> HttpResponse:
    sessions = FilmedSession.objects.visible_to(request.user).select_related("cycle__case__organisation")
    filmed_session = get_object_or_404(sessions, pk=filmed_session_id)
    metadata = metadata_in(request)
    upload = start_upload(
        filmed_session=filmed_session,
        persons=_people(metadata.get("people", "")),
        file_name=metadata.get("filename", ""),
        length=number_in(request, "Upload-Length"),
        fingerprint=metadata.get("fingerprint", ""),
        by=request.user,
    )
    location = request.build_absolute_uri(reverse("upload", args=[upload.pk]))
    return answer(201, Location=location, **_standing(upload))


@requires(Permission.WORK_CASES)
@require_http_methods(["OPTIONS", "HEAD", "PATCH", "DELETE"])
@speaks_tus
def upload(request: SignedInRequest, upload_id: UUID) -> HttpResponse:
    uploads = Upload.objects.visible_to(request.user).select_related(
        "footage__custody__recording", "footage__custody__case__organisation"
    )
    found = get_object_or_404(uploads, pk=upload_id)
    if request.method == "HEAD":
        current_offset(upload=found, by=request.user)
        return answer(200, **{"Upload-Length": str(found.length)}, **_standing(found))
    if request.method == "DELETE":
        cancel_upload(upload=found, by=request.user)
        return answer(204)
    return _append(request, found)


def _append(request: SignedInRequest, found: Upload) -> HttpResponse:
    if request.content_type != BYTES:
        return answer(415, _("Send the bytes as %(type)s.") % {"type": BYTES})
    start = number_in(request, "Upload-Offset")
    if start + size_of(request) > found.length:
        raise FilmTooLong(_("This is more than the film's announced length."))
    check_same_film(found, request.headers.get("Upload-Fingerprint", ""))
    received = receive_bytes(
        upload=found,
        start=start,
        pieces=pieces_of(request),
        checksum=checksum_in(request),
        by=request.user,
    )
    return answer(204, **_standing(received))


def _standing(upload: Upload) -> dict[str, str]:
    """How far the film is, and until when what has come is kept without another byte."""
    headers = {"Upload-Offset": str(upload.offset)}
    if upload.finished_at is None:
        headers["Upload-Expires"] = http_date(upload.kept_until.timestamp())
    return headers


def _people(ids: str) -> list[Person]:
    """Ids with commas between them. Whether they take part in the case is asked by the rule."""
    numbers = [number.strip() for number in ids.split(",") if number.strip()]
    if not all(number.isascii() and number.isdigit() and len(number) < 19 for number in numbers):
        raise ValidationError(_("Tick everyone who can be seen or heard in the film."))
    return list(Person.objects.filter(pk__in=numbers))

"""JSON out: what is told of marks and clips, and refusals in words."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.views.answers import refusal
from clips.models import Clip, Moment, Still
from clips.rules import Conflict, OrderConflict, UnableToPrepare
from vault.actions import UnableToRender

Arguments = ParamSpec("Arguments")


def tells_refusals(
    view: Callable[Concatenate[Any, Arguments], HttpResponse],
) -> Callable[Concatenate[Any, Arguments], HttpResponse]:
    """A refusal by a form, a rule or a newer version becomes an answer the page can show."""

    @wraps(view)
    def answer(request: Any, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Conflict as conflict:
            return refusal(HTTPStatus.CONFLICT, [str(conflict)], current=payload(conflict.current))
        except OrderConflict as conflict:
            return refusal(HTTPStatus.CONFLICT, [str(conflict)], current={"order": conflict.order})
        except UnableToPrepare as unable:
            return refusal(HTTPStatus.FORBIDDEN, list(unable.reasons))
        except UnableToRender as unable:
            return refusal(HTTPStatus.FORBIDDEN, [str(unable)])
        except ValidationError as invalid:
            return refusal(HTTPStatus.BAD_REQUEST, invalid.messages)

    return answer


def request_key(request: HttpRequest) -> UUID | None:
    """The name that the page gave to this change, the same whenever it asks for it again."""
    key = request.headers.get("Idempotency-Key")
    try:
        return UUID(key) if key else None
    except ValueError as unreadable:
        raise ValidationError(_("This could not be read. Load the page again.")) from unreadable


def payload(thing: Clip | Moment) -> dict[str, Any]:
    return clip_payload(thing) if isinstance(thing, Clip) else moment_payload(thing)


def moment_payload(moment: Moment) -> dict[str, Any]:
    return {"id": moment.pk, "frame": moment.frame, "note": moment.note, "version": moment.version}


def still_payload(still: Still) -> dict[str, Any]:
    return {"id": still.pk, "frame": still.frame}


def clip_payload(clip: Clip) -> dict[str, Any]:
    chosen = getattr(clip, "chosen", None)
    return {
        "id": clip.pk,
        "moment": clip.moment_id,
        "in_frame": clip.in_frame,
        "out_frame": clip.out_frame,
        "title": clip.title,
        "answer": clip.answer,
        "shortlisted": clip.shortlisted,
        "before_seconds": clip.before_seconds,
        "version": clip.version,
        "position": chosen.position if chosen else None,
        "ticks": [{"principle": tick.principle, "subject": tick.subject_id} for tick in clip.ticks.all()],
        "turns": clip.chain,
    }

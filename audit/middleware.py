"""Give each request an id that audit entries and log lines share, and log lines the number of who asks."""

import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_actor: ContextVar[str] = ContextVar("actor", default="")


def current_request_id() -> str:
    return _request_id.get()


def current_actor() -> str:
    return _actor.get()


class RequestIdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id, actor = _request_id.set(str(uuid.uuid4())), _actor.set("")
        try:
            return self.get_response(request)
        finally:
            _request_id.reset(request_id)
            _actor.reset(actor)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Who asks is known by now; a log line must not ask the database."""
        user = getattr(request, "user", None)
        _actor.set(str(user.pk) if user is not None and user.pk else "")

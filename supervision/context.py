"""What every page knows of supervision. Asked only by the pages that show it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from supervision.rules import has_old_record, number_of_news
from supervision.rules.enrolments import stages_to_assess
from supervision.rules.meetings import meetings_to_sign
from supervision.rules.verp import has_verp


def news(request: HttpRequest) -> dict[str, object]:
    """Numbers, and nothing about anybody."""
    return {
        "has_old_record": _lazily(request, has_old_record),
        "supervision_news": _lazily(request, number_of_news),
        "meetings_to_sign": _lazily(request, meetings_to_sign),
        "stages_to_assess": _lazily(request, stages_to_assess),
        "has_verp": _lazily(request, has_verp),
    }


def _lazily(request: HttpRequest, number: Callable[[User], int]) -> object:
    person = getattr(request, "user", None)
    return SimpleLazyObject(lambda: number(person) if isinstance(person, User) else 0)

"""What every page knows of supervision. Asked only by the pages that show it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from supervision.rules import number_of_news


def news(request: HttpRequest) -> dict[str, object]:
    return {"supervision_news": SimpleLazyObject(lambda: _news_for(request))}


def _news_for(request: HttpRequest) -> int:
    person = getattr(request, "user", None)
    return number_of_news(person) if isinstance(person, User) else 0

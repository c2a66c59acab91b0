"""What every page knows of films that are under way. Asked only by the pages that show it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from sessions.rules.news import FilmNews, film_news


def news(request: HttpRequest) -> dict[str, object]:
    return {"film_news": SimpleLazyObject(lambda: _news_for(request))}


def _news_for(request: HttpRequest) -> FilmNews:
    person = getattr(request, "user", None)
    return film_news(person) if isinstance(person, User) else FilmNews(is_coming=False, items=[])

"""Unusually many films in an hour are written down and have to wait; a shared review goes on."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisIsGone

from audit.models import Entry
from consent.media import serve
from consent.scopes import Purpose
from tests import builders
from tests import consent_builders as build
from vig import health

LIMIT = 3


@pytest.fixture
def films(cast, settings):
    settings.OPENINGS_AN_HOUR = LIMIT
    case = builders.case(cast.guider)
    parent = builders.person(case)
    build.answers(case, parent, film="given", shared_review="given")
    return [build.sealed_film(case, [parent], bytes(64)) for _ in range(LIMIT + 2)]


@pytest.fixture
def opened(cast):
    """`opened(film, …)` asks for a film and gives the status of the answer."""

    def opened(film, purpose=Purpose.PREPARATION, user=None, method="get"):
        custody, file = film
        request = getattr(RequestFactory(), method)("/film.mp4")
        request.user = user or cast.guider
        return serve(request, custody=custody, file=file, purpose=purpose).status_code

    return opened


def alerts() -> list[tuple[str, int]]:
    found = Entry.objects.filter(action="film.read_often")
    return [(entry.actor, entry.detail["openings"]) for entry in found]


def test_one_film_more_than_the_number_waits_and_is_written_down_once(cast, films, opened):
    assert [opened(film) for film in films] == [200] * LIMIT + [429] * 2
    assert opened(films[-1]) == 429
    assert alerts() == [(f"accounts.user:{cast.guider.pk}", LIMIT + 1)]
    refused = Entry.objects.filter(action="film.read", outcome="refused")
    assert refused.count() == 3


def test_a_film_that_plays_counts_once_and_plays_to_its_end(films, opened):
    assert [opened(films[0]) for _ in range(LIMIT * 3)] == [200] * LIMIT * 3
    assert [opened(film) for film in films[1:]] == [200, 200, 429, 429]
    assert opened(films[0]) == 200


def test_a_shared_review_is_never_interrupted_and_yet_written_down(films, opened):
    assert [opened(film, Purpose.SHARED_REVIEW) for film in films] == [200] * (LIMIT + 2)
    assert len(alerts()) == 1


def test_looking_whether_a_film_is_there_is_no_opening(films, opened):
    assert [opened(film, method="head") for film in films] == [200] * (LIMIT + 2)
    assert alerts() == []


def test_each_person_has_their_own_number(cast, films, opened):
    assert [opened(film, user=cast.stranger) for film in films] == [403] * LIMIT + [429] * 2
    assert [opened(film) for film in films[:LIMIT]] == [200] * LIMIT


def test_without_the_counter_film_is_shown(films, opened, monkeypatch):
    def gone(*_args: object, **_more: object) -> None:
        raise RedisIsGone

    monkeypatch.setattr(cache, "add", gone)
    assert [opened(film) for film in films] == [200] * (LIMIT + 2)


def test_the_sentence_says_what_happened_and_what_to_do(cast, films, opened):
    [opened(film) for film in films]
    custody, file = films[-1]
    request = RequestFactory().get("/film.mp4")
    request.user = cast.guider
    answer = serve(request, custody=custody, file=file, purpose=Purpose.PREPARATION)
    assert answer.content.decode().startswith("Too many films were opened in this hour")


def test_administrators_are_told_who_on_health_and_others_nothing(cast, films, opened):
    assert health.openings_in(cast.organisation).tone == "good"
    [opened(film) for film in films]
    check = health.openings_in(cast.organisation)
    assert (check.tone, cast.guider.name in check.words) == ("wait", True)
    assert health.openings_in(cast.stranger.organisation).tone == "good"

"""From a clip that was shown to what was said when it was seen: places in the films of the review."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from clips.film_of_review import FilmOfReview, Place
from clips.screen_times import stretches
from sessions.models import FilmedSession, Footage
from vault.models import Recording


@dataclass(frozen=True)
class Way:
    """`number` of the film, 0 where the review has only one."""

    footage_id: UUID
    number: int
    place: Place


@dataclass(frozen=True)
class SaidWhenSeen:
    """`ways` by shown clip. `to_join`: a film that nobody has joined yet."""

    ways: dict[int, list[Way]]
    to_join: Footage | None
    is_gone: bool


def said_when_seen(review: FilmedSession) -> SaidWhenSeen:
    seen = stretches(review)
    films = list(review.footage.select_related("custody__recording"))
    ready = [film for film in films if film.custody.recording.state == Recording.State.READY] if seen else []
    ways: dict[int, list[Way]] = defaultdict(list)
    to_join = None
    for number, film in enumerate(ready, start=1):
        places = FilmOfReview(film)
        if places.join is None:
            to_join = to_join or film
        for stretch in seen:
            place = places.place(stretch.begins, stretch.ends)
            if place.frame is not None:
                way = Way(film.pk, number if len(ready) > 1 else 0, place)
                ways[stretch.rows[0].shown_id].append(way)
    over = [film for film in films if film.custody.recording.state in Recording.OVER]
    return SaidWhenSeen(dict(ways), to_join, bool(over) and len(over) == len(films))

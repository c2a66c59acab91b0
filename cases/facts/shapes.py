"""What the next step of a case depends on."""

from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from cases.models import Pause

# Of such a film nothing can be watched, made or waited for.
GONE = frozenset({"destroyed", "shut", "clips"})


@dataclass
class FilmFacts:
    pk: UUID
    state: str
    people: int
    clips: int
    on_phone: bool = False


@dataclass
class FilmingFacts:
    pk: int
    held_on: date
    films: list[FilmFacts] = field(default_factory=list)
    # Planned for a visit that was cancelled or not attended.
    was_missed: bool = False


@dataclass
class CycleFacts:
    """An open cycle. `verdict` is empty while the newest submission waits for the supervisor.

    `showing` is the one that the group has before it now.
    """

    pk: int
    number: int
    filmings: list[FilmingFacts] = field(default_factory=list)
    review: int | None = None
    chosen: int = 0
    submission: int | None = None
    verdict: str = ""
    showing: int | None = None
    # Filmings of which nothing could be used.
    set_aside: int = 0

    @property
    def films(self) -> list[FilmFacts]:
        """The films that are still there."""
        return [film for filming in self.filmings for film in filming.films if film.state not in GONE]


@dataclass(frozen=True)
class VisitFacts:
    """A visit about which nothing is recorded yet."""

    day: date
    starts_at: time | None
    purpose: str
    where: str


@dataclass
class CaseFacts:
    pk: int
    status: str
    today: date
    has_client: bool = True
    has_question: bool = True
    is_rated: bool = True
    needs_supervision: bool = False
    is_own_practice: bool = False
    is_resting: bool = False
    not_asked: list[str] = field(default_factory=list)
    lapsed: list[str] = field(default_factory=list)
    film_agreed: bool = True
    open_cycles: list[CycleFacts] = field(default_factory=list)
    complete_cycles: int = 0
    # None where no visits are expected.
    visits: list[VisitFacts] | None = None
    pause: Pause | None = None

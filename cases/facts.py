"""What the next step of a case depends on, gathered for many cases in a fixed number of queries.

Later parts of the work (consent, cycles, film, clips, supervision) are read through relations of the case.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.roles import Permission
from cases import rules
from cases.models import Case, Participation

# They are heard rather than filmed, or somebody else's agreement covers them.
NOT_ASKED_ABOUT_FILM = frozenset({Participation.Role.UNBORN, Participation.Role.GUIDER})

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

    @property
    def films(self) -> list[FilmFacts]:
        """The films that are still there."""
        return [film for filming in self.filmings for film in filming.films if film.state not in GONE]


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
    not_asked: list[str] = field(default_factory=list)
    lapsed: list[str] = field(default_factory=list)
    film_agreed: bool = True
    open_cycles: list[CycleFacts] = field(default_factory=list)
    complete_cycles: int = 0


def with_people_and_question(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Everything of the case's own that its card shows."""
    return cases.select_related("guider").prefetch_related(
        "participations__person", "helping_questions__ratings"
    )


def gather(cases: Iterable[Case], *, today: date) -> dict[int, CaseFacts]:
    """By case. The cases come from `with_people_and_question`."""
    listed = list(cases)
    chosen = Case.objects.filter(pk__in=[case.pk for case in listed])
    answers, cycles, complete = _film_answers(chosen, today), _open_cycles(chosen), _complete_cycles(chosen)
    if any(case.is_own_practice for case in listed):
        _add_showings(chosen, cycles)
    trains = {case.guider_id: case.guider for case in listed}
    supervised = {pk for pk, guider in trains.items() if guider.may(Permission.BRING_TO_SUPERVISION)}
    if supervised:
        supervised -= _without_gate(chosen)
    facts = {}
    for case in listed:
        here = case.people_now()
        asked = [part for part in here if part.role not in NOT_ASKED_ABOUT_FILM]
        standing = rules.current_question(case)
        facts[case.pk] = CaseFacts(
            pk=case.pk,
            status=case.status,
            today=today,
            has_client=any(part.is_client for part in here),
            has_question=standing is not None,
            is_rated=standing is not None and standing.now is not None,
            needs_supervision=case.guider_id in supervised and not case.is_own_practice,
            is_own_practice=case.is_own_practice,
            not_asked=[part.person.name for part in asked if (case.pk, part.person_id) not in answers],
            lapsed=[part.person.name for part in asked if answers.get((case.pk, part.person_id)) == "lapsed"],
            film_agreed=any(answers.get((case.pk, part.person_id)) == "given" for part in asked),
            open_cycles=cycles.get(case.pk, []),
            complete_cycles=complete.get(case.pk, 0),
        )
    return facts


def _without_gate(cases: QuerySet[Case]) -> set[int]:
    """Guiders in training whose stage asks for no supervision before a shared review."""
    open_way = cases.filter(guider__enrolments__ended_on=None, guider__enrolments__gate="off")
    return set(open_way.values_list("guider", flat=True))


def _film_answers(cases: QuerySet[Case], today: date) -> dict[tuple[int, int], str]:
    """(case, person) → the newest answer about being filmed: given, refused, withdrawn or lapsed."""
    answered = cases.filter(
        consent_records__decisions__scope="film",
        consent_records__decisions__answer__in=["given", "refused"],
    ).values_list(
        "pk",
        "consent_records__person",
        "consent_records__signed_at",
        "consent_records__decisions__answer",
        "consent_records__authority__until",
    )
    withdrawn = cases.filter(withdrawals__scope__in=["", "film"]).values_list(
        "pk", "withdrawals__person", "withdrawals__withdrawn_at"
    )
    answers = [
        (at, case, person, "lapsed" if answer == "given" and until and until <= today else answer)
        for case, person, at, answer, until in answered
    ]
    answers += [(at, case, person, "withdrawn") for case, person, at in withdrawn]
    return {(case, person): answer for _at, case, person, answer in sorted(answers)}


def _complete_cycles(cases: QuerySet[Case]) -> dict[int, int]:
    counted = cases.filter(cycles__state="complete").annotate(complete=Count("cycles"))
    return dict(counted.values_list("pk", "complete"))


def _open_cycles(cases: QuerySet[Case]) -> dict[int, list[CycleFacts]]:
    by_case: dict[int, list[CycleFacts]] = defaultdict(list)
    by_pk: dict[int, CycleFacts] = {}
    rows = (
        cases.filter(cycles__state="open")
        .annotate(chosen=Count("cycles__selection__chosen"))
        .order_by("cycles__number")
        .values_list("pk", "cycles", "cycles__number", "chosen")
    )
    for case, pk, number, chosen in rows:
        by_pk[pk] = CycleFacts(pk=pk, number=number, chosen=chosen)
        by_case[case].append(by_pk[pk])
    _add_meetings(cases, by_pk)
    _add_submissions(cases, by_pk)
    return by_case


def _add_meetings(cases: QuerySet[Case], cycles: dict[int, CycleFacts]) -> None:
    filmings: dict[int, FilmingFacts] = {}
    meeting = "cycles__filmed_sessions"
    rows = cases.filter(**{"cycles__state": "open", f"{meeting}__isnull": False}).values_list(
        "cycles", meeting, f"{meeting}__kind", f"{meeting}__held_on"
    )
    for cycle, pk, kind, held_on in rows:
        if kind == "shared_review":
            cycles[cycle].review = pk
        else:
            filmings[pk] = FilmingFacts(pk=pk, held_on=held_on)
            cycles[cycle].filmings.append(filmings[pk])
    _add_films(cases, filmings)


def _add_films(cases: QuerySet[Case], filmings: dict[int, FilmingFacts]) -> None:
    footage = "cycles__filmed_sessions__footage"
    rows = (
        cases.filter(**{"cycles__state": "open", f"{footage}__isnull": False})
        .annotate(
            people=Count(f"{footage}__custody__appearances", distinct=True),
            clips=Count(f"{footage}__clips", distinct=True),
        )
        .values_list(
            "cycles__filmed_sessions",
            footage,
            f"{footage}__custody__recording__state",
            f"{footage}__off_phone_at",
            "people",
            "clips",
        )
    )
    for meeting, pk, state, off_phone_at, people, clips in rows:
        if meeting in filmings:
            film = FilmFacts(pk=pk, state=state, people=people, clips=clips, on_phone=off_phone_at is None)
            filmings[meeting].films.append(film)


def _add_submissions(cases: QuerySet[Case], cycles: dict[int, CycleFacts]) -> None:
    submission = "cycles__selection__submissions"
    rows = (
        cases.filter(**{"cycles__state": "open", f"{submission}__kind": "chosen"})
        .order_by(f"{submission}__submitted_at")
        .values_list("cycles", submission, f"{submission}__decision__verdict")
    )
    for cycle, pk, verdict in rows:
        cycles[cycle].submission, cycles[cycle].verdict = pk, verdict or ""


def _add_showings(cases: QuerySet[Case], cycles: dict[int, list[CycleFacts]]) -> None:
    by_pk = {cycle.pk: cycle for listed in cycles.values() for cycle in listed}
    rows = cases.filter(
        cycles__state="open", cycles__showings__isnull=False, cycles__showings__ended_at=None
    ).values_list("cycles", "cycles__showings")
    for cycle, pk in rows:
        by_pk[cycle].showing = pk

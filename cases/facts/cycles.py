"""The cycles of many cases, with their meetings, films and clips, in a fixed number of queries."""

from collections import defaultdict

from django.db.models import Count, QuerySet

from cases.facts.shapes import CycleFacts, FilmFacts, FilmingFacts
from cases.models import Case, Visit

NOT_SEEN = frozenset(Visit.Attendance) - Visit.SEEN


def open_cycles_of(cases: QuerySet[Case]) -> dict[int, list[CycleFacts]]:
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


def complete_cycles_of(cases: QuerySet[Case]) -> dict[int, int]:
    counted = cases.filter(cycles__state="complete").annotate(complete=Count("cycles"))
    return dict(counted.values_list("pk", "complete"))


def add_showings(cases: QuerySet[Case], cycles: dict[int, list[CycleFacts]]) -> None:
    by_pk = {cycle.pk: cycle for listed in cycles.values() for cycle in listed}
    rows = cases.filter(
        cycles__state="open", cycles__showings__isnull=False, cycles__showings__ended_at=None
    ).values_list("cycles", "cycles__showings")
    for cycle, pk in rows:
        by_pk[cycle].showing = pk


def _add_meetings(cases: QuerySet[Case], cycles: dict[int, CycleFacts]) -> None:
    filmings: dict[int, FilmingFacts] = {}
    meeting = "cycles__filmed_sessions"
    rows = cases.filter(**{"cycles__state": "open", f"{meeting}__isnull": False}).values_list(
        "cycles",
        meeting,
        f"{meeting}__kind",
        f"{meeting}__held_on",
        f"{meeting}__nothing_usable",
        f"{meeting}__visit__attendance",
    )
    for cycle, pk, kind, held_on, nothing_usable, attendance in rows:
        if nothing_usable:
            cycles[cycle].set_aside += 1
        elif kind == "shared_review":
            cycles[cycle].review = pk
        else:
            filmings[pk] = FilmingFacts(pk=pk, held_on=held_on, was_missed=attendance in NOT_SEEN)
            cycles[cycle].filmings.append(filmings[pk])
    _add_films(cases, filmings)
    for facts in cycles.values():
        facts.filmings = [each for each in facts.filmings if each.films or not each.was_missed]


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

"""The facts of many cases, gathered in a fixed number of queries.

Later parts of the work (consent, cycles, film, clips, supervision) are read through relations of the case.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet, prefetch_related_objects

from accounts.roles import Permission
from cases.facts.consent import film_answers_of
from cases.facts.cycles import add_showings, complete_cycles_of, open_cycles_of
from cases.facts.pauses import pauses_of
from cases.facts.people import people_of
from cases.facts.questions import rated_questions_of
from cases.facts.shapes import CaseFacts
from cases.facts.visits import visits_of
from cases.models import Case, Participation
from cases.rules.loss import is_resting

# They are heard rather than filmed, or somebody else's agreement covers them.
NOT_ASKED_ABOUT_FILM = frozenset({Participation.Role.UNBORN, Participation.Role.GUIDER})


def with_people_and_question(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Everything of the case's own that its card shows."""
    return cases.select_related("guider").prefetch_related(
        "participations__person",
        "helping_questions__ratings",
        "helping_questions__unrated",
        "hand_overs__before",
    )


def gather(cases: Iterable[Case], *, today: date) -> dict[int, CaseFacts]:
    """By case, in their order."""
    listed = list(cases)
    chosen = _chosen(cases, listed)
    answers, cycles, complete = (
        film_answers_of(chosen, today),
        open_cycles_of(chosen),
        complete_cycles_of(chosen),
    )
    visits, pauses = visits_of(listed), pauses_of(listed)
    if any(case.is_own_practice for case in listed):
        add_showings(chosen, cycles)
    people, rated = people_of(chosen), rated_questions_of(chosen)
    supervised = _supervised(listed, chosen)
    facts = {}
    for case in listed:
        here = people.get(case.pk, [])
        asked = [part for part in here if part.role not in NOT_ASKED_ABOUT_FILM]
        facts[case.pk] = CaseFacts(
            pk=case.pk,
            status=case.status,
            today=today,
            has_client=any(part.is_client for part in here),
            has_question=case.pk in rated,
            is_rated=rated.get(case.pk, False),
            needs_supervision=case.guider_id in supervised and not case.is_own_practice,
            is_own_practice=case.is_own_practice,
            is_resting=is_resting(case),
            not_asked=[part.name for part in asked if (case.pk, part.person) not in answers],
            lapsed=[part.name for part in asked if answers.get((case.pk, part.person)) == "lapsed"],
            film_agreed=any(answers.get((case.pk, part.person)) == "given" for part in asked),
            open_cycles=cycles.get(case.pk, []),
            complete_cycles=complete.get(case.pk, 0),
            visits=visits.get(case.pk),
            pause=pauses.get(case.pk),
        )
    return facts


def _chosen(cases: Iterable[Case], listed: list[Case]) -> QuerySet[Case]:
    """A caseload is asked for by its own conditions: thousands of numbers in each query would cost more."""
    if isinstance(cases, QuerySet):
        return Case.objects.filter(pk__in=cases.order_by().values("pk"))
    return Case.objects.filter(pk__in=[case.pk for case in listed])


def _supervised(listed: list[Case], chosen: QuerySet[Case]) -> set[int]:
    """Guiders whose clips go to supervision before a shared review. One query for all, or none."""
    prefetch_related_objects(listed, "guider")
    trains = {case.guider_id: case.guider for case in listed}
    supervised = {pk for pk, guider in trains.items() if guider.may(Permission.BRING_TO_SUPERVISION)}
    return supervised - _without_gate(chosen) if supervised else supervised


def _without_gate(cases: QuerySet[Case]) -> set[int]:
    """Guiders in training whose stage asks for no supervision before a shared review."""
    open_way = cases.filter(guider__enrolments__ended_on=None, guider__enrolments__gate="off")
    return set(open_way.values_list("guider", flat=True))

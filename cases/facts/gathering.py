"""The facts of many cases, gathered in a fixed number of queries.

Later parts of the work (consent, cycles, film, clips, supervision) are read through relations of the case.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from accounts.roles import Permission
from cases import rules
from cases.facts.consent import film_answers_of
from cases.facts.cycles import add_showings, complete_cycles_of, open_cycles_of
from cases.facts.pauses import pauses_of
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
    """By case. The cases come from `with_people_and_question`."""
    listed = list(cases)
    chosen = Case.objects.filter(pk__in=[case.pk for case in listed])
    answers, cycles, complete = (
        film_answers_of(chosen, today),
        open_cycles_of(chosen),
        complete_cycles_of(chosen),
    )
    visits, pauses = visits_of(listed), pauses_of(listed)
    if any(case.is_own_practice for case in listed):
        add_showings(chosen, cycles)
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
            is_rated=standing is not None and rules.was_asked(standing),
            needs_supervision=case.guider_id in supervised and not case.is_own_practice,
            is_own_practice=case.is_own_practice,
            is_resting=is_resting(case),
            not_asked=[part.person.name for part in asked if (case.pk, part.person_id) not in answers],
            lapsed=[part.person.name for part in asked if answers.get((case.pk, part.person_id)) == "lapsed"],
            film_agreed=any(answers.get((case.pk, part.person_id)) == "given" for part in asked),
            open_cycles=cycles.get(case.pk, []),
            complete_cycles=complete.get(case.pk, 0),
            visits=visits.get(case.pk),
            pause=pauses.get(case.pk),
        )
    return facts


def _without_gate(cases: QuerySet[Case]) -> set[int]:
    """Guiders in training whose stage asks for no supervision before a shared review."""
    open_way = cases.filter(guider__enrolments__ended_on=None, guider__enrolments__gate="off")
    return set(open_way.values_list("guider", flat=True))

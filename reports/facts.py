"""The counts behind a caseload report: one organisation, one quarter, read-only.

The own practice of staff is no casework and is counted nowhere.

The number of queries is the same whatever the size of the caseload.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, Min, Q
from django.db.models.enums import Choices

from accounts.models import Organisation
from cases.models import Case, Cases, Rating, UnassignedReferral
from consent.models import Destruction
from reports.quarters import Quarter
from sessions.models import Cycle, FilmedSession

RATING_RESULTS = ("improved", "no_change", "worse", "not_paired")
CYCLES_OF_A_COURSE = 3


@dataclass(frozen=True)
class Facts:
    referrals_by_source: dict[str, int]
    referrals_by_reason: dict[str, int]
    opened: int
    open_at_end: int
    closed_by_reason: dict[str, int]
    closed_by_rating: dict[str, int]
    first_film: int
    first_review: int
    third_cycle: int
    cycles: int
    reviews: int
    wait_in_days: float | None
    films_destroyed: int


def collect(organisation: Organisation, quarter: Quarter) -> Facts:
    cases = Case.objects.casework().filter(organisation=organisation)
    received = _received(organisation, cases, quarter)
    taken_on = cases.exclude(status__in=Case.NOT_TAKEN_ON)
    closed = cases.filter(closed_on__range=quarter.days)
    waits = _waits(cases, quarter)
    return Facts(
        referrals_by_source=_by(Case.Source, (source for source, _reason in received)),
        referrals_by_reason=_by(Case.Reason, (reason for _source, reason in received)),
        opened=taken_on.filter(opened_at__gte=quarter.begins, opened_at__lt=quarter.ends).count(),
        open_at_end=taken_on.filter(
            Q(closed_on=None) | Q(closed_on__gt=quarter.last_day), opened_at__lt=quarter.ends
        ).count(),
        closed_by_reason=_by(Case.ClosingReason, closed.values_list("closing_reason", flat=True)),
        closed_by_rating=_rating_results(closed, quarter),
        first_film=len(waits),
        first_review=_first_reviews(cases, quarter),
        third_cycle=_third_cycles(cases, quarter),
        cycles=Cycle.objects.filter(case__in=cases, completed_on__range=quarter.days).count(),
        reviews=_held_reviews(cases, quarter),
        wait_in_days=median(waits) if waits else None,
        films_destroyed=Destruction.objects.filter(
            part=Destruction.Part.FILM,
            case__in=cases,
            key_destroyed_at__gte=quarter.begins,
            key_destroyed_at__lt=quarter.ends,
        ).count(),
    )


def _received(organisation: Organisation, cases: Cases, quarter: Quarter) -> list[tuple[str, str]]:
    """Source and reason of each referral, whether or not somebody is in charge of it already."""
    unassigned = UnassignedReferral.objects.filter(organisation=organisation)
    return [
        pair
        for referrals in (cases, unassigned)
        for pair in referrals.filter(referred_on__range=quarter.days).values_list("source", "reason")
    ]


def _by(choices: type[Choices], found: Iterable[str]) -> dict[str, int]:
    counted = Counter(found)
    return {code: counted[code] for code in choices.values}


def _waits(cases: Cases, quarter: Quarter) -> list[int]:
    """Days from referral to first film, of the cases whose first film was taken in the quarter."""
    filmed = Q(
        cycles__filmed_sessions__kind=FilmedSession.Kind.FILMING,
        cycles__filmed_sessions__footage__isnull=False,
    )
    first = cases.annotate(first=Min("cycles__filmed_sessions__held_on", filter=filmed))
    pairs = first.filter(first__range=quarter.days).values_list("referred_on", "first")
    return [(film - referred).days for referred, film in pairs]


def _first_reviews(cases: Cases, quarter: Quarter) -> int:
    held = Q(
        cycles__filmed_sessions__kind=FilmedSession.Kind.SHARED_REVIEW,
        cycles__filmed_sessions__finished_at__isnull=False,
    )
    first = cases.annotate(first=Min("cycles__filmed_sessions__held_on", filter=held))
    return first.filter(first__range=quarter.days).count()


def _third_cycles(cases: Cases, quarter: Quarter) -> int:
    by_end = Count("cycles", filter=Q(cycles__completed_on__lte=quarter.last_day))
    before = Count("cycles", filter=Q(cycles__completed_on__lt=quarter.first_day))
    counted = cases.annotate(by_end=by_end, before=before)
    return counted.filter(by_end__gte=CYCLES_OF_A_COURSE, before__lt=CYCLES_OF_A_COURSE).count()


def _held_reviews(cases: Cases, quarter: Quarter) -> int:
    return FilmedSession.objects.filter(
        cycle__case__in=cases,
        kind=FilmedSession.Kind.SHARED_REVIEW,
        finished_at__isnull=False,
        held_on__range=quarter.days,
    ).count()


def _rating_results(closed: Cases, quarter: Quarter) -> dict[str, int]:
    """Per closed case: first against last rating of one wording by one person on one scale.

    A case with several such pairs is improved if one rose and none fell, worse if any fell.
    """
    ratings = Rating.objects.filter(
        question__case__in=closed, kind=Rating.Kind.NOW, rated_on__lte=quarter.last_day
    ).order_by("rated_on", "pk")
    numbers = closed.values_list("pk", flat=True)
    given: dict[int, dict[tuple[object, ...], list[int]]] = {number: {} for number in numbers}
    for case, question, rater, low, high, value in ratings.values_list(
        "question__case_id", "question_id", "rated_by_id", "scale_min", "scale_max", "value"
    ):
        given[case].setdefault((question, rater, low, high), []).append(value)
    counted = Counter(_result(list(pairs.values())) for pairs in given.values())
    return {result: counted[result] for result in RATING_RESULTS}


def _result(given: list[list[int]]) -> str:
    changes = [values[-1] - values[0] for values in given if len(values) > 1]
    if not changes:
        return "not_paired"
    if min(changes) < 0:
        return "worse"
    return "improved" if max(changes) > 0 else "no_change"

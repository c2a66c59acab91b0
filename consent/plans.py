"""What of the closed cases goes when: gathered for many cases in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef, QuerySet

from cases.models import Case, Participation
from consent.models import Custody, Destruction, RetentionPolicy
from consent.rules import is_held
from consent.rules.retention import Clock, Kept, clocks, promised, steps
from vault.models import Recording, SealedFile
from vault.rules import CUT

Role = Participation.Role
CHILDREN = (Role.CHILD, Role.UNBORN, Role.SIBLING, Role.PUPIL)


@dataclass(frozen=True)
class Plan:
    """What of one film goes when, unless a hold stands."""

    custody: Custody
    steps: list[tuple[Clock, Destruction.Part]]
    is_held: bool


def policy_for(case: Case) -> RetentionPolicy | None:
    """What is promised in this case, or would be to who signs first."""
    first = case.consent_records.aggregate(at=Min("signed_at"))["at"]
    return promised(RetentionPolicy.objects.filter(organisation=case.organisation_id), first)


def clocks_of(case: Case) -> dict[Kept, Clock]:
    """Empty while the case is open or nothing has been promised."""
    return _clocks(Case.objects.filter(pk=case.pk)).get(case.pk, {})


def clocks_if_closed(case: Case, on: date) -> dict[Kept, Clock]:
    """What would go when if the work ended on this day. Empty where nothing has been promised."""
    policy = policy_for(case)
    children = Participation.objects.filter(case=case, role__in=CHILDREN)
    return clocks(policy, on, children.values_list("person__born_on", flat=True)) if policy else {}


def films_left(case: Case) -> int:
    return Custody.objects.filter(case=case).exclude(recording__state__in=Recording.OVER).count()


def plans(cases: QuerySet[Case]) -> list[Plan]:
    """Films of closed cases that are still there, the first to go first."""
    kept = _clocks(cases)
    cut = SealedFile.objects.filter(recording=OuterRef("recording"), role__in=CUT, complete=True)
    custodies = (
        Custody.objects.filter(case__in=list(kept))
        .exclude(recording__state__in=Recording.OVER)
        .annotate(has_cut=Exists(cut), held=is_held("case"))
        .select_related("recording", "case")
        .defer("recording__frame_table")
    )
    found = [
        Plan(
            custody,
            steps(custody.recording, kept[custody.case_id], has_cut=custody.has_cut),
            is_held=custody.held,
        )
        for custody in custodies
    ]
    return sorted(found, key=lambda plan: (plan.steps[0][0].on, plan.custody.pk))


def _clocks(cases: QuerySet[Case]) -> dict[int, dict[Kept, Clock]]:
    closed = cases.filter(status=Case.Status.CLOSED)
    policies: dict[int, list[RetentionPolicy]] = defaultdict(list)
    for policy in RetentionPolicy.objects.filter(organisation__cases__in=closed).distinct():
        policies[policy.organisation_id].append(policy)
    births: dict[int, list[date | None]] = defaultdict(list)
    children = Participation.objects.filter(case__in=closed, role__in=CHILDREN)
    for case, born_on in children.values_list("case", "person__born_on"):
        births[case].append(born_on)
    signed = closed.annotate(first=Min("consent_records__signed_at"))
    rows = signed.values_list("pk", "organisation", "closed_on", "first")
    return {
        pk: clocks(promise, closed_on, births[pk])
        for pk, organisation, closed_on, first in rows
        if closed_on and (promise := promised(policies[organisation], first))
    }

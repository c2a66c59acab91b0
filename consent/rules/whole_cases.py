"""Which cases may be used for a purpose that is about the whole case, asked for many of them at once."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils import timezone

from cases.models import Cases, Participation
from consent.models import ScopeDecision, Withdrawal
from consent.rules.standing import GIVEN, NOT_ASKED, Decided, TakenBack, counted, settle
from consent.scopes import Scope


def agreed_to(scope: Scope, cases: Cases) -> set[int]:
    """The cases in which every client says yes to it now, and of which nobody who took part has said no."""
    decided: dict[int, list[Decided]] = defaultdict(list)
    taken_back: dict[int, list[TakenBack]] = defaultdict(list)
    people: dict[int, dict[int, bool]] = defaultdict(dict)
    today = timezone.localdate()
    decisions = ScopeDecision.objects.filter(record__case__in=cases, scope=scope)
    for case, person, answer, when, until in decisions.order_by("record__signed_at", "record_id").values_list(
        "record__case_id", "record__person_id", "answer", "record__signed_at", "record__authority__until"
    ):
        decided[case].append((person, scope, counted(answer, until, today), when))
    withdrawals = Withdrawal.objects.filter(case__in=cases, scope__in=["", scope])
    for case, person, taken, when in withdrawals.values_list("case_id", "person_id", "scope", "withdrawn_at"):
        taken_back[case].append((person, taken, when))
    parts = Participation.objects.filter(case__in=cases)
    for case, person, is_client in parts.values_list("case_id", "person_id", "is_client"):
        people[case][person] = is_client or people[case].get(person, False)
    return {
        case
        for case, those in people.items()
        if all_agree(those, _answers(settle(decided[case], taken_back[case])))
    }


def all_agree(people: Mapping[int, bool], answers: Mapping[int, str]) -> bool:
    """`people` says of each whether they are a client. Whoever is none need not have been asked."""
    clients = {answers.get(person, NOT_ASKED) for person, is_client in people.items() if is_client}
    everybody = {answers.get(person, NOT_ASKED) for person in people}
    return clients == {GIVEN} and everybody <= {GIVEN, NOT_ASKED}


def _answers(held: Mapping[tuple[int, str], str]) -> dict[int, str]:
    return {person: answer for (person, _scope), answer in held.items()}

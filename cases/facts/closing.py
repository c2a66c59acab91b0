"""What of a case is still open when it is to be closed: to be let go first, or called off with it."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cases import rules
from cases.models import Case, Visit


@dataclass(frozen=True)
class OpenCycle:
    pk: int
    number: int
    with_supervisor: bool


@dataclass(frozen=True)
class StillOpen:
    """`unsaid`: visits of which nobody has said yet whether they took place. That can be said later too."""

    cycles: list[OpenCycle]
    visits: list[Visit]
    unsaid: int
    drafts: int

    @property
    def is_empty(self) -> bool:
        return not (self.cycles or self.visits or self.unsaid or self.drafts)


def still_open(case: Case) -> StillOpen:
    return StillOpen(
        cycles=_open_cycles(case),
        visits=list(rules.visits_ahead(case)),
        unsaid=case.visits.expected().filter(day__lt=timezone.localdate()).count(),
        drafts=case.note_drafts.count(),
    )


def _open_cycles(case: Case) -> list[OpenCycle]:
    """Cycles and submissions belong to apps above; they are reached by the names of their relations."""
    cycles: Any = case.cycles.filter(state="open").order_by("number")
    waiting = set(
        cycles.filter(
            selection__submissions__isnull=False, selection__submissions__decision=None
        ).values_list("pk", flat=True)
    )
    return [OpenCycle(pk, number, pk in waiting) for pk, number in cycles.values_list("pk", "number")]

"""Which of many cases rest, and when to look at it again."""

from collections.abc import Sequence

from cases.models import Case, Pause


def pauses_of(cases: Sequence[Case]) -> dict[int, Pause]:
    """No query where none rests."""
    resting = [case.pk for case in cases if case.status == Case.Status.PAUSED]
    pauses = Pause.objects.filter(case__in=resting, ended_on=None) if resting else []
    return {pause.case_id: pause for pause in pauses}

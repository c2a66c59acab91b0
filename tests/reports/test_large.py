"""A year of a large service: as many questions, and hardly more memory, than for a small one."""

import tracemalloc

from reports.making import make
from reports.periods import Period
from reports.profiles import STANDARD
from tests.reports.history import YEAR, caseload

LARGE = 3000
MIB = 1024 * 1024


def test_memory_does_not_grow_with_the_cases_and_progress_is_told(cast):
    caseload(cast.guider, LARGE)
    told: list[int] = []
    tracemalloc.start()
    made = make(cast.organisation, Period(YEAR), STANDARD, progress=told.append)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * MIB
    assert len(made.cohort) == LARGE * 8
    assert told == sorted(set(told))
    assert told[-1] < 100

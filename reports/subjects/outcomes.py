"""What changed in the cases that were closed: helping questions rated twice, and measures scored twice."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Cases, Rating
from cases.rules.measures import Change
from reports.counts import Breakdown, Counted, Figures, Scope, Subject, tally
from reports.dimensions import RESULTS
from reports.measures import changes
from reports.subjects.closing import closed_cases


def count(scope: Scope) -> Counted:
    number = scope.closed.count()
    found = results(scope.closed, scope.period.last_day)
    counts = tally(RESULTS, Counter(result for _case, result in found).items())
    counts["not_paired"] += number - sum(counts.values())
    rows = {
        name: {str(change.label): found[change] for change in Change}
        for name, found in changes(scope).items()
    }
    return Counted(
        [closed_cases(number)],
        [Breakdown("closed", "by_rating", _("Helping questions"), RESULTS, counts, with_shares=True)],
        [Figures("measures", _("Outcome measures"), rows)] if rows else [],
    )


def results(cases: Cases, until: date) -> Iterator[tuple[int, str]]:
    """Of each of these cases that was rated: first against last of one wording, one person and one scale."""
    ratings = Rating.objects.filter(question__case__in=cases, kind=Rating.Kind.NOW, rated_on__lte=until)
    rows = ratings.order_by("question__case_id", "rated_on", "pk").values_list(
        "question__case_id", "question_id", "rated_by_id", "scale_min", "scale_max", "value"
    )
    for case, given in groupby(rows.iterator(), key=itemgetter(0)):
        pairs: dict[tuple[int, ...], list[int]] = {}
        for row in given:
            pairs.setdefault(row[1:5], []).append(row[5])
        yield case, result_of(list(pairs.values()))


def result_of(given: list[list[int]]) -> str:
    """Improved if one rose and none fell, worse if any fell."""
    changes = [values[-1] - values[0] for values in given if len(values) > 1]
    if not changes:
        return "not_paired"
    if min(changes) < 0:
        return "worse"
    return "improved" if max(changes) > 0 else "no_change"


SUBJECT = Subject(
    "outcomes",
    gettext_lazy("Outcomes"),
    count,
    (
        gettext_lazy("Cases that were closed in the period. What was not rated twice is counted as such."),
        gettext_lazy("Helping question: first against last rating by the same person of the same wording."),
        gettext_lazy(
            "Measures: scored after the first contact and again after the second, by the same rater."
        ),
    ),
)

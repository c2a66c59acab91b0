"""What a pair of scores says, and all pairs of a course together."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cases import rules
from cases.rules import Change, Scored

FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 16)


def on(day, value):
    return Scored(Decimal(value), FIRST + timedelta(days=day))


PAIRS = [
    # the first on or after the first contact, the last on or after the second (day 14)
    ([], "good", "3", Change.NOT_PAIRED),
    ([on(0, 5)], "good", "3", Change.NOT_PAIRED),
    ([on(20, 5)], "good", "3", Change.NOT_PAIRED),
    ([on(0, 5), on(13, 9)], "good", "3", Change.NOT_PAIRED),
    ([on(-1, 5), on(14, 9)], "good", "3", Change.NOT_PAIRED),
    ([on(0, 5), on(14, 8)], "good", "3", Change.IMPROVED),
    ([on(0, 5), on(14, 7)], "good", "3", Change.NO_CHANGE),
    ([on(0, 5), on(14, 2)], "good", "3", Change.WORSE),
    ([on(0, 5), on(14, 2)], "difficult", "3", Change.IMPROVED),
    ([on(0, 5), on(14, 8)], "difficult", "3", Change.WORSE),
    ([on(0, 5), on(14, 3)], "difficult", "3", Change.NO_CHANGE),
    ([on(-1, 0), on(0, 5), on(7, 0), on(14, 9), on(30, 8)], "good", "3", Change.IMPROVED),
    ([on(30, 8), on(0, 5)], "good", "3", Change.IMPROVED),
    ([on(0, 0), on(14, "6.6")], "good", "6.6", Change.IMPROVED),
    ([on(0, 0), on(14, "6.5")], "good", "6.6", Change.NO_CHANGE),
    ([on(15, 5), on(15, 9)], "good", "3", Change.NOT_PAIRED),
    ([on(0, 5), on(14, 25)], "unconfirmed", "3", Change.NOT_COMPUTED),
    ([on(0, 5), on(14, 25)], "good", None, Change.NOT_COMPUTED),
    ([on(0, 5)], "unconfirmed", None, Change.NOT_PAIRED),
]


@pytest.mark.parametrize(("scores", "direction", "threshold", "result"), PAIRS)
def test_a_pair_changes_as_the_published_algorithm_says(scores, direction, threshold, result):
    change = rules.paired_change(
        scores,
        contacts=[SECOND, FIRST, FIRST],
        direction=direction,
        threshold=Decimal(threshold) if threshold else None,
    )
    assert change.result == result


@pytest.mark.parametrize("contacts", [[], [FIRST], [FIRST, FIRST]])
def test_without_a_second_contact_nothing_is_paired(contacts):
    change = rules.paired_change(
        [on(0, 5), on(20, 9)], contacts=contacts, direction="good", threshold=Decimal(1)
    )
    assert (change.result, change.first, change.last) == (Change.NOT_PAIRED, None, None)


@pytest.mark.parametrize(
    ("results", "result"),
    [
        ([], "not_paired"),
        (["not_paired", "not_paired"], "not_paired"),
        (["not_paired", "no_change"], "no_change"),
        (["no_change", "improved", "not_paired"], "improved"),
        (["improved", "worse"], "worse"),
        (["no_change", "worse"], "worse"),
        (["not_computed", "no_change"], "no_change"),
        (["not_computed", "not_paired"], "not_computed"),
    ],
)
def test_a_course_has_improved_if_something_did_and_nothing_moved_the_other_way(results, result):
    assert rules.change_of_all([Change(each) for each in results]) == result

"""What holds of all that was decided and taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Participation
from consent.models import Withdrawal
from consent.rules import missing, settle, standing
from consent.scopes import Scope
from tests import builders
from tests import consent_builders as build

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
SCOPES = ("film", "shared_review", "supervision")
PEOPLE = (1, 2)


def at(minute):
    return DAY + timedelta(minutes=minute)


@pytest.mark.parametrize(
    ("decided", "taken_back", "holds"),
    [
        ([], [], {}),
        ([(1, "film", "given", at(1))], [], {(1, "film"): "given"}),
        ([(1, "film", "refused", at(1)), (1, "film", "given", at(2))], [], {(1, "film"): "given"}),
        ([(1, "film", "given", at(1)), (1, "film", "refused", at(2))], [], {(1, "film"): "refused"}),
        ([(1, "film", "given", at(1)), (1, "film", "not_asked", at(2))], [], {(1, "film"): "given"}),
        ([(1, "film", "refused", at(1)), (1, "film", "not_asked", at(2))], [], {(1, "film"): "refused"}),
        ([(1, "film", "given", at(1))], [(1, "film", at(2))], {(1, "film"): "withdrawn"}),
        ([(1, "film", "given", at(1))], [(1, "film", at(1))], {(1, "film"): "withdrawn"}),
        ([(1, "film", "given", at(1))], [(1, "", at(2))], {(1, "film"): "withdrawn"}),
        ([(1, "film", "given", at(1))], [(1, "supervision", at(2))], {(1, "film"): "given"}),
        ([(1, "film", "given", at(1))], [(2, "film", at(2))], {(1, "film"): "given"}),
        ([(1, "film", "given", at(3))], [(1, "film", at(2))], {(1, "film"): "given"}),
        (
            [(1, "film", "given", at(1)), (1, "film", "given", at(3))],
            [(1, "", at(2))],
            {(1, "film"): "given"},
        ),
        ([(1, "film", "refused", at(1))], [(1, "", at(2))], {(1, "film"): "refused"}),
    ],
)
def test_what_holds(decided, taken_back, holds):
    assert settle(decided, taken_back) == holds


events = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(SCOPES),
        st.sampled_from(("given", "refused", "not_asked", "take back", "take everything back")),
    ),
    max_size=14,
)


def specified(history):
    """The specification, one event after the other."""
    now = {}
    for person, scope, what in history:
        hit = [key for key in now if key[0] == person and (what == "take everything back" or key[1] == scope)]
        if what.startswith("take"):
            now.update({key: "withdrawn" for key in hit if now[key] == "given"})
        elif what != "not_asked":
            now[person, scope] = what
    return now


def as_rows(history):
    decided = [(p, s, what, at(n)) for n, (p, s, what) in enumerate(history) if not what.startswith("take")]
    taken_back = [
        (p, "" if what == "take everything back" else s, at(n))
        for n, (p, s, what) in enumerate(history)
        if what.startswith("take")
    ]
    return decided, taken_back


@given(events)
def test_any_history_ends_where_the_specification_says(history):
    assert settle(*as_rows(history)) == specified(history)


@given(events, st.sampled_from(PEOPLE), st.sampled_from((*SCOPES, "")))
def test_taking_anything_back_never_opens_anything(history, person, scope):
    decided, taken_back = as_rows(history)
    before = settle(decided, taken_back)
    after = settle(decided, [*taken_back, (person, scope, at(99))])

    opened = {key for key in after if after[key] == "given"} - {
        key for key in before if before[key] == "given"
    }
    assert opened == set()
    assert not any(after.get((person, each)) == "given" for each in SCOPES if scope in ("", each))


def test_everybody_has_a_standing_in_every_scope(cast):
    case = builders.case(cast.guider)
    anna, ben = builders.person(case), builders.person(case, Participation.Role.CHILD)
    build.answers(case, anna, film="given", supervision="refused", keepsake="not_asked")
    Withdrawal.objects.create(case=case, person=anna, scope="film", recorded_by=cast.guider)

    expected = {(who.pk, scope): "not_asked" for who in (anna, ben) for scope in Scope}
    assert standing(case) == expected | {(anna.pk, "film"): "withdrawn", (anna.pk, "supervision"): "refused"}


def test_missing_names_each_person_and_scope_in_the_order_of_asking(cast):
    case = builders.case(cast.guider)
    anna, ben = builders.person(case), builders.person(case, Participation.Role.CHILD)
    build.answers(case, anna, film="given")
    custody = build.film(case, anna, ben)

    assert missing(custody, {"supervision", "film"}) == [
        (anna, Scope.SUPERVISION),
        (ben, Scope.FILM),
        (ben, Scope.SUPERVISION),
    ]

"""The gate, what holds now, who may sign for whom, what a withdrawal takes with it."""

from consent.rules.gate import Verdict, is_related, permits
from consent.rules.groups import check_may_be_let_in, reached_by
from consent.rules.holds import check_not_held, hold_on, is_held
from consent.rules.quarantine import in_quarantine, is_overdue, overdue_in_quarantine
from consent.rules.restrictions import (
    check_not_restricted,
    is_case_restricted,
    is_restricted,
    restricted_films,
)
from consent.rules.signing import (
    check_answers,
    check_may_sign,
    check_signature,
    check_takes_part,
    is_unborn,
    may_sign_for,
)
from consent.rules.standing import (
    GIVEN,
    LAPSED,
    NOT_ASKED,
    REFUSED,
    WITHDRAWN,
    missing,
    settle,
    standing,
)
from consent.rules.whole_cases import agreed_to, all_agree
from consent.rules.withdrawal import (
    EVERYTHING,
    check_withdrawal,
    films_lost,
    films_showing,
    scopes_given,
)

__all__ = [
    "EVERYTHING",
    "GIVEN",
    "LAPSED",
    "NOT_ASKED",
    "REFUSED",
    "WITHDRAWN",
    "Verdict",
    "agreed_to",
    "all_agree",
    "check_answers",
    "check_may_be_let_in",
    "check_may_sign",
    "check_not_held",
    "check_not_restricted",
    "check_signature",
    "check_takes_part",
    "check_withdrawal",
    "films_lost",
    "films_showing",
    "hold_on",
    "in_quarantine",
    "is_case_restricted",
    "is_held",
    "is_overdue",
    "is_related",
    "is_restricted",
    "is_unborn",
    "may_sign_for",
    "missing",
    "overdue_in_quarantine",
    "permits",
    "reached_by",
    "restricted_films",
    "scopes_given",
    "settle",
    "standing",
]

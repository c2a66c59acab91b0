"""Who may do what in a case, and when. `check_…` raises with a sentence for people; nothing writes."""

from cases.rules.course import (
    TRANSITIONS,
    can_move,
    check_final_rating,
    check_hand_over,
    check_move,
    check_no_open_cycles,
    check_own_practice,
)
from cases.rules.people import (
    FIRST_PEOPLE,
    PersonFacts,
    check_authority,
    check_correction,
    check_end_of_authority,
    check_first_people,
    check_objection,
    check_person,
)
from cases.rules.question import SCALE, CurrentQuestion, check_question, check_rating, current_question
from cases.rules.referral import (
    DECISIONS,
    FIRST_STATUSES,
    ReferrerFacts,
    check_decision,
    check_first_contact,
    check_first_status,
)
from cases.rules.standing import (
    check_in_charge,
    check_not_in_future,
    check_open,
    check_takes_part,
    takes_part,
)

__all__ = [
    "DECISIONS",
    "FIRST_PEOPLE",
    "FIRST_STATUSES",
    "SCALE",
    "TRANSITIONS",
    "CurrentQuestion",
    "PersonFacts",
    "ReferrerFacts",
    "can_move",
    "check_authority",
    "check_correction",
    "check_decision",
    "check_end_of_authority",
    "check_final_rating",
    "check_first_contact",
    "check_first_people",
    "check_first_status",
    "check_hand_over",
    "check_in_charge",
    "check_move",
    "check_no_open_cycles",
    "check_not_in_future",
    "check_objection",
    "check_open",
    "check_own_practice",
    "check_person",
    "check_question",
    "check_rating",
    "check_takes_part",
    "current_question",
    "takes_part",
]

"""Who may submit, remark and decide, and when."""

from supervision.rules.news import has_old_record, number_of_news, with_news
from supervision.rules.picks import check_pick, meet
from supervision.rules.review import (
    can_confirm,
    can_decide,
    can_remark,
    can_suggest,
    can_take,
    check_decision,
    check_place,
    check_reading,
    check_remark,
    check_suggestion,
    check_taking,
    check_verdict,
    suggestions_for,
)
from supervision.rules.submissions import (
    check_everyone_agrees,
    check_recipient,
    check_submission,
    clips_to_bring,
    custodies_of,
    supervisors_of,
)

__all__ = [
    "can_confirm",
    "can_decide",
    "can_remark",
    "can_suggest",
    "can_take",
    "check_decision",
    "check_everyone_agrees",
    "check_pick",
    "check_place",
    "check_reading",
    "check_recipient",
    "check_remark",
    "check_submission",
    "check_suggestion",
    "check_taking",
    "check_verdict",
    "clips_to_bring",
    "custodies_of",
    "has_old_record",
    "meet",
    "number_of_news",
    "suggestions_for",
    "supervisors_of",
    "with_news",
]

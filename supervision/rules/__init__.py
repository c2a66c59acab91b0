"""Who may submit, remark and decide, and when."""

from supervision.rules.review import (
    can_decide,
    can_remark,
    check_decision,
    check_remark,
    check_verdict,
)
from supervision.rules.submissions import (
    check_everyone_agrees,
    check_submission,
    custodies_of,
    supervisors_of,
)

__all__ = [
    "can_decide",
    "can_remark",
    "check_decision",
    "check_everyone_agrees",
    "check_remark",
    "check_submission",
    "check_verdict",
    "custodies_of",
    "supervisors_of",
]

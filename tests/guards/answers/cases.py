"""Who is told what on the pages of cases."""

from tests.guards.answers.kinds import (
    ADMINISTRATORS,
    ALL_GUIDERS,
    CASEWORK_WRITES,
    OWN_ADMINISTRATOR,
    OWN_CASE,
)

ANSWERS = {
    "authority-ending": OWN_CASE,
    "beginning": CASEWORK_WRITES,
    "birth-new": OWN_CASE,
    "board": ADMINISTRATORS,
    "case": OWN_CASE,
    "caseload": ALL_GUIDERS,
    "closure": OWN_CASE,
    "decision": OWN_CASE,
    "departure-new": OWN_CASE,
    "first-contact": OWN_CASE,
    "handover": OWN_ADMINISTRATOR,
    "helping-question": OWN_CASE,
    "objection-new": OWN_CASE,
    "participant": OWN_CASE,
    "participant-new": OWN_CASE,
    "pause": CASEWORK_WRITES,
    "rating-new": OWN_CASE,
    "reconsideration": CASEWORK_WRITES,
    "referral-new": ALL_GUIDERS,
    "referrer": OWN_CASE,
    "reopening": OWN_CASE,
    "resumption": CASEWORK_WRITES,
}

"""Who is told what on the pages of cases."""

from tests.guards.answers.kinds import (
    ADMINISTRATORS,
    ALL_GUIDERS,
    CASEWORK_WRITES,
    OWN_ADMINISTRATOR,
    OWN_CASE,
)

ANSWERS = {
    "acceptance": CASEWORK_WRITES,
    "authority-ending": OWN_CASE,
    "birth-new": OWN_CASE,
    "board": ADMINISTRATORS,
    "case": OWN_CASE,
    "caseload": ALL_GUIDERS,
    "closure": OWN_CASE,
    "declination": CASEWORK_WRITES,
    "departure-new": OWN_CASE,
    "handover": OWN_ADMINISTRATOR,
    "helping-question": OWN_CASE,
    "objection-new": OWN_CASE,
    "participant": OWN_CASE,
    "participant-new": OWN_CASE,
    "pause": CASEWORK_WRITES,
    "rating-new": OWN_CASE,
    "referral-new": ALL_GUIDERS,
    "reopening": OWN_CASE,
    "resumption": CASEWORK_WRITES,
}

"""Who is told what on the pages of cases."""

from tests.guards.answers.kinds import (
    ADMINISTRATORS,
    ALL_GUIDERS,
    CASEWORK_AND_OVERSIGHT,
    CASEWORK_WRITES,
    OWN_ADMINISTRATOR,
    OWN_CASE,
)

# The guider in charge is led on to the draft.
LEADS_ON = "302 404 404 302 404 403 403 403 403"

ANSWERS = {
    "assignment": OWN_ADMINISTRATOR,
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
    "note": OWN_CASE,
    "note-amendment-new": LEADS_ON,
    "note-draft": OWN_CASE,
    "note-draft-removal": OWN_CASE,
    "note-new": LEADS_ON,
    "note-signature": CASEWORK_WRITES,
    "notes": OWN_CASE,
    "notes-latest": OWN_CASE,
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
    "unassigned": CASEWORK_AND_OVERSIGHT,
    "unassigned-new": CASEWORK_AND_OVERSIGHT,
    "unassigned-removal": OWN_ADMINISTRATOR,
    "uptake": CASEWORK_WRITES,
}

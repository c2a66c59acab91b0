"""Who is told what on the pages of reports."""

from tests.guards.answers.kinds import ADMINISTRATORS, ALL_GUIDERS, OWN_ADMINISTRATOR

ANSWERS = {
    "own-numbers": ALL_GUIDERS,
    "report": ADMINISTRATORS,
    "reports": ADMINISTRATORS,
    "snapshot": OWN_ADMINISTRATOR,
}

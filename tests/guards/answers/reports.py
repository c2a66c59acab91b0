"""Who is told what on the pages of reports."""

from tests.guards.answers.kinds import ADMINISTRATORS, ADMINISTRATORS_WRITE, ALL_GUIDERS, OWN_ADMINISTRATOR

ANSWERS = {
    "own-numbers": ALL_GUIDERS,
    "report": ADMINISTRATORS,
    "report-progress": ADMINISTRATORS,
    "report-release": ADMINISTRATORS_WRITE,
    "report-file": OWN_ADMINISTRATOR,
    "reports": ADMINISTRATORS,
}

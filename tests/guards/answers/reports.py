"""Who is told what on the pages of reports."""

from tests.guards.answers.kinds import ADMINISTRATORS, OWN_ADMINISTRATOR

ANSWERS = {
    "report": ADMINISTRATORS,
    "reports": ADMINISTRATORS,
    "snapshot": OWN_ADMINISTRATOR,
}

"""Who is told what on the pages of reports."""

from tests.guards.answers.kinds import (
    ADMINISTRATORS,
    ADMINISTRATORS_WRITE,
    ALL_GUIDERS,
    NOBODY,
    OWN_ADMINISTRATOR,
)

ANSWERS = {
    "extracts": NOBODY,  # switched off; `tests/reports/test_extracts.py` switches it on
    "extract-file": NOBODY,
    "extract-release": NOBODY,
    "extract-removal": NOBODY,
    "own-numbers": ALL_GUIDERS,
    "report": ADMINISTRATORS,
    "report-progress": ADMINISTRATORS,
    "report-release": ADMINISTRATORS_WRITE,
    "report-file": OWN_ADMINISTRATOR,
    "reports": ADMINISTRATORS,
}

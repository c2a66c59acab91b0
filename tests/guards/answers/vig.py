"""Who is told what on addresses that belong to no app."""

from tests.guards.answers.kinds import ADMINISTRATORS, OPEN

ANSWERS = {
    "alive": OPEN,
    "audit": ADMINISTRATORS,
    "health": ADMINISTRATORS,
}

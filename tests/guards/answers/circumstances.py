"""Who is told what on the pages about the people of a case; part of what `cases` answers."""

from tests.guards.answers.kinds import CASEWORK_WRITES, OWN_CASE

CIRCUMSTANCES = {
    "continuation": CASEWORK_WRITES,
    "legal-status-new": OWN_CASE,
    "loss-mistake": OWN_CASE,
    "loss-new": OWN_CASE,
    "mistake-new": OWN_CASE,
    "placement-ending": OWN_CASE,
    "placement-new": OWN_CASE,
    "relationship-new": OWN_CASE,
}

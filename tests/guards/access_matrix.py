"""What everybody is told when they ask (GET) for an address. A new address fails until it has a row
in `answers/`, in the file of its app.

The case belongs to `guider`; on the addresses of supervision to `trainee`, who submitted to `supervisor`.
`outsider` supervises the trainee from another organisation, asks about the case whose clips they have.
302 leads to signing in or on to another page, 404 hides what is not theirs, 403 says the role is not enough,
405 that the address only takes POST or the like.
"""

from tests.guards.answers import accounts, cases, clips, consent, reports, sessions, supervision, vig
from tests.guards.answers.kinds import PEOPLE

__all__ = ["ANSWERS", "EVERYBODYS", "PEOPLE", "SUPERVISION"]

SUPERVISION = {
    "blind-pick",
    "blind-pick-removal",
    "assessment-new",
    "decision-new",
    "enrolment-new",
    "gate",
    "meeting",
    "meeting-correction",
    "meeting-removal",
    "meeting-signature",
    "portfolio",
    "portfolio-table",
    "own-moments-new",
    "proposal-taking",
    "reading",
    "remarks",
    "stage-meeting",
    "submission",
    "submission-film",
    "submission-frames",
    "submission-new",
    "submission-strip",
    "submitted-film",
    "trainee",
    "suggestion",
}
# Pages where everybody makes something of their own, so a POST is nobody else's business.
EVERYBODYS = {"form-wording", "measure-definition", "referral-new", "retention"}

ANSWERS = {
    **accounts.ANSWERS,
    **cases.ANSWERS,
    **clips.ANSWERS,
    **consent.ANSWERS,
    **reports.ANSWERS,
    **sessions.ANSWERS,
    **supervision.ANSWERS,
    **vig.ANSWERS,
}

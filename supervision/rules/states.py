"""From which state a verb leads a submission to which. What is not here is refused."""

from supervision.models import Submission

State = Submission.State

TRANSITIONS: dict[tuple[str, str], str] = {
    (State.OPEN, "release"): State.RELEASED,
    (State.OPEN, "return"): State.RETURNED,
    (State.OPEN, "let its cycle go"): State.WITHDRAWN,
}


def is_closed(submission: Submission) -> bool:
    return all(submission.state != before for before, _verb in TRANSITIONS)

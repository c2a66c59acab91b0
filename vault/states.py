"""From which state a verb leads a recording to which. What is not here is refused."""

from vault.models import Recording

State = Recording.State

TRANSITIONS: dict[tuple[str, str], str] = {
    (State.RECEIVING, "receive"): State.WAITING,
    (State.WAITING, "work"): State.WORKING,
    # Another worker goes on where one was stopped.
    (State.WORKING, "work"): State.WORKING,
    (State.WORKING, "fail"): State.FAILED,
    (State.FAILED, "retry"): State.WAITING,
    (State.WORKING, "finish"): State.READY,
    # A better working copy takes the place of the first.
    (State.READY, "finish"): State.READY,
    # Only what was cut from it is left.
    **{(state, "destroy raw"): State.CLIPS for state in State if state not in Recording.OVER},
    **{(state, "shut"): State.SHUT for state in State if state not in Recording.OVER},
    **{(state, "destroy"): State.DESTROYED for state in State if state != State.DESTROYED},
}


def states_before(verb: str) -> list[str]:
    return [state for (state, each) in TRANSITIONS if each == verb]

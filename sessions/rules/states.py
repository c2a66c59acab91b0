"""From which state a verb leads to which. What is not here is refused."""

from sessions.models import Cycle, FilmedSession

CYCLE: dict[tuple[str, str], str] = {
    (Cycle.State.OPEN, "complete"): Cycle.State.COMPLETE,
    (Cycle.State.OPEN, "abandon"): Cycle.State.ABANDONED,
}

FILMED_SESSION: dict[tuple[str, str], str] = {
    (FilmedSession.State.OPEN, "finish"): FilmedSession.State.FINISHED,
    (FilmedSession.State.OPEN, "set aside"): FilmedSession.State.SET_ASIDE,
    (FilmedSession.State.SET_ASIDE, "take up again"): FilmedSession.State.OPEN,
}

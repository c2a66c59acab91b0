"""What was on the screen of a shared review, beside the film of it that was brought to supervision."""

from collections.abc import Callable

from accounts.models import User
from cases.models import Case, Person
from cases.rules import is_in_charge
from clips.screen_times import GUIDER, Reader, ScreenTimes, screen_times
from sessions.models import Footage
from supervision.models import Submission


def times_beside(
    film: Footage, submission: Submission, viewer: User, words: Callable[[str], str]
) -> ScreenTimes | None:
    """Once the guider has joined it; None where there is nothing."""
    if not submission.is_own:
        return None
    case = submission.selection.cycle.case
    times = screen_times(film, GUIDER if is_in_charge(viewer, case) else _reader(film, case, words))
    return times if times.film.join and times.appearances else None


def _reader(film: Footage, case: Case, words: Callable[[str], str]) -> Reader:
    """Parts in place of names, and only of those who are in the film: its consent is theirs."""
    parts = {part.person_id: str(part.get_role_display()) for part in case.participations.all()}
    heard = frozenset(film.custody.appearances.values_list("person_id", flat=True))

    def called(person: Person) -> str:
        return parts.get(person.pk, "")

    return Reader(words, called, heard)

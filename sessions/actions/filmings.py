"""A filming of which nothing can be used this time: set aside, or taken up again."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from sessions.actions.cycles import locked_cycle
from sessions.models import FilmedSession
from sessions.rules.filmings import check_move, check_set_aside


@transaction.atomic
def set_aside(*, filmed_session: FilmedSession, reason: str, by: User) -> None:
    """The visit took place and counts as seen. Its film stays until it is removed or its time is up."""
    filming = _locked(filmed_session, by)
    check_set_aside(filming, reason)
    filming.nothing_usable = reason
    filming.save(update_fields=["nothing_usable"])
    record(by=by, action="filming.set_aside", subject=filming, case=filming.cycle.case, reason=reason)


@transaction.atomic
def take_up_again(*, filmed_session: FilmedSession, by: User) -> None:
    filming = _locked(filmed_session, by)
    check_move(filming, "take up again")
    filming.nothing_usable = ""
    filming.save(update_fields=["nothing_usable"])
    record(by=by, action="filming.taken_up_again", subject=filming, case=filming.cycle.case)


def _locked(filmed_session: FilmedSession, by: User) -> FilmedSession:
    cycle = locked_cycle(filmed_session.cycle, by)
    filming = FilmedSession.objects.select_for_update().get(pk=filmed_session.pk)
    filming.cycle = cycle
    return filming

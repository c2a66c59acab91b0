"""Pictures to keep rest on a consent of their own. Where it is taken back they go, and the film stays."""

from collections.abc import Iterable

from accounts.models import User
from cases.models import Case
from consent.models import Custody
from consent.rules import hold_on, missing
from consent.scopes import Scope
from vault.actions import destroy_keepsakes
from vault.models import SealedFile

SYSTEM = "system"


def end_keepsakes(*, case: Case, films: Iterable[Custody], by: User | str) -> None:
    """Under a hold they stay, shut by the gate, until it ends."""
    if hold_on(case.pk) is not None:
        return
    for custody in films:
        destroy_keepsakes(recording=custody.recording, by=by)


def end_keepsakes_that_waited(*, case: Case) -> None:
    pictures = SealedFile.objects.filter(role=SealedFile.Role.KEEPSAKE, complete=True)
    films = Custody.objects.filter(case=case, recording__in=pictures.values("recording"))
    shut = [film for film in films.select_related("recording") if missing(film, [Scope.KEEPSAKE])]
    end_keepsakes(case=case, films=shut, by=SYSTEM)

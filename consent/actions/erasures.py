"""Erasures outlive a restored backup: written down outside the main database, made again from there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from cases.models import Participation
from consent.actions.destruction import destroy_again
from consent.actions.withdrawal import withdraw_again
from consent.erased import PARTS, Kind, everything_erased, hash_of
from consent.rules import EVERYTHING
from consent.scopes import Scope
from vault import actions as vault
from vault import tombstones
from vault.batches import each
from vault.models import Recording


@dataclass(frozen=True)
class Repeated:
    """How much of what had been erased was back."""

    withdrawals: int
    films: int
    keys: int

    @property
    def is_nothing(self) -> bool:
        return not (self.withdrawals or self.films or self.keys)


def remember_erasures() -> int:
    """Write down whatever is not written down yet, and say how much that was."""
    return tombstones.remember_all(everything_erased())


def reapply_erasures(*, by: User | str) -> Repeated:
    """Make every erasure again that a restored backup does not know. Repeating it changes nothing."""
    keys = vault.destroy_keys_of_gone()
    withdrawals = _withdraw_again(by)
    films = sum(destroy_again(recording=film, part=kind, at=at, by=by) for kind, film, at in _films())
    return Repeated(withdrawals, films, keys)


def _withdraw_again(by: User | str) -> int:
    moments = _moments(Kind.WITHDRAWAL)
    if not moments:
        return 0
    return sum(
        withdraw_again(case=part.case, person=part.person, scope=scope, at=at, by=by)
        for part in Participation.objects.select_related("case", "person").order_by("pk")
        for scope in (EVERYTHING, *Scope.values)
        for at in moments.get(hash_of(part.case, part.person, scope), ())
    )


def _films() -> Iterator[tuple[str, Recording, datetime]]:
    """Films of which something was erased before, and that are not destroyed here."""
    for kind in (Kind.FILM, *PARTS):
        moments = _moments(kind)
        for film in each(Recording.objects.exclude(state=Recording.State.DESTROYED).defer("frame_table")):
            for at in moments.get(str(film.pk), ()):
                yield kind, film, at


def _moments(kind: str) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    for stone in tombstones.erased(kind):
        found.setdefault(stone.subject, []).append(stone.at)
    return found

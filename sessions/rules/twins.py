"""The same film twice: added again by mistake, or, worse, put into the case of another family.

Only cases of the person who asks are looked at. That another guider holds the same film is never said.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from sessions.models import Footage
from vault.models import Recording, SealedFile


def known_films(*, fingerprint: str, length: int, user: User) -> list[Footage]:
    """Films of this person's cases that begin, end and measure like this one, the oldest first."""
    if not fingerprint:
        return []
    return list(_kept(user).filter(upload__fingerprint=fingerprint, upload__length=length))


def twins_of(films: Iterable[Footage], user: User) -> dict[UUID, list[Footage]]:
    """By film: older films of the same case with exactly the same bytes, and those in other own cases."""
    wanted = {film.pk: film for film in films}
    hashes = _hashes(wanted)
    others = (
        _kept(user)
        .filter(
            custody__recording__files__role=SealedFile.Role.ORIGINAL,
            custody__recording__files__sha256__in=set(hashes.values()),
        )
        .distinct()
        if hashes
        else []
    )
    found = defaultdict(list)
    hashes_of_others = _hashes([other.pk for other in others])
    for pk, sha256 in hashes.items():
        for other in others:
            if hashes_of_others.get(other.pk) == sha256 and _is_worth_a_word(wanted[pk], other):
                found[pk].append(other)
    return found


def _is_worth_a_word(film: Footage, other: Footage) -> bool:
    if film.custody.case_id != other.custody.case_id:
        return True
    return other.pk != film.pk and (other.created_at, other.pk) < (film.created_at, film.pk)


def _hashes(films: Iterable[UUID]) -> dict[UUID, str]:
    originals = SealedFile.objects.filter(
        role=SealedFile.Role.ORIGINAL, recording__custody__footage__in=list(films)
    )
    return dict(originals.exclude(sha256="").values_list("recording__custody__footage", "sha256"))


def _kept(user: User) -> QuerySet[Footage]:
    return (
        Footage.objects.visible_to(user)
        .exclude(custody__recording__state=Recording.State.DESTROYED)
        .select_related("custody__case", "filmed_session", "upload")
        .order_by("created_at", "pk")
    )

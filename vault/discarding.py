"""How one file goes for good: refused, then its key, then its objects; its row stays if it ever was whole."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vault import keys
from vault.models import SealedFile, Segment
from vault.storage import sealed_storage


def discard(file: SealedFile) -> None:
    """Rid of what a job left half made."""
    refuse(file)
    erase(file.pk)


@transaction.atomic
def refuse(file: SealedFile) -> SealedFile | None:
    """From now on nobody reads it or adds to it. None where that was so already."""
    rows = SealedFile.objects.select_related("recording").select_for_update(of=("self",))
    row = rows.filter(pk=file.pk, discarded_at=None).first()
    if row is not None:
        row.complete, row.discarded_at = False, timezone.now()
        row.save(update_fields=["complete", "discarded_at"])
    return row


def erase(file_id: UUID) -> None:
    """Destroy the key of a discarded file, then every object. Safe to repeat at any point."""
    file = SealedFile.objects.filter(pk=file_id, discarded_at__isnull=False).first()
    if file is None:
        return
    if file.key_destroyed_at is None:
        keys.destroy(file.key)
        file.key_destroyed_at = timezone.now()
        file.save(update_fields=["key_destroyed_at"])
    remove_objects(Segment.objects.filter(file=file))
    if not file.sha256:
        file.delete()


def remove_objects(segments: QuerySet[Segment]) -> None:
    storage = sealed_storage()
    for segment in segments.order_by("pk"):
        storage.delete(segment.name)
        segment.delete()


def interrupted() -> QuerySet[SealedFile]:
    """Discarded files of which something is left."""
    has_key = Q(key_destroyed_at=None)
    never_whole = Q(sha256="")
    discarded = SealedFile.objects.filter(discarded_at__isnull=False)
    return discarded.filter(has_key | never_whole | Q(segments__isnull=False)).distinct()

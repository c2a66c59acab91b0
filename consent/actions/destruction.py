"""Film is destroyed, and the proof of it kept: counts and hashes, no image."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.models import Case
from consent.models import Custody, Destruction, Grant, Withdrawal
from consent.rules import check_in_charge, is_overdue
from vault import actions as vault
from vault.models import Segment

SYSTEM = "system"


@transaction.atomic
def destroy_film(
    *, custody: Custody, reason: str, by: User | str, withdrawal: Withdrawal | None = None
) -> Destruction:
    """Destroy one film with everything made from it. Repeating it gives the same certificate."""
    case = Case.objects.select_for_update().get(pk=custody.case_id)
    if isinstance(by, User):
        check_in_charge(by, case)
    destroyed = vault.destroy(recording=custody.recording, by=by)
    certificate, is_new = Destruction.objects.get_or_create(
        recording=custody.recording,
        defaults={
            "case": case,
            "withdrawal": withdrawal,
            "reason": reason,
            "files": destroyed.files,
            "bytes": destroyed.bytes,
            "hashes": destroyed.hashes,
        },
    )
    if is_new:
        Grant.objects.filter(custody=custody, ended_at=None).update(ended_at=timezone.now())
        record(by=by, action="film.destroyed", subject=custody, case=case, reason=reason)
        transaction.on_commit(partial(complete_certificate, certificate.pk), robust=True)
    return certificate


@transaction.atomic
def end_quarantine(*, custody: Custody) -> None:
    """Destroy a film whose people did not agree in time, unless they have just done so."""
    Case.objects.select_for_update().get(pk=custody.case_id)
    if is_overdue(custody):
        destroy_film(custody=custody, reason=Destruction.Reason.QUARANTINE, by=SYSTEM)


def complete_certificate(destruction_id: int) -> None:
    """Write down since when the key and the bytes are gone, as far as the vault has come."""
    certificate = Destruction.objects.select_related("recording").get(pk=destruction_id)
    recording = certificate.recording
    certificate.key_destroyed_at = recording.key_destroyed_at
    if recording.key_destroyed_at and not Segment.objects.filter(file__recording=recording).exists():
        certificate.bytes_destroyed_at = certificate.bytes_destroyed_at or timezone.now()
    certificate.save(update_fields=["key_destroyed_at", "bytes_destroyed_at"])

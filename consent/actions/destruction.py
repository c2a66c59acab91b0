"""Film is destroyed, and the proof of it kept: counts and hashes, no image."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.models import Case
from cases.rules import check_in_charge
from consent.actions.keepsakes import end_keepsakes_that_waited
from consent.models import Custody, Destruction, Grant, Hold, Withdrawal
from consent.rules import (
    check_not_held,
    check_not_restricted,
    hold_on,
    is_case_restricted,
    is_overdue,
)
from vault import actions as vault
from vault import tombstones
from vault.models import Recording, SealedFile, Segment
from vault.rules import CUT, RAW

SYSTEM = "system"
ROLES = {Destruction.Part.RAW: RAW, Destruction.Part.CLIPS: CUT}
ACTS = {
    Destruction.Part.FILM: vault.destroy,
    Destruction.Part.RAW: vault.destroy_raw,
    Destruction.Part.CLIPS: vault.destroy_cut,
}


@transaction.atomic
def destroy_film(
    *, custody: Custody, reason: str, by: User | str, withdrawal: Withdrawal | None = None
) -> Destruction:
    """Destroy one film with everything made from it. Repeating it gives the same certificate.

    Under a hold it is refused; a withdrawal closes the film to everybody at once, and it goes when the
    hold ends. Where the use of film is stopped only a withdrawal destroys it.
    """
    case = _locked(custody, by)
    hold = hold_on(case.pk)
    if hold is not None and withdrawal is not None:
        return _shut(custody, case, withdrawal, hold, by)
    check_not_held(case)
    if reason != Destruction.Reason.WITHDRAWAL:
        check_not_restricted(case)
    destroyed = vault.destroy(recording=custody.recording, by=by)
    account = {"files": destroyed.files, "bytes": destroyed.bytes, "hashes": destroyed.hashes}
    certificate, is_new = Destruction.objects.get_or_create(
        recording=custody.recording,
        part=Destruction.Part.FILM,
        defaults={"case": case, "withdrawal": withdrawal, "reason": reason, **account},
    )
    if not is_new and not certificate.hashes and certificate.delayed_by_id:
        Destruction.objects.filter(pk=certificate.pk).update(**account)
        certificate.refresh_from_db()
        is_new = True
    if is_new:
        _finish(certificate, custody, case, by)
    return certificate


@transaction.atomic
def destroy_part(*, custody: Custody, part: str, by: User | str) -> Destruction:
    """Destroy the film and keep the files of its clips, or the other way round, because its time is up."""
    case = _locked(custody, by)
    check_not_held(case)
    check_not_restricted(case)
    destroyed = ACTS[Destruction.Part(part)](recording=custody.recording, by=by)
    certificate = Destruction.objects.create(
        case=case,
        recording=custody.recording,
        part=part,
        reason=Destruction.Reason.RETENTION,
        files=destroyed.files,
        bytes=destroyed.bytes,
        hashes=destroyed.hashes,
    )
    _finish(certificate, custody, case, by)
    return certificate


@transaction.atomic
def destroy_again(*, recording: Recording, part: str, at: datetime, by: User | str) -> bool:
    """A restored backup had brought it back. No hold counts: it was gone. False where nothing is to do."""
    recording = Recording.objects.select_for_update(of=("self",)).get(pk=recording.pk)
    is_film = part == Destruction.Part.FILM
    known = Destruction.objects.filter(recording=recording, part=part, decided_at=at)
    if recording.state == Recording.State.DESTROYED:
        return False
    if not is_film and (recording.state == Recording.State.SHUT or known.exists()):
        return False
    gone = ACTS[Destruction.Part(part)](recording=recording, by=by)
    custody = Custody.objects.select_related("case").filter(recording=recording).first()
    if custody is not None:
        account = {
            "files": gone.files,
            "bytes": gone.bytes,
            "hashes": gone.hashes,
            "repeated_at": timezone.now(),
        }
        made = {"case": custody.case, "reason": Destruction.Reason.REPEATED, "decided_at": at}
        proof, _is_new = Destruction.objects.update_or_create(
            recording=recording,
            part=part,
            **({} if is_film else {"decided_at": at}),
            defaults=account,
            create_defaults=account | made,
        )
        _finish(proof, custody, custody.case, by)
    return True


@transaction.atomic
def end_quarantine(*, custody: Custody) -> None:
    """Destroy a film whose people did not agree in time, unless they have just done so."""
    Case.objects.select_for_update().get(pk=custody.case_id)
    is_kept = hold_on(custody.case_id) is not None or is_case_restricted(custody.case_id)
    if is_overdue(custody) and not is_kept:
        destroy_film(custody=custody, reason=Destruction.Reason.QUARANTINE, by=SYSTEM)


def destroy_what_waited(*, case: Case) -> None:
    """A hold has ended: what was taken back meanwhile goes, unless another hold stands."""
    if hold_on(case.pk) is not None:
        return
    waiting = Destruction.objects.filter(case=case, recording__state=Recording.State.SHUT)
    for certificate in waiting.select_related("recording__custody"):
        destroy_film(custody=certificate.recording.custody, reason=certificate.reason, by=SYSTEM)
    end_keepsakes_that_waited(case=case)


def complete_certificate(destruction_id: int) -> None:
    """Write down since when the key and the bytes are gone, as far as the vault has come."""
    certificate = Destruction.objects.select_related("recording").get(pk=destruction_id)
    recording = certificate.recording
    segments = Segment.objects.filter(file__recording=recording)
    if certificate.part == Destruction.Part.FILM:
        certificate.key_destroyed_at = recording.key_destroyed_at
    else:
        gone = SealedFile.objects.filter(
            recording=recording,
            role__in=ROLES[Destruction.Part(certificate.part)],
            discarded_at__isnull=False,
        )
        segments = segments.filter(file__in=gone)
        certificate.key_destroyed_at = _without_keys_since(list(gone))
    if certificate.key_destroyed_at and not segments.exists():
        certificate.bytes_destroyed_at = certificate.bytes_destroyed_at or timezone.now()
    certificate.save(update_fields=["key_destroyed_at", "bytes_destroyed_at"])


def _locked(custody: Custody, by: User | str) -> Case:
    case = Case.objects.select_for_update().get(pk=custody.case_id)
    if isinstance(by, User):
        check_in_charge(by, case)
    return case


def _shut(custody: Custody, case: Case, withdrawal: Withdrawal, hold: Hold, by: User | str) -> Destruction:
    vault.shut(recording=custody.recording, by=by)
    certificate, is_new = Destruction.objects.get_or_create(
        recording=custody.recording,
        part=Destruction.Part.FILM,
        defaults={
            "case": case,
            "withdrawal": withdrawal,
            "delayed_by": hold,
            "reason": Destruction.Reason.WITHDRAWAL,
            "files": 0,
            "bytes": 0,
            "hashes": [],
        },
    )
    if is_new:
        _end_grants(custody)
        record(by=by, action="film.shut", subject=custody, case=case, hold=hold.pk)
    return certificate


def _finish(certificate: Destruction, custody: Custody, case: Case, by: User | str) -> None:
    if certificate.part == Destruction.Part.FILM:
        _end_grants(custody)
    else:
        erased = (certificate.part, certificate.recording_id, certificate.decided_at)
        transaction.on_commit(partial(tombstones.remember, *erased), robust=True)
    record(
        by=by,
        action="film.destroyed",
        subject=custody,
        case=case,
        reason=certificate.reason,
        part=certificate.part,
    )
    transaction.on_commit(partial(complete_certificate, certificate.pk), robust=True)


def _end_grants(custody: Custody) -> None:
    Grant.objects.filter(custody=custody, ended_at=None).update(ended_at=timezone.now())


def _without_keys_since(files: list[SealedFile]) -> datetime | None:
    ends = [file.key_destroyed_at for file in files]
    return max((end for end in ends if end), default=None) if all(ends) else None

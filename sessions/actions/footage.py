"""A film that has its record: who is in it, another attempt at preparing it, and its end."""

import logging
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases.models import Person
from cases.rules import check_in_charge
from consent.actions import add_appearance, destroy_film, remove_appearance
from consent.models import Destruction
from consent.rules import hold_on, is_case_restricted
from sessions.actions.uploads import finish_upload, settle
from sessions.models import Footage, Upload
from sessions.rules.cycles import check_remove
from sessions.rules.news import NEWS
from sessions.rules.progress import check_phone_copy
from sessions.rules.uploads import check_people
from vault.actions import retry
from vault.models import Job

SYSTEM = "system"

log = logging.getLogger(__name__)


@transaction.atomic
def change_people(*, footage: Footage, persons: Collection[Person], by: User) -> None:
    """The gate asks the people listed here from the next request on."""
    custody = footage.custody
    check_people(custody.case, persons)
    wanted = {person.pk: person for person in persons}
    listed = {appearance.person_id: appearance.person for appearance in custody.appearances.all()}
    for person in (wanted[pk] for pk in wanted.keys() - listed.keys()):
        add_appearance(custody=custody, person=person, by=by)
    for person in (listed[pk] for pk in listed.keys() - wanted.keys()):
        remove_appearance(custody=custody, person=person, by=by)


@transaction.atomic
def prepare_again(*, footage: Footage, by: User) -> None:
    check_in_charge(by, footage.custody.case)
    failed = footage.custody.recording.jobs.filter(state=Job.State.FAILED, is_refused=False)
    job = failed.order_by("-created_at", "-pk").first()
    if job is None:
        raise ValidationError(_("There is nothing to try again: this film is not waiting for you."))
    retry(job=job, by=by)
    Footage.objects.filter(pk=footage.pk).update(seen_at=None)
    record(by=by, action="footage.prepared_again", subject=footage, case=footage.custody.case, job=job.pk)


@transaction.atomic
def note_phone_copy(*, footage: Footage, is_deleted: bool, by: User) -> None:
    """The guider says that the phone no longer holds the film, or takes that back. Twice changes nothing."""
    check_in_charge(by, footage.custody.case)
    check_phone_copy(footage)
    at = timezone.now() if is_deleted else None
    changed = Footage.objects.filter(pk=footage.pk, off_phone_at__isnull=is_deleted).update(off_phone_at=at)
    if changed:
        action = "phone_copy.deleted" if is_deleted else "phone_copy.not_deleted"
        record(by=by, action=action, subject=footage, case=footage.custody.case)


def see_footage(*, footage: Footage, by: User) -> None:
    """Whoever added the film has it before them, so they need not be told how it ended."""
    is_over = footage.custody.recording.state in NEWS
    if is_over and footage.seen_at is None and footage.added_by_id == by.pk:
        Footage.objects.filter(pk=footage.pk).update(seen_at=timezone.now())


@transaction.atomic
def remove_footage(*, footage: Footage, by: User) -> Destruction:
    """Film, working copy, strip and the files of its clips go for good; the certificate stays."""
    check_remove(footage)
    certificate = destroy_film(custody=footage.custody, reason=Destruction.Reason.REMOVED, by=by)
    record(by=by, action="footage.removed", subject=footage, case=footage.custody.case)
    return certificate


@transaction.atomic
def cancel_upload(*, upload: Upload, by: User | str) -> Destruction:
    """Give up a film that has not arrived. A film that has is removed on its own page, after a question."""
    row = Upload.objects.select_for_update().get(pk=upload.pk)
    if row.finished_at is not None:
        raise ValidationError(_("This film has arrived. Remove it on its own page."))
    footage = upload.footage
    certificate = destroy_film(custody=footage.custody, reason=Destruction.Reason.REMOVED, by=by)
    record(
        by=by, action="upload.cancelled", subject=footage, case=footage.custody.case, upload=str(upload.pk)
    )
    return certificate


def remove_stale_uploads() -> None:
    """Finish what is whole; remove what has had no byte for a week."""
    unfinished = Upload.objects.unfinished().select_related(
        "footage__custody__recording", "footage__custody__case"
    )
    for upload in unfinished:
        try:
            _finish_or_remove(upload)
        except Exception:  # one film that cannot be read must not keep the others waiting
            log.exception("The upload %s could be neither finished nor removed.", upload.pk)


def _finish_or_remove(upload: Upload) -> None:
    settle(upload)
    if upload.offset == upload.length:
        finish_upload(upload=upload, by=SYSTEM)
    elif upload.kept_until < timezone.now() and not _is_kept(upload):
        cancel_upload(upload=upload, by=SYSTEM)


def _is_kept(upload: Upload) -> bool:
    case_id = upload.footage.custody.case_id
    return hold_on(case_id) is not None or is_case_restricted(case_id)

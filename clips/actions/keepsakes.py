"""A keepsake is offered, put together and handed over. Clips to take home are handed over the same way."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases.models import Case
from cases.rules import check_in_charge
from clips.actions.stills import keep_still
from clips.keepsake_rules import PAPERS, Item, check_can_choose_still, check_files, check_once, check_open
from clips.models import Clip, Keepsake, KeepsakePicture, Still, TakenHome, TakenItem
from clips.rules import UnableToPrepare, is_missing
from consent.scopes import Purpose
from vault.actions import UnableToRender, let_go, request_keepsake
from vault.models import Job
from vault.pictures import Finish

Answer = Keepsake.Answer


@transaction.atomic
def answer_keepsake(*, case: Case, answer: str, by: User) -> Keepsake:
    """Offered, or declined: then what was chosen is let go. What was handed over stays handed over."""
    case = _locked(case, by)
    keepsake = _keepsake(case, by)
    if answer not in (Answer.OFFERED, Answer.DECLINED):
        raise ValidationError(_("Please say whether it is offered or declined."))
    if keepsake.is_given:
        raise ValidationError(_("The keepsake has been handed over, so this stays as it is."))
    if answer == Answer.DECLINED:
        for picture in keepsake.pictures.select_related("picture"):
            _take_out(picture, by)
        keepsake.words = ""
    keepsake.answer, keepsake.answered_at = answer, timezone.now()
    keepsake.save(update_fields=["answer", "answered_at", "words"])
    record(by=by, action=f"keepsake.{answer}", subject=keepsake, case=case)
    return keepsake


@transaction.atomic
def choose_picture(*, case: Case, still: Still, by: User) -> KeepsakePicture:
    """A still to keep. Choosing it again changes nothing."""
    case = _locked(case, by)
    keepsake = _keepsake(case, by)
    chosen = keepsake.pictures.filter(still=still).first()
    if chosen is not None:
        return chosen
    check_can_choose_still(by, case, still, keepsake.pictures.count())
    last = keepsake.pictures.aggregate(last=Max("position"))["last"] or 0
    made = KeepsakePicture(keepsake=keepsake, still=still, position=last + 1)
    made.picture = _asked(still, made.finish, by)
    made.save()
    if keepsake.answer == Answer.DECLINED:
        keepsake.answer, keepsake.answered_at = Answer.OFFERED, timezone.now()
        keepsake.save(update_fields=["answer", "answered_at"])
    record(by=by, action="keepsake.picture_chosen", subject=made, case=case)
    return made


@transaction.atomic
def choose_first_picture(*, case: Case, clip: Clip, by: User) -> KeepsakePicture:
    """The first picture of a clip, which becomes a still like any other."""
    try:
        still = keep_still(footage=clip.footage, frame=clip.in_frame, by=by)
    except UnableToPrepare as refusal:
        raise ValidationError(list(refusal.reasons)) from refusal
    return choose_picture(case=case, still=still, by=by)


@transaction.atomic
def finish_picture(*, picture: KeepsakePicture, finish: Finish, words: str, by: User) -> None:
    """Which part of it, how bright, how warm, and what stands below. One that is gone is made anew."""
    case = _locked(picture.keepsake.case, by)
    check_open([picture.still.footage.custody], Purpose.KEEPSAKE, by)
    old, is_changed = picture.picture, picture.finish != finish
    for name, value in finish.facts.items():
        setattr(picture, name, value)
    picture.words = words.strip()
    if is_changed or is_missing(old):
        picture.picture = _asked(picture.still, finish, by)
    picture.full_clean()
    picture.save()
    if picture.picture != old:
        let_go(job=old, by=by)
    record(by=by, action="keepsake.picture_finished", subject=picture, case=case)


@transaction.atomic
def move_picture_up(*, picture: KeepsakePicture, by: User) -> None:
    """One place towards the first; the first stays where it is."""
    case = _locked(picture.keepsake.case, by)
    before = picture.keepsake.pictures.filter(position__lt=picture.position).last()
    if before is None:
        return
    before.position, picture.position = picture.position, before.position
    KeepsakePicture.objects.bulk_update([before, picture], ["position"])
    record(by=by, action="keepsake.picture_moved", subject=picture, case=case)


@transaction.atomic
def take_out_picture(*, picture: KeepsakePicture, by: User) -> None:
    case = _locked(picture.keepsake.case, by)
    record(by=by, action="keepsake.picture_taken_out", subject=picture, case=case)
    _take_out(picture, by)


@transaction.atomic
def write_keepsake(*, case: Case, words: str, by: User) -> None:
    """What stands on the card, in their own words."""
    case = _locked(case, by)
    keepsake = _keepsake(case, by)
    keepsake.words = words.strip()
    keepsake.save(update_fields=["words"])
    record(by=by, action="keepsake.written", subject=keepsake, case=case)


@transaction.atomic
def hand_over(
    *, case: Case, kind: str, items: Sequence[Item], reason: str = "", sha256: str = "", by: User
) -> TakenHome:
    """Written down before anything leaves. `sha256` is that of the paper with the pictures on it."""
    case = _locked(case, by)
    purpose = Purpose.KEEPSAKE if kind in PAPERS else Purpose.CLIPS_TO_FAMILY
    check_open([item.custody for item in items], purpose, by)
    check_files(items)
    check_once(case, items, kind, reason)
    taken = TakenHome.objects.create(case=case, kind=kind, reason=reason.strip(), sha256=sha256, handed_by=by)
    TakenItem.objects.bulk_create(
        TakenItem(
            taken=taken,
            custody=item.custody,
            clip=item.clip,
            position=position,
            sha256=item.file.sha256,
            size=item.file.size,
        )
        for position, item in enumerate(items, start=1)
    )
    if kind in PAPERS:
        Keepsake.objects.filter(case=case).update(answer=Answer.GIVEN, answered_at=timezone.now())
    record(
        by=by,
        action="keepsake.handed_over" if kind in PAPERS else "clips.handed_over",
        subject=taken,
        case=case,
        purpose=purpose,
        kind=kind,
        hashes=[item.file.sha256 for item in items],
        once_more=bool(reason.strip()),
    )
    return taken


def _locked(case: Case, by: User) -> Case:
    locked = Case.objects.select_for_update().get(pk=case.pk)
    check_in_charge(by, locked)
    return locked


def _keepsake(case: Case, by: User) -> Keepsake:
    keepsake, _is_new = Keepsake.objects.get_or_create(case=case, defaults={"offered_by": by})
    return keepsake


def _asked(still: Still, finish: Finish, by: User) -> Job:
    recording = still.footage.custody.recording
    try:
        return request_keepsake(recording=recording, frame=still.frame, finish=finish, by=by)
    except UnableToRender as refusal:
        raise ValidationError(_("The film of this picture is not here any more.")) from refusal


def _take_out(picture: KeepsakePicture, by: User) -> None:
    job = picture.picture
    picture.delete()
    let_go(job=job, by=by)

"""Who may submit, what, and to whom."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import SupervisionPair, User
from accounts.roles import Permission
from clips.models import Clip, Selection
from consent.models import Custody
from consent.rules import missing
from consent.scopes import Purpose, Scope, scopes_for
from sessions.models import Cycle, FilmedSession
from supervision.models import Submission
from vault.models import Recording


def supervisors_of(trainee: User) -> QuerySet[User]:
    """The people this trainee may submit to now."""
    pairs = SupervisionPair.objects.current().filter(trainee=trainee)
    people = User.objects.filter(pk__in=pairs.values("supervisor"), is_active=True)
    return people.select_related("organisation").order_by("name")


def clips_to_bring(selection: Selection, kind: str) -> QuerySet[Clip]:
    """In their order: those chosen for the shared review, or those of its film that are on the shortlist."""
    if kind == Submission.Kind.CHOSEN:
        return Clip.objects.filter(chosen__selection=selection).order_by("chosen__position")
    reviews = FilmedSession.objects.filter(cycle=selection.cycle, kind=FilmedSession.Kind.SHARED_REVIEW)
    return Clip.objects.filter(footage__filmed_session__in=reviews, shortlisted=True).order_by(
        "footage__created_at", "in_frame", "pk"
    )


def custodies_of(clips: QuerySet[Clip]) -> list[Custody]:
    """Every film that these clips are taken from."""
    films = clips.order_by().values("footage")
    return list(Custody.objects.filter(footage__in=films).select_related("recording", "case"))


def check_submission(*, selection: Selection, by: User, kind: str = Submission.Kind.CHOSEN) -> None:
    """Raise unless these clips can go to supervision now: to whom is asked by `check_recipient`."""
    if not by.may(Permission.BRING_TO_SUPERVISION):
        raise ValidationError(_("Only guiders in training bring clips to supervision."))
    if selection.cycle.case.is_own_practice:
        raise ValidationError(_("This is your own practice: show the clips to your group instead."))
    if selection.cycle.case.guider_id != by.pk:
        raise ValidationError(_("Only the guider in charge now brings clips of this case to supervision."))
    if not supervisors_of(by).exists():
        raise ValidationError(_("You have no supervisor yet. Ask your administrator to name one."))
    check_stage_of_cycle(selection.cycle, kind)
    clips = clips_to_bring(selection, kind)
    if not clips.exists():
        raise ValidationError(_nothing_to_bring(kind))
    if Submission.objects.filter(selection=selection, kind=kind).with_supervisor().exists():
        raise ValidationError(_("These clips are already with your supervisor."))
    custodies = custodies_of(clips)
    if any(custody.recording.state != Recording.State.READY for custody in custodies):
        raise ValidationError(_("A film of these clips is no longer there. Choose clips of another film."))
    inside = supervisors_of(by).filter(organisation=by.organisation_id)
    check_everyone_agrees(custodies, is_outside=not inside.exists())


def check_stage_of_cycle(cycle: Cycle, kind: str) -> None:
    """The film of a review is looked at when its cycle is complete, as a rule."""
    if kind == Submission.Kind.CHOSEN and cycle.state != Cycle.State.OPEN:
        raise ValidationError(_("This cycle is finished, so its clips stay as they were."))
    if cycle.state == Cycle.State.ABANDONED:
        raise ValidationError(_("This cycle was ended without counting."))


def _nothing_to_bring(kind: str) -> str:
    if kind == Submission.Kind.CHOSEN:
        return _("Choose at least one clip first.")
    return _("Put at least one clip of the film of the review on the shortlist first.")


def check_recipient(*, clips: QuerySet[Clip], supervisor: User, by: User) -> None:
    """Whom it goes to is named by the administrator; somebody of another organisation needs more consent."""
    if not supervisors_of(by).filter(pk=supervisor.pk).exists():
        raise ValidationError(_("This person is not your supervisor."))
    is_outside = supervisor.organisation_id != by.organisation_id
    check_everyone_agrees(custodies_of(clips), is_outside=is_outside)


def check_everyone_agrees(custodies: Collection[Custody], *, is_outside: bool) -> None:
    """Raise a sentence that names each person whose consent to this supervision is missing."""
    if not all(custody.appearances.exists() for custody in custodies):
        raise ValidationError(_("Say who is in the picture first."))
    needed = scopes_for(Purpose.SUPERVISION, is_outside=is_outside)
    names = sorted(
        {
            person.name
            for custody in custodies
            for person, _scope in missing(custody, {custody.base_scope, *needed})
        }
    )
    if names:
        sentence = _("Your supervisor may watch only when everyone in the film agrees. Ask first: %(names)s.")
        if is_outside:
            sentence = _(
                "Your supervisor works for another organisation. They may watch only when everyone in "
                "the film also agrees to “%(scope)s”. Ask first: %(names)s."
            )
        raise ValidationError(sentence % {"names": ", ".join(names), "scope": Scope.ACCREDITATION.label})

"""Who may submit, what, and to whom."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from clips.models import Selection
from consent.models import Custody
from consent.rules import missing
from consent.scopes import NEEDS, Purpose
from sessions.models import Cycle
from supervision.models import Submission
from vault.models import Recording


def supervisors_of(trainee: User) -> QuerySet[User]:
    """The people this trainee may submit to now."""
    return User.objects.filter(
        trainee_pairs__trainee=trainee, trainee_pairs__until=None, is_active=True
    ).order_by("name")


def custodies_of(selection: Selection) -> list[Custody]:
    """Every film that a selection takes clips from."""
    return list(
        Custody.objects.filter(footage__clips__chosen__selection=selection)
        .select_related("recording", "case")
        .distinct()
    )


def check_submission(*, selection: Selection, by: User) -> None:
    """Raise unless this selection can go to supervision now."""
    if not by.may(Permission.BRING_TO_SUPERVISION):
        raise ValidationError(_("Only guiders in training bring clips to supervision."))
    if not supervisors_of(by).exists():
        raise ValidationError(_("You have no supervisor yet. Ask your administrator to name one."))
    if selection.cycle.state != Cycle.State.OPEN:
        raise ValidationError(_("This cycle is finished, so its clips stay as they were."))
    if not selection.chosen.exists():
        raise ValidationError(_("Choose at least one clip first."))
    if Submission.objects.filter(selection=selection).with_supervisor().exists():
        raise ValidationError(_("These clips are already with your supervisor."))
    custodies = custodies_of(selection)
    if any(custody.recording.state != Recording.State.READY for custody in custodies):
        raise ValidationError(_("A film of these clips is no longer there. Choose clips of another film."))
    check_everyone_agrees(custodies)


def check_everyone_agrees(custodies: Collection[Custody]) -> None:
    """Raise a sentence that names each person whose consent to supervision is missing."""
    if not all(custody.appearances.exists() for custody in custodies):
        raise ValidationError(_("Say who is in the picture first."))
    names = sorted(
        {
            person.name
            for custody in custodies
            for person, _scope in missing(custody, {custody.base_scope, *NEEDS[Purpose.SUPERVISION]})
        }
    )
    if names:
        raise ValidationError(
            _("Your supervisor may watch only when everyone in the film agrees. Ask first: %(names)s.")
            % {"names": ", ".join(names)}
        )

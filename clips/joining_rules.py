"""Who may say where in the film of a review a clip came on the screen. The review may be finished by then."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from cases.rules import check_in_charge
from clips.models import OnScreen
from clips.rules import check_can_prepare, check_frame
from sessions.models import Footage


def check_can_join(user: User, footage: Footage, seen: OnScreen, frame: int) -> None:
    check_in_charge(user, footage.custody.case)
    check_can_prepare(user, footage)
    if seen.shown.filmed_session_id != footage.filmed_session_id:
        raise ValidationError(_("This was on the screen in another shared review."))
    check_frame(footage.custody.recording, frame)


def check_can_part(user: User, footage: Footage) -> None:
    check_in_charge(user, footage.custody.case)

"""What becomes of the original of a film, the largest part of it, by this installation's policy."""

from django.conf import settings
from django.db.models import QuerySet
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.translation import gettext as _

from consent.rules import is_held
from sessions.models import Cycle, FilmedSession, Footage
from vault.models import SealedFile
from vault.rules import expendable_originals


def films_past_their_original() -> QuerySet[Footage]:
    """Whose original the policy destroys now. An ended cycle needs it as little as a complete one.

    Nothing under a hold.
    """
    films = Footage.objects.filter(
        ~is_held("custody__case"), custody__recording__files__in=expendable_originals()
    )
    if settings.ORIGINALS == "kept":
        return films.none()
    if settings.ORIGINALS == "cycle_complete":
        return films.exclude(filmed_session__cycle__state=Cycle.State.OPEN)
    return films


def promise(filmed_session: FilmedSession) -> str:
    """What the guider is told before, in one sentence."""
    if settings.ORIGINALS == "kept":
        return _(
            "Attune keeps the uploaded original, sealed, until the film itself is removed or its time is up."
        )
    if settings.ORIGINALS == "ready" or filmed_session.cycle.state != Cycle.State.OPEN:
        return _(
            "Attune destroys the uploaded original once the working copy has been checked; that copy stays."
        )
    return _(
        "Attune destroys the uploaded original when this cycle is complete or ended; the working copy stays."
    )


def told_of(original: SealedFile, filmed_session: FilmedSession) -> str:
    """What happened to this original, or will."""
    if original.discarded_at is None:
        return promise(filmed_session)
    on = date(timezone.localtime(original.discarded_at), "j F Y")
    return _("Original destroyed on %(on)s; the working copy stays.") % {"on": on}

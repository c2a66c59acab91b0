"""A shared review by video call or telephone: what the page that prepares it says about it."""

from django.utils.translation import gettext as _

from cases.models import Visit
from cases.rules import visit_held_today
from clips.review_rules import Check
from sessions.models import Cycle


def is_planned_as_call(cycle: Cycle) -> bool:
    return _medium_today(cycle) == Visit.Medium.VIDEO_CALL


def telephone_check(cycle: Cycle) -> list[Check]:
    """Nothing where they can see each other."""
    if _medium_today(cycle) != Visit.Medium.TELEPHONE:
        return []
    sentence = _("Today’s visit is planned by telephone: the clips cannot be seen together that way.")
    return [Check(done=False, sentence=sentence, blocks=False)]


def _medium_today(cycle: Cycle) -> str:
    visit = visit_held_today(cycle.case, Visit.TO_REVIEW)
    return visit.medium if visit else ""

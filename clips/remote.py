"""A shared review by video call or telephone: what the check list says about it."""

from django.utils.translation import gettext as _

from cases.models import Visit
from cases.rules import visit_held_today
from clips.review_rules import Check
from sessions.models import Cycle


def remote_check(cycle: Cycle) -> list[Check]:
    """Nothing where they meet face to face."""
    visit = visit_held_today(cycle.case, Visit.TO_REVIEW)
    if visit is None or not visit.is_remote:
        return []
    if visit.medium == Visit.Medium.TELEPHONE:
        sentence = _("You meet by telephone today: the clips cannot be seen together that way.")
    else:
        sentence = _("You meet by video call today: share the window of the clips, with its sound.")
    return [Check(done=False, sentence=sentence, blocks=False)]

"""How much was done, in words."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.counting import Tally


def duration(minutes: int) -> str:
    """`4 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


def what_is_missing(missing: Tally) -> str:
    """`2 cycles, 1 more client and 3 h of supervision`; empty where nothing is."""
    parts = []
    if missing.cycles:
        parts.append(ngettext("%d cycle", "%d cycles", missing.cycles) % missing.cycles)
    if missing.clients:
        parts.append(ngettext("%d more client", "%d more clients", missing.clients) % missing.clients)
    if missing.minutes:
        parts.append(_("%(time)s of supervision") % {"time": duration(missing.minutes)})
    return get_text_list(parts, _("and"))

"""The full record as a PDF."""

from django.utils.translation import gettext as _

from accounts.paper import pdf
from cases.models import Case
from clips.record import sections


def record_paper(case: Case) -> bytes:
    said = {
        "lead": _(
            "Everything that is written down about this case, in order. It holds no picture. Supervision is "
            "told by its dates, and what was never signed is not part of it."
        ),
        "contents": _("Contents"),
        "sections": [{"title": section.title, "entries": section.lines} for section in sections(case)],
    }
    return pdf(
        "clips/case_record.typ",
        organisation=case.organisation,
        title=_("Full record of a case"),
        kicker=_("Case %(number)s · confidential") % {"number": case.number},
        said=said,
    )

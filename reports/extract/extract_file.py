"""The rows that may leave, shuffled, as a CSV file that says first what it is."""

import csv
import io
import secrets
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, Interpreting
from reports.counts import Scope
from reports.dimensions import RESULTS, Words
from reports.extract.coarsening import Coarse, coarsened, recognisable
from reports.extract.rows import rows
from reports.files.safe_cells import words

BANNER = gettext_lazy(
    "This is still personal data: each row is one case. Keep it as you keep a case record, do not try to find"
    " out who it is, do not put it together with other data, and destroy it when its purpose is met."
)
HEADS: dict[str, Words] = {
    "age": gettext_lazy("Age of the youngest child"),
    "quarter": gettext_lazy("Referred in"),
    "source": gettext_lazy("Referred by"),
    "reason": gettext_lazy("Reason for referral"),
    "status": gettext_lazy("At the end of the period"),
    "closing": gettext_lazy("Reason for closing"),
    "cycles": gettext_lazy("Cycles completed"),
    "interpreter": gettext_lazy("Interpreter"),
    "outcome": gettext_lazy("Helping questions"),
}
# The words of what is not made coarser.
CODES: dict[str, Mapping[str, Words]] = {
    "status": {"open": gettext_lazy("Open"), "closed": gettext_lazy("Closed")},
    "closing": {"": "", **dict(Case.ClosingReason.choices)},
    "cycles": {
        "none": gettext_lazy("None"),
        "some": gettext_lazy("One or two"),
        "three": gettext_lazy("Three or more"),
    },
    "interpreter": dict(Interpreting.Need.choices),
    "outcome": RESULTS.rows,
}


def extract_of(scope: Scope) -> Coarse:
    found = rows(scope)
    return coarsened(found, recognisable(found))


def csv_bytes(scope: Scope, made: Coarse) -> bytes:
    """Neither its place nor its number says of a row which case it is, or which row of another extract."""
    shuffled = list(made.rows)
    secrets.SystemRandom().shuffle(shuffled)
    lines = [*_first_lines(scope, made), [], [_("Row"), *map(str, HEADS.values())], *map(_line, shuffled)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([words(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _first_lines(scope: Scope, made: Coarse) -> list[Sequence[str]]:
    return [
        [str(BANNER)],
        [_("Service"), scope.organisation.name],
        [_("Period"), str(scope.period)],
        [_("Rows"), str(len(made.rows))],
        [_("Left out, because they stood out"), str(made.dropped)],
    ]


def _line(row: Mapping[str, str]) -> list[str]:
    told = [str(CODES[name][row[name]]) if name in CODES else row[name] for name in HEADS]
    return [f"R{secrets.token_hex(8)}", *told]

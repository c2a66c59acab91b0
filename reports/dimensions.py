"""The ways in which a number is broken down, and the documented order in which small rows are merged.

Merging goes step by step until no row is hidden; after the last step everything is one row.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from cases.models import Case, Interpreting, Visit

Words = StrPromise | str


@dataclass(frozen=True)
class Merge:
    """These rows become one, together with all that was merged into one of them before."""

    into: Words
    codes: frozenset[str]


@dataclass(frozen=True)
class Dimension:
    rows: Mapping[str, Words]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True)
class Row:
    head: str
    codes: frozenset[str]


def merge(into: Words, *codes: str) -> Merge:
    return Merge(into, frozenset(codes))


def steps(dimension: Dimension) -> list[list[Row]]:
    """The rows as they are, then after each merge, at last everything together."""
    rows = [Row(str(words), frozenset({code})) for code, words in dimension.rows.items()]
    found = [rows]
    for step in dimension.merges:
        joined = [row for row in rows if row.codes & step.codes]
        codes = frozenset().union(*(row.codes for row in joined))
        rows = [row for row in rows if row not in joined] + [Row(str(step.into), codes)]
        found.append(rows)
    return [*found, [Row(_("All together"), frozenset(dimension.rows))]]


Source, Reason, Closing = Case.Source, Case.Reason, Case.ClosingReason
SOURCES = Dimension(
    dict(Source.choices),
    (
        merge(
            gettext_lazy("Other sources"),
            Source.JUSTICE,
            Source.EMPLOYER,
            Source.VOLUNTARY,
            Source.INTERNAL,
            Source.OTHER,
        ),
        merge(
            gettext_lazy("Hospital and specialist health"),
            Source.HOSPITAL,
            Source.CHILD_HEALTH,
            Source.MENTAL_HEALTH,
        ),
        merge(
            gettext_lazy("Education and social care"),
            Source.EDUCATION,
            Source.CHILDRENS_CENTRE,
            Source.SOCIAL_CARE,
        ),
        merge(gettext_lazy("GP and midwife"), Source.GP, Source.MIDWIFE),
        merge(
            gettext_lazy("Outside of health, and self-referral"), Source.OTHER, Source.EDUCATION, Source.SELF
        ),
        merge(gettext_lazy("Health"), Source.HOSPITAL, Source.GP, Source.HEALTH_VISITOR),
    ),
)
REASONS = Dimension(
    dict(Reason.choices),
    (
        merge(gettext_lazy("Other reasons"), Reason.STAFF, Reason.COMMUNICATION, Reason.OTHER),
        merge(gettext_lazy("Around the birth"), Reason.PERINATAL, Reason.PREMATURE),
        merge(
            gettext_lazy("Bonding and relationships"),
            Reason.ATTACHMENT,
            Reason.RELATIONSHIP,
            Reason.PLACEMENT,
        ),
    ),
)
DECISIONS = Dimension(
    {
        "taken_on": gettext_lazy("Taken on"),
        "waiting": gettext_lazy("Waiting"),
        "declined": gettext_lazy("Declined"),
        "redirected": gettext_lazy("Passed on to another service"),
    },
    (merge(gettext_lazy("Not taken on"), "declined", "redirected"),),
)
CLOSINGS = Dimension(
    dict(Closing.choices),
    (
        merge(
            gettext_lazy("Circumstances changed"),
            Closing.MOVED,
            Closing.CARER_CHANGED,
            Closing.ILLNESS,
            Closing.SERVICE,
            Closing.OTHER,
        ),
        merge(gettext_lazy("Another way was taken"), Closing.STEPPED_UP, Closing.NOT_SUITABLE),
        merge(gettext_lazy("Ended by the client, or no contact"), Closing.CHOSE_TO_STOP, Closing.NO_CONTACT),
        merge(gettext_lazy("Completed"), Closing.COMPLETED, Closing.EARLY),
        merge(
            gettext_lazy("Ended before completion"), Closing.MOVED, Closing.STEPPED_UP, Closing.CHOSE_TO_STOP
        ),
    ),
)
RESULTS = Dimension(
    {
        "improved": gettext_lazy("Improved"),
        "no_change": gettext_lazy("No change"),
        "worse": gettext_lazy("Lower than at first"),
        "not_paired": gettext_lazy("Not rated twice"),
    },
    (merge(gettext_lazy("No change, or lower than at first"), "no_change", "worse"),),
)
FURTHEST = Dimension(
    {
        "nothing": gettext_lazy("No film yet"),
        "film": gettext_lazy("A film"),
        "review": gettext_lazy("A shared review"),
        "third_cycle": gettext_lazy("Three cycles or more"),
    },
    (
        merge(gettext_lazy("No shared review yet"), "nothing", "film"),
        merge(gettext_lazy("Fewer than three cycles"), "nothing", "review"),
    ),
)
AGES = Dimension(
    {
        "antenatal": gettext_lazy("Not born yet"),
        "0_5_months": gettext_lazy("0 to 5 months"),
        "6_11_months": gettext_lazy("6 to 11 months"),
        "1": gettext_lazy("1 year"),
        "2_4": gettext_lazy("2 to 4 years"),
        "5_11": gettext_lazy("5 to 11 years"),
        "12_17": gettext_lazy("12 to 17 years"),
        "not_known": gettext_lazy("Not known"),
    },
    (
        merge(gettext_lazy("5 years and over, or not known"), "5_11", "12_17", "not_known"),
        merge(gettext_lazy("1 to 4 years"), "1", "2_4"),
        merge(gettext_lazy("Under 1 year"), "0_5_months", "6_11_months"),
        merge(gettext_lazy("Not born yet, or under 1 year"), "antenatal", "0_5_months"),
        merge(gettext_lazy("1 year and over, or not known"), "1", "5_11"),
    ),
)
INTERPRETERS = Dimension(
    dict(Interpreting.Need.choices),
    (
        merge(gettext_lazy("An interpreter is needed"), "spoken", "signed"),
        merge(gettext_lazy("No interpreter needed, or not known"), "none", "not_known"),
    ),
)
ATTENDANCES = Dimension(
    dict(Visit.Attendance.choices),
    (
        merge(gettext_lazy("Cancelled"), "cancelled_by_client", "cancelled_by_service"),
        merge(gettext_lazy("Not seen"), "late_not_seen", "not_attended"),
        merge(gettext_lazy("Cancelled, or not seen"), "late_not_seen", "cancelled_by_client"),
        merge(gettext_lazy("Seen"), "on_time", "late_seen"),
    ),
)
MEDIA = Dimension(
    dict(Visit.Medium.choices), (merge(gettext_lazy("Video call or telephone"), "video_call", "telephone"),)
)
TARGETS = Dimension({"within": gettext_lazy("Within the target"), "over": gettext_lazy("Over the target")})
DESTROYED = Dimension({"on_time": gettext_lazy("On time"), "late": gettext_lazy("Later")})
STAGES = Dimension(
    {
        "1": gettext_lazy("First stage"),
        "2": gettext_lazy("Second stage"),
        "3": gettext_lazy("Third stage"),
        "later": gettext_lazy("A later stage"),
    },
    (
        merge(gettext_lazy("Third stage or later"), "3", "later"),
        merge(gettext_lazy("Second stage or later"), "2", "3"),
    ),
)

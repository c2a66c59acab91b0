"""What is gone, what went out, and how the case ended."""

from django.utils.translation import gettext as _

from cases.models import Case
from clips import written
from clips.personal_course import end_of
from clips.personal_lines import Line, day_of, line
from consent.films import film_names
from consent.plans import clocks_of


def destroyed(case: Case) -> list[Line]:
    names = film_names(case)
    return [
        written.of_destruction(each, names)
        + line((_("Removed since"), each.bytes_destroyed_at), (_("Files"), each.files))
        for each in case.destructions.order_by("decided_at", "pk")
    ]


def copies(case: Case) -> list[Line]:
    """A person's own copy, and this record as it was made before."""
    personal = case.personal_copies.select_related("person", "made_by").order_by("made_at", "pk")
    printed = case.printed_records.select_related("made_by").order_by("made_at", "pk")
    return [
        *(
            line(
                (_("Copy of what is kept"), each.person.name),
                (_("Made on"), each.made_at),
                (_("By"), each.made_by.name),
            )
            for each in personal
        ),
        *(
            line(
                (_("Full record"), each.get_reason_display()),
                (_("Made on"), each.made_at),
                (_("By"), each.made_by.name),
                (_("SHA-256"), each.sha256),
            )
            for each in printed
        ),
    ]


def taken_home(case: Case) -> list[Line]:
    """Pictures and clips that are in the family's own hands; and whether pictures were offered."""
    keepsake = getattr(case, "keepsake", None)
    offer = [line((_("Pictures to keep"), keepsake.get_answer_display()))] if keepsake else []
    taken = case.taken_home.select_related("handed_by").prefetch_related("items")
    return [*offer, *map(written.of_taken_home, taken)]


def closing(case: Case) -> list[Line]:
    ends = [
        (str(kept.label), f"{day_of(clock.on)} ({clock.rule})") for kept, clock in clocks_of(case).items()
    ]
    return [
        *end_of(case, with_words=True),
        *([line(*ends)] if ends else []),
    ]

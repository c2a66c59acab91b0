"""The full record of a case for the official one: a list of sections, one function for each.

A section takes the case and gives its lines; what is empty is left out. Add yours where it belongs in time.
"""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from clips.personal_course import course_of
from clips.personal_lines import Line, Section
from clips.record import agreed, begun, ended, kept, questions, visits, work

Lines = Callable[[Case], list[Line]]

SECTIONS: tuple[tuple[object, Lines], ...] = (
    (_("Referral"), begun.referral),
    (_("What has to be taken care of"), begun.needs),
    (_("Course of the case"), begun.course),
    (_("Pauses and hand-overs"), course_of),
    (_("People and their parts"), begun.people),
    (_("What they are to each other"), begun.relationships),
    (_("Orders and placements"), begun.orders_and_placements),
    (_("Who may decide for whom"), begun.authorities),
    (_("Corrections and objections"), begun.corrections),
    (_("Consent: what was agreed to"), agreed.consents),
    (_("Consent: what was taken back"), agreed.withdrawals),
    (_("When film was not to be used"), agreed.restrictions),
    (_("Holds on destruction"), agreed.holds),
    (_("Helping questions and ratings"), questions.questions),
    (_("Measures"), questions.measures),
    (_("Visits"), visits.visits),
    (_("Cycles and films"), work.cycles),
    (_("Shared reviews"), work.reviews),
    (_("Supervision"), work.supervision),
    (_("Notes"), kept.notes),
    (_("Documents"), kept.documents),
    (_("Film that was destroyed"), ended.destroyed),
    (_("Copies that were handed out"), ended.copies),
    (_("What was taken home"), ended.taken_home),
    (_("Closing"), ended.closing),
)


def sections(case: Case) -> list[Section]:
    made = [Section(str(title), lines(case)) for title, lines in SECTIONS]
    return [section for section in made if section.lines]

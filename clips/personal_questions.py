"""Ratings and scores that a person gave, for the copy of what is kept about them."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.models import Case, HelpingQuestion, Person
from clips import written
from clips.personal_lines import Line, day_of, is_client, line


def said_about_questions(case: Case, person: Person) -> list[Line]:
    """The words belong to whom the work is for; ratings to whoever gave them."""
    lines: list[Line] = []
    client = is_client(case, person)
    for question in case.helping_questions.prefetch_related("ratings", "unrated").order_by("pk"):
        if client:
            lines.append(written.of_question(question, _("In your own words")))
        lines += _answers(question, person)
    return lines


def _answers(question: HelpingQuestion, person: Person) -> list[Line]:
    return [
        *(
            line(
                (_("Rating"), each.value),
                (_("Scale"), f"{each.scale_min}–{each.scale_max}"),
                (_("Of what"), each.get_kind_display()),
                (_("When"), f"{each.get_moment_display()}, {day_of(each.rated_on)}"),
            )
            for each in question.ratings.all()
            if each.rated_by_id == person.pk
        ),
        *(
            line(
                (_("No rating"), each.get_reason_display()),
                (_("When"), f"{each.get_moment_display()}, {day_of(each.noted_on)}"),
            )
            for each in question.unrated.all()
            if each.person_id == person.pk
        ),
    ]


def scores_of(case: Case, person: Person) -> list[Line]:
    """Of the questionnaires they filled in; what professionals scored is about whom the work is for."""
    given = Q(person=person) | (Q(person=None) if is_client(case, person) else Q(pk=None))
    return [
        written.of_score(each)
        for each in case.scores.filter(given).select_related("scale__measure", "person")
    ]

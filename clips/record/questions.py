"""Helping questions with every rating of them, in the order in which they were given."""

from django.utils.translation import gettext as _

from cases.models import Case, HelpingQuestion
from clips import written
from clips.personal_lines import Line, day_of, line


def questions(case: Case) -> list[Line]:
    asked = case.helping_questions.prefetch_related("ratings__rated_by", "unrated__person").order_by("pk")
    return [_with_ratings(question) for question in asked]


def _with_ratings(question: HelpingQuestion) -> Line:
    given = [
        (
            each.rated_on,
            f"{each.get_kind_display()} {each.value} ({each.scale_min}–{each.scale_max})",
            each.get_moment_display(),
            each.rated_by.name,
        )
        for each in question.ratings.all()
    ]
    given += [
        (each.noted_on, each.get_reason_display(), each.get_moment_display(), each.person.name)
        for each in question.unrated.all()
    ]
    ratings = [
        (day_of(day), f"{value} · {moment}, {name}")
        for day, value, moment, name in sorted(given, key=lambda row: row[0])
    ]
    return written.of_question(question, _("In their own words")) + line(*ratings)


def measures(case: Case) -> list[Line]:
    scores = case.scores.select_related("scale__measure", "person").order_by("given_on", "pk")
    return [written.of_score(score) for score in scores]

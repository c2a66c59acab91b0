"""What a person said about the helping questions, for the copy of what is kept about them."""

from django.utils.translation import gettext as _

from cases.models import Case, HelpingQuestion, Person
from clips.personal_lines import Line, day_of, is_client, line


def said_about_questions(case: Case, person: Person) -> list[Line]:
    """The words belong to whom the work is for; ratings to whoever gave them."""
    lines: list[Line] = []
    client = is_client(case, person)
    for question in case.helping_questions.prefetch_related("ratings", "unrated").order_by("pk"):
        if client:
            lines.append(
                line(
                    (_("In your own words"), question.own_words),
                    (_("As agreed"), question.agreed_wording),
                    (_("Agreed on"), day_of(question.agreed_on)),
                    (_("Since then"), question.get_status_display() if question.ended_on else ""),
                    (_("Since"), day_of(question.ended_on)),
                )
            )
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

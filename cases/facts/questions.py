"""Whether many cases have a helping question, and whether it was rated, in one query."""

from collections import defaultdict

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from cases import rules
from cases.models import Case, HelpingQuestion, Rating, Unrated


def rated_questions_of(cases: QuerySet[Case]) -> dict[int, bool]:
    """By case whether its leading question was asked for a number; no entry where there is no question."""
    rated = Rating.objects.filter(question=OuterRef("pk"), kind=Rating.Kind.NOW)
    unrated = Unrated.objects.filter(question=OuterRef("pk"))
    was_asked = ExpressionWrapper(Q(Exists(rated)) | Q(Exists(unrated)), output_field=BooleanField())
    questions: dict[int, list[HelpingQuestion]] = defaultdict(list)
    listed = HelpingQuestion.objects.filter(case__in=cases).annotate(was_asked=was_asked)
    for question in listed.only("case", "status", "leads"):
        questions[question.case_id].append(question)
    found = {case: rules.leading(listed) for case, listed in questions.items()}
    return {case: question.was_asked for case, question in found.items() if question}  # type: ignore[attr-defined]

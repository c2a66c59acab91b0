"""What the people of many cases answered about being filmed."""

from datetime import date

from django.db.models import QuerySet

from cases.models import Case


def film_answers_of(cases: QuerySet[Case], today: date) -> dict[tuple[int, int], str]:
    """(case, person) → the newest answer about being filmed: given, refused, withdrawn or lapsed."""
    answered = cases.filter(
        consent_records__decisions__scope="film",
        consent_records__decisions__answer__in=["given", "refused"],
    ).values_list(
        "pk",
        "consent_records__person",
        "consent_records__signed_at",
        "consent_records__decisions__answer",
        "consent_records__authority__until",
    )
    withdrawn = cases.filter(withdrawals__scope__in=["", "film"]).values_list(
        "pk", "withdrawals__person", "withdrawals__withdrawn_at"
    )
    answers = [
        (at, case, person, "lapsed" if answer == "given" and until and until <= today else answer)
        for case, person, at, answer, until in answered
    ]
    answers += [(at, case, person, "withdrawn") for case, person, at in withdrawn]
    return {(case, person): answer for _at, case, person, answer in sorted(answers)}

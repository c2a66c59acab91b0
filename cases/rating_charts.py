"""The ratings of a helping question and of the wordings before it: a drawing and a table for each scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from cases import rules
from cases.chart import Chart, Reading, draw
from cases.models import Case, HelpingQuestion, Person, Rating, Unrated


@dataclass
class Row:
    """What one person answered on one occasion: numbers, or the reason why there is none."""

    day: date
    moment: str
    rater: str
    version: int
    now: int | None = None
    hoped_for: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class RatingChart:
    scale: tuple[int, int]
    chart: Chart | None
    rows: list[Row]
    reworded: bool


@dataclass(frozen=True)
class ShownQuestion:
    """A question with its newest ratings, the drawings of all, and the wordings it had before."""

    question: HelpingQuestion
    current: rules.CurrentQuestion
    charts: list[RatingChart]
    earlier: list[HelpingQuestion]


def shown_questions(case: Case) -> list[ShownQuestion]:
    """The leading one first. A fixed number of queries, however much was asked and rated."""
    people = ("helping_questions__ratings__rated_by", "helping_questions__unrated__person")
    prefetch_related_objects([case], *people, "participations")
    among = list(case.helping_questions.all())
    first = rules.leading(among)
    return [_shown(case, each, among) for each in ([first] if first else []) + rules.other_questions(case)]


def _shown(case: Case, question: HelpingQuestion, among: list[HelpingQuestion]) -> ShownQuestion:
    versions = rules.versions_of(question, among)
    earlier = list(reversed(versions[:-1]))
    return ShownQuestion(question, rules.with_ratings(question), _charts(case, versions), earlier)


def _charts(case: Case, versions: Sequence[HelpingQuestion]) -> list[RatingChart]:
    """The newest scale first. Two scales are two drawings: their numbers are never compared."""
    parts = _parts(case)
    scales: dict[tuple[int, int], list[tuple[int, Rating | Unrated]]] = {}
    for number, version in enumerate(versions):
        answers: list[Rating | Unrated] = [*version.ratings.all(), *version.unrated.all()]
        for answer in answers:
            scale = answer.scale if isinstance(answer, Rating) else version.scale
            scales.setdefault(scale, []).append((number, answer))
    return [_chart(scale, answers, parts) for scale, answers in reversed(scales.items())]


def _chart(
    scale: tuple[int, int], answers: list[tuple[int, Rating | Unrated]], parts: dict[int, str]
) -> RatingChart:
    rows: dict[tuple[object, ...], Row] = {}
    readings = []
    for version, answer in answers:
        if isinstance(answer, Unrated):
            row = _row(rows, version, answer, answer.noted_on, _named(answer.person, parts))
            row.reason = answer.get_reason_display()
            continue
        rater = _named(answer.rated_by, parts)
        setattr(_row(rows, version, answer, answer.rated_on, rater), answer.kind, answer.value)
        hoped_for = answer.kind == Rating.Kind.HOPED_FOR
        readings.append(Reading(answer.rated_on, answer.value, rater, hoped_for, version))
    listed = sorted(rows.values(), key=lambda row: (row.version, row.day))
    chart = draw(readings, scale) if readings else None
    return RatingChart(scale, chart, listed, len({row.version for row in listed}) > 1)


def _row(
    rows: dict[tuple[object, ...], Row], version: int, answer: Rating | Unrated, day: date, rater: str
) -> Row:
    key = (version, day, answer.moment, rater, isinstance(answer, Unrated))
    return rows.setdefault(key, Row(day, answer.get_moment_display(), rater, version))


def _parts(case: Case) -> dict[int, str]:
    return {part.person_id: part.get_role_display() for part in case.participations.all()}


def _named(person: Person, parts: dict[int, str]) -> str:
    part = parts.get(person.pk)
    return _("%(name)s (%(part)s)") % {"name": person.name, "part": part} if part else person.name

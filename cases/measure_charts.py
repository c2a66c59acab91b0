"""The outcome measures of a case: scores as a table and a drawing, and what a pair of them says."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from cases import rules
from cases.chart import Chart, Reading, draw
from cases.models import Case, Measure, MeasureScale, Score

PROFESSIONAL = dict(Score.Rater.choices)


@dataclass(frozen=True)
class Row:
    score: Score
    rater: str


@dataclass(frozen=True)
class ShownScale:
    """`changes`: for each rater, what the first and the last score say."""

    scale: MeasureScale
    rows: list[Row]
    chart: Chart | None
    changes: list[tuple[str, rules.PairedChange]]


@dataclass(frozen=True)
class ShownMeasure:
    measure: Measure
    scales: list[ShownScale]

    @property
    def is_scored(self) -> bool:
        return any(scale.rows for scale in self.scales)


def shown_measures(case: Case) -> list[ShownMeasure]:
    """Those in use in the service, and those that were scored here before they were turned off."""
    scored = Q(scales__scores__case=case)
    chosen = Measure.objects.filter(Q(is_on=True) | scored, organisation_id=case.organisation_id)
    measures = list(chosen.distinct().prefetch_related("scales"))
    if not measures:
        return []
    scores: dict[int, list[Score]] = defaultdict(list)
    for score in case.scores.select_related("person"):
        scores[score.scale_id].append(score)
    contacts = contact_days(case) if scores else []
    return [
        ShownMeasure(measure, [_scale(scale, scores[scale.pk], contacts) for scale in measure.scales.all()])
        for measure in measures
    ]


def contact_days(case: Case) -> list[date]:
    """The first contact, and the days of visits, filmings and shared reviews that took place."""
    held = case.cycles.filter(filmed_sessions__finished_at__isnull=False)
    days = set(held.values_list("filmed_sessions__held_on", flat=True))
    days.update(case.visits.seen().values_list("day", flat=True))
    if case.first_contact_on:
        days.add(case.first_contact_on)
    return sorted(days)


def _scale(scale: MeasureScale, scores: list[Score], contacts: list[date]) -> ShownScale:
    by_rater: dict[str, list[Score]] = {}
    for score in scores:
        by_rater.setdefault(_rater(score), []).append(score)
    readings = [Reading(score.given_on, float(score.value), _rater(score)) for score in scores]
    return ShownScale(
        scale=scale,
        rows=[Row(score, _rater(score)) for score in scores],
        chart=draw(readings, (float(scale.lowest), float(scale.highest))) if len(readings) > 1 else None,
        changes=[(rater, _change(scale, given, contacts)) for rater, given in by_rater.items()],
    )


def _change(scale: MeasureScale, given: list[Score], contacts: list[date]) -> rules.PairedChange:
    return rules.paired_change(
        [rules.Scored(score.value, score.given_on) for score in given],
        contacts=contacts,
        direction=scale.direction,
        threshold=scale.threshold,
    )


def _rater(score: Score) -> str:
    return score.person.name if score.person else str(PROFESSIONAL.get(score.rater, _("Somebody")))

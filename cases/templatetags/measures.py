"""What the page of a case shows of its outcome measures."""

from django import template

from cases.measure_charts import ShownMeasure, shown_measures
from cases.models import Case

register = template.Library()


@register.simple_tag
def outcome_measures(case: Case) -> list[ShownMeasure]:
    return shown_measures(case)

"""What every screen of a case can show: its helping question and the people in it."""

from django import template

from cases import rules
from cases.models import Case, Participation, Safeguarding

register = template.Library()


@register.simple_tag
def current_question(case: Case) -> rules.CurrentQuestion | None:
    return rules.current_question(case)


@register.simple_tag
def current_safeguarding(case: Case) -> Safeguarding | None:
    return rules.current_safeguarding(case)


@register.simple_tag
def people_now(case: Case) -> list[Participation]:
    return case.people_now()

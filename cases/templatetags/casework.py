"""What every screen of a case can show: its helping question, the people in it, the ratings drawn."""

from django import template

from cases import chart, rules
from cases.models import Case, HelpingQuestion, Participation

register = template.Library()


@register.simple_tag
def current_question(case: Case) -> rules.CurrentQuestion | None:
    return rules.current_question(case)


@register.simple_tag
def people_now(case: Case) -> list[Participation]:
    return case.people_now()


@register.inclusion_tag("cases/rating_chart.html")
def rating_chart(question: HelpingQuestion) -> dict[str, chart.Chart]:
    return {"chart": chart.draw(list(question.ratings.select_related("rated_by")))}

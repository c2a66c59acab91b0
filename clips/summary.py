"""The page that a family takes home from a shared review: their own words, in their language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from accounts.paper import Footer, pdf
from cases.models import Case, Participation, Rating
from cases.rules import current_question, next_visit
from clips.models import AgreedPoint, Reflection
from clips.review_rules import rating_of, wordings_of_leading
from sessions.models import FilmedSession

WORDS = Path(__file__).with_name("summary.toml")
IN_ENGLISH = "en"
# Present for their work: what they say is not the family's.
AT_WORK = {Participation.Role.GUIDER, Participation.Role.INTERPRETER}


def summary(review: FilmedSession) -> bytes:
    language = language_of(review.cycle.case)
    words = _words()[language]
    with translation.override(language):
        said = {
            "facts": _facts(review, words),
            "agreed": [
                (words[kind], list(review.agreed_points.filter(kind=kind).values_list("words", flat=True)))
                for kind in AgreedPoint.Kind.values
            ],
            "said_title": words["said"],
            "said": _said(review, words),
        }
        return pdf(
            "clips/summary.typ",
            organisation=review.cycle.case.organisation,
            title=words["title"],
            said=said,
            language=language,
            footer=Footer(words["made_on"], words["page"]),
        )


def language_of(case: Case) -> str:
    """That of the form which a client signed last, where this page is written in it."""
    clients = case.participations.filter(is_client=True).values("person")
    signed = case.consent_records.filter(signer__in=clients).order_by("-signed_at", "-pk")
    last = signed.values_list("form__language", flat=True).first() or ""
    language = last.partition("-")[0]
    return language if language in _words() else IN_ENGLISH


def _facts(review: FilmedSession, words: dict[str, str]) -> list[tuple[str, str]]:
    case = review.cycle.case
    standing = current_question(case)
    facts = [
        (words["held"], _day(review.held_on)),
        (words["question"], standing.question.agreed_wording if standing else ""),
        (words["now"], _of(rating_of(review), words)),
        (words["hoped_for"], _of(_hoped_for(case), words)),
        (words["next"], _next(review, words)),
    ]
    return [(name, value) for name, value in facts if value]


def _hoped_for(case: Case) -> Rating | None:
    """Of the question that leads, in whatever wording it was given last."""
    given = Rating.objects.filter(question__in=wordings_of_leading(case), kind=Rating.Kind.HOPED_FOR)
    return given.order_by("-rated_on", "-pk").first()


def _of(rating: Rating | None, words: dict[str, str]) -> str:
    if rating is None or rating.value is None:
        return ""
    return words["of"].replace("{now}", str(rating.value)).replace("{all}", str(rating.scale_max))


def _next(review: FilmedSession, words: dict[str, str]) -> str:
    """The visit that is agreed, with its time and kind of place; else the day of the next filming."""
    case = review.cycle.case
    visit = next_visit(case, after=review.held_on)
    later = FilmedSession.objects.filter(cycle__case=case, held_on__gt=review.held_on, visit=None)
    planned = later.order_by("held_on").first()
    if planned and (visit is None or planned.held_on < visit.day):
        return _day(planned.held_on)
    if visit is None:
        return ""
    begins = words["at"].replace("{time}", f"{visit.starts_at:%H:%M}") if visit.starts_at else ""
    where = words[visit.medium if visit.is_remote else f"at_{visit.place}"]
    return ", ".join(each for each in (f"{_day(visit.day)}{begins}", where) if each)


def _said(review: FilmedSession, words: dict[str, str]) -> list[tuple[str, list[str]]]:
    """By clip. Whose words they are is said where several people spoke."""
    at_work = review.cycle.case.participations.filter(role__in=AT_WORK).values("person")
    said = Reflection.objects.filter(shown__filmed_session=review).exclude(said_by__in=at_work)
    rows = list(said.select_related("shown", "said_by").order_by("shown__position", "pk"))
    several = len({row.said_by_id for row in rows}) > 1
    clips: dict[int, list[str]] = {}
    for row in rows:
        written = f"{row.said_by.name}: {row.words}" if several else row.words
        clips.setdefault(row.shown.position, []).append(written)
    return [(words["clip"].replace("{number}", str(number)), lines) for number, lines in clips.items()]


def _day(day: Any) -> str:
    return date_format(day, "j F Y")


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))

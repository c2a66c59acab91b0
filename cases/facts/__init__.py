"""What the next step of a case depends on, gathered for many cases in a fixed number of queries."""

from cases.facts.gathering import gather, with_people_and_question
from cases.facts.shapes import CaseFacts, CycleFacts, FilmFacts, FilmingFacts, VisitFacts

__all__ = [
    "CaseFacts",
    "CycleFacts",
    "FilmFacts",
    "FilmingFacts",
    "VisitFacts",
    "gather",
    "with_people_and_question",
]

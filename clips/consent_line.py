"""How the consent of those in the picture stands, in words and by their parts, for beside the film."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from consent.overview import CHIPS
from consent.rules import GIVEN, standing
from consent.scopes import Scope
from sessions.models import FilmedSession, Footage

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS = {
    Scope.FILM: _("film"),
    Scope.FILM_THE_REVIEW: _("film of the review"),
    Scope.SHARED_REVIEW: _("shared review"),
    Scope.SUPERVISION: _("supervision"),
    Scope.GROUP_SUPERVISION: _("the group"),
    Scope.KEEPSAKE: _("stills to keep"),
}


@dataclass(frozen=True)
class Line:
    """One use of the film; `lacking` names by their parts who has not agreed, and how they answered."""

    words: StrPromise
    lacking: list[tuple[str, StrPromise]]
    people: int

    @property
    def answer_of_all(self) -> StrPromise | None:
        """Where nobody agreed and all gave the same answer, saying it once is enough."""
        answers = {answer for _part, answer in self.lacking}
        return answers.pop() if len(answers) == 1 and len(self.lacking) == self.people else None


@dataclass(frozen=True)
class ConsentLine:
    people: list[str]
    lines: list[Line]

    @property
    def is_complete(self) -> bool:
        return not any(line.lacking for line in self.lines)


def is_review(footage: Footage) -> bool:
    return footage.filmed_session.kind == FilmedSession.Kind.SHARED_REVIEW


def consent_line_of(footage: Footage) -> ConsentLine:
    """A film of a shared review is not shown in another one, so that is not asked of it.

    The own practice of a guider is shown to their group instead.
    """
    case = footage.custody.case
    seen = list(footage.custody.appearances.order_by("person_id").values_list("person_id", flat=True))
    parts = defaultdict(list)
    for part in case.participations.order_by("pk"):
        parts[part.person_id].append(part.get_role_display())
    roles = {person: parts[person][0] if parts[person] else "" for person in seen}
    held = standing(case)
    return ConsentLine(
        people=list(roles.values()),
        lines=[
            Line(
                WORDS[scope],
                [
                    (roles[person], CHIPS[held[person, scope]].text)
                    for person in seen
                    if held[person, scope] != GIVEN
                ],
                len(seen),
            )
            for scope in _scopes(footage)
        ],
    )


def _scopes(footage: Footage) -> list[Scope]:
    base = footage.custody.base_scope
    if footage.custody.case.is_own_practice:
        return [base, Scope.GROUP_SUPERVISION]
    if is_review(footage):
        return [base, Scope.SUPERVISION, Scope.KEEPSAKE]
    return [base, Scope.SHARED_REVIEW, Scope.SUPERVISION, Scope.KEEPSAKE]

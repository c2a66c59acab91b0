"""Who has agreed to what in a case, ready to be shown."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cases.models import Case, Participation, Person
from consent.rules import GIVEN, LAPSED, NOT_ASKED, REFUSED, WITHDRAWN, standing
from consent.scopes import Scope

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Role = Participation.Role


@dataclass(frozen=True)
class Chip:
    """An answer as a badge: words and a drawing, so that colour is not needed to read it."""

    text: "StrPromise"
    icon_name: str
    tone: str


CHIPS = {
    GIVEN: Chip(_("Yes"), "check-lg", "good"),
    REFUSED: Chip(_("No"), "x-lg", "stop"),
    NOT_ASKED: Chip(_("Not asked"), "question-circle", ""),
    LAPSED: Chip(_("Ask again"), "clock-history", "wait"),
    WITHDRAWN: Chip(_("Taken back"), "arrow-counterclockwise", "wait"),
}


@dataclass
class PersonConsent:
    """One person of a case and what they have answered, scope by scope."""

    part: Participation
    answers: dict[Scope, str]
    is_unborn: bool = False
    # Of the guider's own practice, which their group watches in place of a shared review.
    is_own_practice: bool = False

    @property
    def person(self) -> Person:
        return self.part.person

    @property
    def chips_for_the_work(self) -> list[tuple["StrPromise", Chip]]:
        use = _("the group") if self.is_own_practice else _("watching together")
        return [
            (_("filming"), CHIPS[self.answers[Scope.FILM]]),
            (use, CHIPS[self.answers[self.scope_to_watch]]),
        ]

    @property
    def scope_to_watch(self) -> Scope:
        return Scope.GROUP_SUPERVISION if self.is_own_practice else Scope.SHARED_REVIEW

    @property
    def was_asked(self) -> bool:
        return any(answer != NOT_ASKED for answer in self.answers.values())

    def lacks(self, scope: Scope) -> bool:
        return not self.is_unborn and self.answers[scope] != GIVEN


@dataclass
class Overview:
    people: list[PersonConsent] = field(default_factory=list)
    is_own_practice: bool = False

    @property
    def born(self) -> list[PersonConsent]:
        return [each for each in self.people if not each.is_unborn]

    @property
    def rows(self) -> list[tuple[Scope, list[Chip]]]:
        return [(scope, [CHIPS[each.answers[scope]] for each in self.born]) for scope in Scope]

    @property
    def first_to_ask(self) -> PersonConsent | None:
        asked = [each for each in self.people if not each.is_unborn and not each.was_asked]
        return asked[0] if asked else None

    @property
    def missing_for_filming(self) -> list[Person]:
        return [each.person for each in self._asked if each.lacks(Scope.FILM)]

    @property
    def missing_for_review(self) -> list[Person]:
        """Or for the group."""
        return [each.person for each in self._asked if each.lacks(each.scope_to_watch)]

    @property
    def _asked(self) -> list[PersonConsent]:
        """A guider or an interpreter is asked too once in the picture; the work does not wait for it."""
        return [each for each in self.people if each.part.role not in (Role.GUIDER, Role.INTERPRETER)]


def overview_of(case: Case) -> Overview:
    held = standing(case)
    own = case.is_own_practice
    people: dict[int, PersonConsent] = {}
    for part in case.people_now():
        answers = {scope: held[part.person_id, scope] for scope in Scope}
        each = people.setdefault(
            part.person_id, PersonConsent(part, answers, is_unborn=True, is_own_practice=own)
        )
        each.is_unborn = each.is_unborn and part.role == Role.UNBORN
    return Overview(list(people.values()), own)

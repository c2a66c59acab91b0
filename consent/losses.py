"""What a withdrawal would take, in sentences for the page that asks for it."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Case, Person
from consent.films import downloads, handed_over
from consent.models import Custody
from consent.rules import EVERYTHING, films_lost, films_showing, hold_on, scopes_given
from consent.scopes import Scope


@dataclass(frozen=True)
class Choice:
    """One thing that can be taken back."""

    scope: str
    title: str
    consequence: str
    destroys: bool
    outside: str = ""


def choices(case: Case, person: Person) -> list[Choice]:
    """Everything, then each scope that was given."""
    given = scopes_given(case, person)
    everything = _choice(case, person, EVERYTHING, _("Everything"))
    return [everything, *(_choice(case, person, scope, str(scope.label)) for scope in given)]


def _choice(case: Case, person: Person, scope: str, title: str) -> Choice:
    films = list(films_lost(case, person, scope))
    sentence = _consequence(scope, films, is_held=hold_on(case.pk) is not None)
    showing = list(films_showing(case, person)) if scope == Scope.KEEPSAKE else films
    return Choice(scope, title, sentence, destroys=bool(films), outside=_outside(showing))


def _outside(films: list[Custody]) -> str:
    """What was downloaded or handed over and is beyond reach; empty where nothing was."""
    return " ".join(filter(None, (_downloaded(films), _handed_over(films))))


def _handed_over(films: list[Custody]) -> str:
    days = handed_over(films)
    if not days:
        return ""
    sentence = _(
        "Pictures or clips were handed over to the family (%(days)s). Those are theirs: Attune cannot reach "
        "them."
    )
    return sentence % {"days": get_text_list(days, _("and"))}


def _downloaded(films: list[Custody]) -> str:
    copies = [_("%(day)s by %(name)s") % {"day": day, "name": name} for day, name in downloads(films)]
    if not copies:
        return ""
    sentence = _(
        "Clips were downloaded in a personal copy (%(copies)s). Attune cannot reach those: ask whoever has "
        "them to give them back or delete them."
    )
    return sentence % {"copies": get_text_list(copies, _("and"))}


def _consequence(scope: str, films: list[Custody], *, is_held: bool) -> str:
    if films and is_held:
        sentence = _(
            "Closed to everybody at once: %(everything)s. There is a hold on this case, so it is destroyed "
            "when the hold ends."
        )
        return sentence % {"everything": _everything(films)}
    if films:
        return _("Destroyed for good: %(everything)s.") % {"everything": _everything(films)}
    if scope == EVERYTHING:
        return _("Nothing will be filmed or shown any more. There is no film to destroy.")
    if scope in (Scope.FILM, Scope.FILM_THE_REVIEW):
        return _("There is no film to destroy. Nothing more will be filmed.")
    if scope == Scope.KEEPSAKE:
        return _("Pictures that were made to keep are destroyed here. The film stays.")
    return _("The film stays, but is no longer used for this.")


def _everything(films: list[Custody]) -> str:
    dates = get_text_list(list(dict.fromkeys(_day(film) for film in films)), _("and"))
    gone = ngettext("%(count)d film (%(dates)s)", "%(count)d films (%(dates)s)", len(films))
    parts = [gone % {"count": len(films), "dates": dates}]
    clips = sum(_clips(film) for film in films)
    if clips:
        parts.append(ngettext("%(count)d clip", "%(count)d clips", clips) % {"count": clips})
    parts.append(ngettext("every picture made from it", "every picture made from them", len(films)))
    return get_text_list(parts, _("and"))


def _footage(film: Custody) -> Any:
    """What a higher app knows about this film."""
    return getattr(film, "footage", None)


def _day(film: Custody) -> str:
    footage = _footage(film)
    day = footage.filmed_session.held_on if footage else timezone.localdate(film.received_at)
    return date_format(day, "j F Y")


def _clips(film: Custody) -> int:
    footage = _footage(film)
    return footage.clips.count() if footage else 0

"""Who watched the film of a case, when and for which purpose, out of the audit trail, for the family.

A player asks for a film in many parts, and comes back to it; what lies close together is one viewing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.paper import pdf
from audit.actions import label
from audit.models import Entry, Outcome
from cases.models import Case, Person
from consent.films import FilmNames, film_names
from consent.scopes import Purpose

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

READ = "film.read"
APART = timedelta(minutes=15)
# Why somebody watches, and as whom: what a purpose opens is decided by the gate for this role.
PURPOSES: dict[str, tuple["StrPromise", "StrPromise"]] = {
    Purpose.PREPARATION: (gettext_lazy("to find and prepare good moments"), gettext_lazy("guider")),
    Purpose.SHARED_REVIEW: (gettext_lazy("to watch together in a shared review"), gettext_lazy("guider")),
    Purpose.SUBJECT_ACCESS: (gettext_lazy("to make the copy that was asked for"), gettext_lazy("guider")),
    Purpose.SUPERVISION: (gettext_lazy("to help the guider do this work well"), gettext_lazy("supervisor")),
    Purpose.KEEPSAKE: (gettext_lazy("to make pictures for the family to keep"), gettext_lazy("guider")),
    Purpose.CLIPS_TO_FAMILY: (gettext_lazy("to hand clips over to the family"), gettext_lazy("guider")),
    Purpose.GROUP_SUPERVISION: (
        gettext_lazy("to reflect together on the guider's own practice"),
        gettext_lazy("colleague in the same group"),
    ),
}


@dataclass
class Viewing:
    """One person, one thing, one purpose, on one day."""

    who: str
    role: str
    what: str
    why: str
    first: datetime
    last: datetime
    times: int

    @property
    def by(self) -> str:
        """Where the account is gone, the part they had."""
        return f"{self.who}, {self.role}" if self.who else self.role[:1].upper() + self.role[1:]

    @property
    def when(self) -> str:
        first, last = (date_format(timezone.localtime(at), "H:i") for at in (self.first, self.last))
        between = first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
        if self.times == 1:
            return between
        return ngettext("%(times)s time, %(between)s", "%(times)s times, %(between)s", self.times) % {
            "times": self.times,
            "between": between,
        }


@dataclass
class Day:
    on: date
    viewings: list[Viewing]


@dataclass
class AccessList:
    """The newest day first. `refused`: how often somebody asked and was not let in."""

    days: list[Day]
    refused: int

    @property
    def refusals(self) -> str:
        if not self.refused:
            return ""
        return ngettext(
            "%(count)s time film was asked for and not shown, because it was not allowed at that moment.",
            "%(count)s times film was asked for and not shown, because it was not allowed at that moment.",
            self.refused,
        ) % {"count": self.refused}


def access_list(case: Case, person: Person | None = None) -> AccessList:
    """For the whole case, or only the films in which `person` is seen or heard."""
    entries = Entry.objects.filter(case=label(case), action=READ)
    names = film_names(case)
    if person is not None:
        seen = person.appearances.filter(custody__case=case).values_list("custody__recording_id", flat=True)
        entries = entries.filter(subject__in=[f"vault.recording:{pk}" for pk in seen])
    shown, refused = _folded(entries)
    people = _names_of(case, (actor for _day, actor, *_rest in shown))
    days: dict[date, list[Viewing]] = defaultdict(list)
    for (day, actor, purpose, subject, role, job), times in shown.items():
        why, part = PURPOSES.get(purpose, (purpose, _("Somebody")))
        who, what = people.get(actor, ""), _what(names, subject, role, job)
        days[day].append(Viewing(who, str(part), what, str(why), times.first, times.last, times.count))
    listed = [Day(day, sorted(viewings, key=lambda each: each.first)) for day, viewings in days.items()]
    return AccessList(sorted(listed, key=lambda each: each.on, reverse=True), refused)


@dataclass
class _Times:
    first: datetime
    last: datetime
    count: int = 1

    def add(self, at: datetime) -> None:
        if at - self.last > APART:
            self.count += 1
        self.last = at


def _folded(entries: QuerySet[Entry]) -> tuple[dict[tuple[Any, ...], _Times], int]:
    """What was shown, by day, person, purpose, film and part of it; and how many tries were refused."""
    shown: dict[tuple[Any, ...], _Times] = {}
    refused: dict[tuple[Any, ...], _Times] = {}
    rows = entries.order_by("pk").values_list("at", "actor", "purpose", "subject", "outcome", "detail")
    for at, actor, purpose, subject, outcome, detail in rows.iterator():
        key: tuple[Any, ...] = (timezone.localtime(at).date(), actor, purpose, subject)
        part = detail.get("role", "")
        if outcome == Outcome.REFUSED:
            kind = refused
        elif part and detail.get("method") != "HEAD":
            kind, key = shown, (*key, part, detail.get("job"))
        else:  # nothing was sent
            continue
        if key in kind:
            kind[key].add(at)
        else:
            kind[key] = _Times(at, at)
    return shown, sum(times.count for times in refused.values())


def _names_of(case: Case, actors: Iterable[str]) -> dict[str, str]:
    """With the house of whoever is not of this one."""
    users = {actor.rpartition(":")[2] for actor in actors if actor.startswith("accounts.user:")}
    known = User.objects.filter(pk__in=users).select_related("organisation")
    return {
        label(user): user.name
        if user.organisation_id == case.organisation_id
        else f"{user.name} ({user.organisation})"
        for user in known
    }


def _what(names: FilmNames, subject: str, role: str, job: int | None) -> str:
    film = names.of_recording(subject.rpartition(":")[2])
    sentence = {
        "clip": _("Clip from the %(film)s"),
        "still": _("Still picture from the %(film)s"),
        "keepsake": _("Picture to keep from the %(film)s"),
        "strip": _("Small pictures along the %(film)s"),
        "waveform": _("Loudness of the sound of the %(film)s"),
    }.get(role)
    if sentence is None:
        return film[:1].upper() + film[1:]
    title = names.clip_titles.get(job, "") if role == "clip" and job is not None else ""
    if title:
        return _("Clip “%(title)s” from the %(film)s") % {"title": title, "film": film}
    return sentence % {"film": film}


def paper(case: Case, listed: AccessList) -> bytes:
    said = {
        "lead": lead(),
        "head": [_("When"), _("Who"), _("What"), _("Why")],
        "days": [
            {
                "on": date_format(day.on, "l j F Y"),
                "rows": [[each.when, each.by, each.what, each.why] for each in day.viewings],
            }
            for day in listed.days
        ],
        "nobody": nobody() if not listed.days else "",
        "refusals": listed.refusals,
    }
    return pdf(
        "consent/viewings.typ",
        organisation=case.organisation,
        title=_("Who watched the film"),
        kicker=_("Case %(number)s") % {"number": case.number},
        said=said,
    )


def lead() -> str:
    return _(
        "Each time film is opened, Attune writes down who opened it and what for, before the first picture "
        "is shown. Nobody can change or remove what was written down. This list is made from it."
    )


def nobody() -> str:
    return _("Nobody has opened film of this case so far.")

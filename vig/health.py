"""Is everything working? Each check says what it found in plain words, and what to do about it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.models import Count
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from accounts.models import Organisation, User
from audit.actions import label
from audit.models import Entry
from audit.rights import may_change_entries
from audit.rules import end_is_whole
from sessions.rules.room import used
from vault import protecting
from vault.ffmpeg.programs import program
from vault.ffmpeg.sandbox import Tier
from vault.jobs import idle
from vault.keys import KeysUnavailable, check_master_keys
from vault.models import Job

PATIENCE = timedelta(minutes=2)
ONE_DAY = timedelta(days=1)
BACKUP_IS_OLD = timedelta(days=2)
LITTLE_SPACE, TOO_LITTLE_SPACE = 20 * 1024**3, 5 * 1024**3


@dataclass(frozen=True)
class Check:
    name: StrPromise
    tone: str
    words: str

    @property
    def state(self) -> str:
        return {"good": _("Fine"), "wait": _("Look at this"), "stop": _("Not working")}[self.tone]


def checks() -> list[Check]:
    return [Check(name, *look()) for name, look in CHECKS.items()]


def databases() -> tuple[str, str]:
    for name in connections:
        try:
            with connections[name].cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return "stop", _("The database “%(name)s” does not answer.") % {"name": name}
    return "good", _("Both databases answer.")


def keys() -> tuple[str, str]:
    try:
        return "good", _("The master key is in place (%(count)d).") % {"count": check_master_keys()}
    except (KeysUnavailable, OSError):
        return "stop", _(
            "The master key cannot be read: no film can be opened or received. Put its file back."
        )


def storage() -> tuple[str, str]:
    if settings.BUCKET:
        return "good", _("Films are kept in a bucket, which has no fixed size.")
    free = shutil.disk_usage(settings.DATA_DIR).free
    words = _("%(free)s free for films.") % {"free": filesizeformat(free)}
    if free < TOO_LITTLE_SPACE:
        return "stop", words + " " + _("Make room before the next film is brought in.")
    return ("wait" if free < LITTLE_SPACE else "good"), words


def film_of(organisation: Organisation) -> Check:
    """A number only: nothing about any case."""
    taken, quota = used(organisation), settings.ORGANISATION_QUOTA
    words = _("%(used)s of film and what was made from it.") % {"used": filesizeformat(taken)}
    if not quota:
        return Check(gettext_lazy("Film of your organisation"), "good", words)
    words += " " + _("It may keep %(quota)s.") % {"quota": filesizeformat(quota)}
    return Check(gettext_lazy("Film of your organisation"), "good" if taken < quota * 0.9 else "wait", words)


def openings_in(organisation: Organisation) -> Check:
    """Who opened unusually many films in the last day. Which, the audit trail tells."""
    name = gettext_lazy("Films opened in your organisation")
    people = User.objects.filter(organisation=organisation).order_by("name")
    often = Entry.objects.filter(action="film.read_often", at__gte=timezone.now() - ONE_DAY)
    actors = set(often.values_list("actor", flat=True))
    names = [person.name for person in people if label(person) in actors] if actors else []
    if not names:
        return Check(name, "good", _("Nobody opened unusually many films in the last day."))
    words = _(
        "%(names)s opened more than %(limit)d films within an hour in the last day. Ask them what for; the "
        "audit trail shows which."
    )
    return Check(name, "wait", words % {"names": ", ".join(names), "limit": settings.OPENINGS_AN_HOUR})


def worker() -> tuple[str, str]:
    """Work that waits while nobody holds a lease, or a lease that ran out, means that no worker is there."""
    late = timezone.now() - PATIENCE
    forgotten = Job.objects.filter(state=Job.State.LEASED, leased_until__lt=late).count()
    waiting = Job.objects.filter(idle(), state=Job.State.QUEUED, waits_for="", created_at__lt=late).count()
    busy = Job.objects.filter(state=Job.State.LEASED, leased_until__gte=late).exists()
    if forgotten or (waiting and not busy):
        return "stop", _("Films wait, and nobody works on them. Start the worker.")
    if waiting:
        return "wait", _("The worker is busy; %(count)d jobs wait for it.") % {"count": waiting}
    return "good", _("No film is kept waiting.")


def queue() -> tuple[str, str]:
    counted = dict(Job.objects.values_list("state").annotate(Count("pk")).order_by())
    words = _("%(queued)d waiting, %(leased)d being worked on, needing attention: %(failed)d.") % {
        state: counted.get(state, 0) for state in ("queued", "leased", "failed")
    }
    if counted.get(Job.State.FAILED):
        words += " " + _("Their guiders read what to do beside the film.")
    waiting = Job.objects.filter(state=Job.State.QUEUED).exclude(waits_for="")
    waits = dict(waiting.values_list("waits_for").annotate(Count("pk")).order_by("waits_for"))
    words = " ".join([words, *(f"{Job.Wait(wait).label}: {count}." for wait, count in waits.items())])
    return ("wait" if waits or counted.get(Job.State.FAILED) else "good"), words


def ffmpeg() -> tuple[str, str]:
    found = shutil.which(program())
    if found is None:
        return "stop", _("ffmpeg is missing on this machine. Install it, then films can be prepared.")
    workers = list(protecting.living())
    if not workers:
        return "wait", _("No worker has said in the last minutes how it opens films. Start the worker.")
    words = " ".join(dict.fromkeys(worker.words for worker in workers))
    if not all(worker.is_enough for worker in workers):
        return "stop", words + " " + _(
            "So no film is prepared: they all wait. On the worker's machine, install bubblewrap or use "
            "Linux 5.13 or newer with Landlock, then start the worker again."
        )
    return ("wait" if any(worker.tier == Tier.NONE for worker in workers) else "good"), words


def audit() -> tuple[str, str]:
    if end_is_whole():
        return "good", _("The newest entry follows from the one before. The audit page checks them all.")
    return "stop", _("The end of the audit trail was changed. Keep the database as it is and find out why.")


def trail_rights() -> tuple[str, str]:
    may_change = may_change_entries()
    if may_change is None:
        return "good", _(
            "This database has no roles: whoever holds its file could change entries, which the chain would "
            "show."
        )
    if may_change:
        return "wait", _(
            "Attune connects as a role that may change entries. Let it connect as a second one, and run "
            "“manage.py audit_rights” with its name."
        )
    return "good", _("The database refuses to change or remove entries.")


def backup() -> tuple[str, str]:
    """The trail knows of each that was made; none knows of itself, so after a restore there is none yet."""
    last = Entry.objects.filter(subject="backup").order_by("-at", "-pk").first()
    if last is not None and last.action == "backup.restored":
        return "wait", _("None since one was restored, %(age)s ago. Make one now.") % {
            "age": timesince(last.at)
        }
    if last is None:
        return "wait", _("No backup has been made. If this machine is lost, so is everything on it.")
    words = _("Number %(number)s, %(age)s ago.") % {
        "number": last.detail["number"],
        "age": timesince(last.at),
    }
    if last.at < timezone.now() - BACKUP_IS_OLD:
        return "wait", words + " " + _("It should be made every night. Find out why it is not.")
    return "good", words


CHECKS: dict[StrPromise, Callable[[], tuple[str, str]]] = {
    gettext_lazy("Databases"): databases,
    gettext_lazy("Keys"): keys,
    gettext_lazy("Space for films"): storage,
    gettext_lazy("Worker"): worker,
    gettext_lazy("Jobs"): queue,
    gettext_lazy("Film tools"): ffmpeg,
    gettext_lazy("Audit trail"): audit,
    gettext_lazy("Rights on the trail"): trail_rights,
    gettext_lazy("Last backup"): backup,
}

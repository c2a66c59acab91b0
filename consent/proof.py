"""What a proof of destruction says, on the screen and on paper."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.paper import day, day_and_second, day_and_time, pdf
from consent.films import downloads, handed_over
from consent.models import Destruction, Hold

Part = Destruction.Part


def lead_of(destruction: Destruction) -> str:
    if destruction.waits:
        return _(
            "Consent was taken back, and the film has been closed to everybody since. There is a hold on "
            "this case, so the film is destroyed when the hold ends. That happens by itself, and the proof "
            "will then say so."
        )
    if destruction.key_destroyed_at is None:
        return _(
            "The film is closed to everybody. Its key and everything made from it are being destroyed now."
        )
    return {
        Part.FILM: _(
            "The key that opened this film was destroyed first, then the film and everything made from it. "
            "Without the key, a copy in a backup stays unreadable."
        ),
        Part.RAW: _(
            "The keys that opened this film were destroyed first, then the film. The files of its clips "
            "stay until their own time is up."
        ),
        Part.CLIPS: _(
            "The keys that opened the files of these clips and stills were destroyed first, then the files. "
            "The film stays until its own time is up."
        ),
    }[Part(destruction.part)]


def facts_of(destruction: Destruction) -> list[tuple[str, str]]:
    recording = destruction.recording
    film = _("%(kind)s, received on %(day)s") % {
        "kind": recording.get_kind_display(),
        "day": day(recording.created_at),
    }
    facts = [
        (_("Case"), destruction.case.number),
        (_("Film"), film),
        (_("What"), destruction.get_part_display()),
        (_("Why"), destruction.get_reason_display()),
        (_("Decided"), day_and_time(destruction.decided_at)),
    ]
    if destruction.repeated_at:
        repeated = _("on %(moment)s, after a backup from before had been restored")
        facts.append((_("Erased again"), repeated % {"moment": day_and_time(destruction.repeated_at)}))
    copies = dict(downloads([recording.custody]))
    if copies:
        outside = _("clips downloaded in a personal copy on %(days)s: Attune cannot reach those")
        facts.append((_("Not destroyed"), outside % {"days": get_text_list(list(copies), _("and"))}))
    taken = handed_over([recording.custody])
    if taken:
        theirs = _("pictures or clips handed over to the family on %(days)s: they are theirs")
        facts.append((_("Not destroyed"), theirs % {"days": get_text_list(taken, _("and"))}))
    if destruction.delayed_by:
        facts.append((_("Held back"), _held_back(destruction.delayed_by)))
    return facts if destruction.waits else facts + _what_went(destruction)


def certificate(destruction: Destruction) -> bytes:
    """Counts and hashes; no image, and nobody's name."""
    said: dict[str, Any] = {
        "lead": lead_of(destruction),
        "facts": facts_of(destruction),
        "fingerprints": _("Fingerprints"),
        "fingerprints_help": fingerprints_help(),
        "hashes": destruction.hashes,
    }
    return pdf(
        "consent/destruction.typ",
        organisation=destruction.case.organisation,
        title=_("Proof of destruction"),
        kicker=_("Case %(number)s") % {"number": destruction.case.number},
        said=said,
    )


def fingerprints_help() -> str:
    return _(
        "Should a copy turn up somewhere, its SHA-256 fingerprint shows whether it is one of these files."
    )


def _held_back(hold: Hold) -> str:
    if hold.ended_at is None:
        sentence = _("By a hold set on %(set)s. Nobody could watch the film meanwhile.")
        return sentence % {"set": day(hold.set_at)}
    sentence = _("By a hold set on %(set)s, ended on %(ended)s. Nobody could watch the film meanwhile.")
    return sentence % {"set": day(hold.set_at), "ended": day(hold.ended_at)}


def _what_went(destruction: Destruction) -> list[tuple[str, str]]:
    unreadable, removed = destruction.key_destroyed_at, destruction.bytes_destroyed_at
    return [
        (_("Unreadable since"), day_and_second(unreadable) if unreadable else _("In progress")),
        (
            _("Removed since"),
            day_and_second(removed) if removed else _("In progress. It finishes by itself."),
        ),
        (_("Files"), str(destruction.files)),
        (_("Size"), filesizeformat(destruction.bytes)),
    ]

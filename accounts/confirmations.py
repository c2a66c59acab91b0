"""What a confirmation page says before somebody's access changes: what goes, and what stays."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User, VerpCourse, VerpPlace

Words = dict[str, object]


def new_invitation(person: User) -> Words:
    return {
        "title": _("A new invitation"),
        "text": _("%(name)s gets a new link to choose a password.") % {"name": person.name},
        "gone": [_("Their present password, and every session they have open.")],
        "stays": [_("Their roles, cases and second factor.")],
        "action": _("Make a new link"),
        "cancel_url": reverse("person", args=[person.pk]),
    }


def outsiders_new_invitation(person: User, trainee: User) -> Words:
    words = _("%(name)s gets a new link to choose a password. Make sure that it is they who ask.")
    return {
        "title": _("Let them in again"),
        "text": words % {"name": person.name},
        "gone": [
            _("Their present password, and every session they have open."),
            _("Their authenticator app and recovery codes. They set up an app again."),
        ],
        "stays": [_("Everything they wrote, and whom they supervise.")],
        "action": _("Make a new link"),
        "cancel_url": reverse("person", args=[trainee.pk]),
    }


def closed_account(person: User, open_cases: int) -> Words:
    gone = [
        _("Their sign-in: every session they have open ends at once."),
        _("Their supervision pairs."),
        *_groups(person),
    ]
    stays = [_("Everything they recorded, under their name, and the audit trail.")]
    if open_cases:
        stays.append(
            ngettext(
                "%(count)d open case in their charge. Nobody can work on it until you hand it over.",
                "%(count)d open cases in their charge. Nobody can work on them until you hand them over.",
                open_cases,
            )
            % {"count": open_cases}
        )
    return {
        "title": _("Close this account"),
        "text": _("%(name)s will no longer be able to sign in.") % {"name": person.name},
        "gone": gone,
        "stays": stays,
        "action": _("Close account"),
        "cancel_url": reverse("person", args=[person.pk]),
    }


def _groups(person: User) -> list[str]:
    led = VerpCourse.objects.running().filter(led_by=person).count()
    said = []
    if led:
        words = ngettext(
            "%(count)d VERP group that they lead. It ends for all its members.",
            "%(count)d VERP groups that they lead. They end for all their members.",
            led,
        )
        said.append(words % {"count": led})
    if VerpPlace.objects.current().filter(member=person).exists():
        said.append(_("Their place in a VERP group: the others see nothing any more of what they showed."))
    return said


def lost_phone(person: User) -> Words:
    return {
        "title": _("Remove the second factor"),
        "text": _("For %(name)s, whose phone is lost. Make sure that it is they who ask.")
        % {"name": person.name},
        "gone": [_("Their authenticator app and recovery codes.")],
        "stays": [_("Their password. At their next sign-in they set up an authenticator app again.")],
        "action": _("Remove second factor"),
        "cancel_url": reverse("person", args=[person.pk]),
    }

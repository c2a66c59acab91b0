"""What a person can agree to, one purpose at a time, and which of it each use of film needs.

The purpose of a request comes from the route that serves it, never from a parameter.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    FILM = "film", _("Being filmed")
    SHARED_REVIEW = "shared_review", _("Watching clips together in a shared review")
    FILM_THE_REVIEW = "film_the_review", _("Filming the shared review")
    SUPERVISION = "supervision", _("Showing film to the guider's supervisor")
    GROUP_SUPERVISION = "group_supervision", _("Showing clips in group supervision")
    ACCREDITATION = "accreditation", _("Showing clips to an external supervisor")
    KEEPSAKE = "keepsake", _("Still pictures to keep")
    CLIPS_TO_FAMILY = "clips_to_family", _("Clips for the family")
    SHARE_WITH_PROFESSIONAL = "share_with_professional", _("Sharing with a named professional")
    TEACHING_INTERNAL = "teaching_internal", _("Teaching inside the service")
    TEACHING_EXTERNAL = "teaching_external", _("Teaching outside the service")
    RESEARCH = "research", _("Research")


class Purpose(models.TextChoices):
    """What film is opened for."""

    PREPARATION = "preparation", _("Preparing clips")
    SHARED_REVIEW = "shared_review", _("Shared review")
    SUPERVISION = "supervision", _("Supervision")
    GROUP_SUPERVISION = "group", _("Reflecting in a group")
    SUBJECT_ACCESS = "subject_access", _("A copy for the person in it")
    KEEPSAKE = "keepsake", _("Pictures to keep")
    CLIPS_TO_FAMILY = "clips_to_family", _("Clips to take home")


# Beside the recording's own base scope (film, or film_the_review) each purpose needs these of everyone.
NEEDS: dict[str, frozenset[str]] = {
    Purpose.PREPARATION: frozenset(),
    Purpose.SUBJECT_ACCESS: frozenset(),
    Purpose.SHARED_REVIEW: frozenset({Scope.SHARED_REVIEW}),
    Purpose.SUPERVISION: frozenset({Scope.SUPERVISION}),
    Purpose.GROUP_SUPERVISION: frozenset({Scope.GROUP_SUPERVISION}),
    Purpose.KEEPSAKE: frozenset({Scope.KEEPSAKE}),
    Purpose.CLIPS_TO_FAMILY: frozenset({Scope.CLIPS_TO_FAMILY}),
}
# And these where whoever asks works for another organisation than the case.
NEEDS_OUTSIDE: dict[str, frozenset[str]] = {Purpose.SUPERVISION: frozenset({Scope.ACCREDITATION})}


def scopes_for(purpose: Purpose, *, is_outside: bool) -> frozenset[str]:
    return NEEDS[purpose] | (NEEDS_OUTSIDE.get(purpose, frozenset()) if is_outside else frozenset())

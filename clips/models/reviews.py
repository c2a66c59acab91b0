"""What was shown and said in a shared review."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Person
from clips.models.marks import Clip
from sessions.models import FilmedSession, Footage
from vault.models import Job


class ShownClip(models.Model):
    """A clip as it was shown in a shared review: a snapshot that later edits do not change."""

    filmed_session = models.ForeignKey(FilmedSession, models.CASCADE, related_name="shown_clips")
    clip = models.ForeignKey(Clip, models.SET_NULL, null=True, related_name="showings")
    footage = models.ForeignKey(Footage, models.CASCADE, related_name="shown_clips")
    render = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    in_frame = models.PositiveIntegerField()
    out_frame = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    prompt = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["filmed_session", "position"], name="one_showing_at_a_position")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.position}. {self.title or gettext('Clip without a title')}"


def by_name(person: Person) -> str:
    return person.name


class Contact(models.TextChoices):
    """What words or a sign were in the contact while it was talked; said or not, as one likes."""

    INITIATIVE = "initiative", _("initiative")
    RECEPTION = "reception", _("reception")


class Reflection(models.Model):
    """What somebody said about a clip in the shared review, in their own words."""

    class About(models.TextChoices):
        SEES = "sees", _("sees")
        FEELS = "feels", _("feels")
        THINKS = "thinks", _("thinks")
        CHILD_FEELS = "child_feels", _("thinks the child feels")
        CHILD_THINKS = "child_thinks", _("thinks the child thinks")

    # Given by the page that keeps the words while they are typed.
    key = models.UUIDField(null=True, unique=True)
    shown = models.ForeignKey(ShownClip, models.CASCADE, related_name="reflections")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="reflections")
    about = models.CharField(max_length=12, choices=About, blank=True)
    noticed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.CharField(max_length=10, choices=Contact, blank=True)
    words = models.TextField(_("in their own words"))
    # When writing it down began.
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Reflection {self.pk}"

    @property
    def under(self) -> str:
        return self.under_with(by_name)

    def under_with(self, called: Callable[[Person], str]) -> str:
        """Who said it, of what kind it is, and who saw it first."""
        parts = [f"{called(self.said_by)} {self.get_about_display()}".strip(), self.get_contact_display()]
        if self.noticed_by:
            parts.append(gettext("noticed by %(name)s") % {"name": called(self.noticed_by)})
        return " · ".join(filter(None, parts))


class Sign(models.Model):
    """What the guider saw while somebody watched, noted with one tap: at which picture of which clip."""

    class Kind(models.TextChoices):
        SMILED = "smiled", _("smiled")
        LAUGHED = "laughed", _("laughed")
        LEANED_IN = "leaned_in", _("leaned in")
        WENT_QUIET = "went_quiet", _("went quiet")
        MOVED = "moved", _("was moved")
        FOUND_IT = "found_it", _("found it first")

    key = models.UUIDField(unique=True)
    shown = models.ForeignKey(ShownClip, models.CASCADE, related_name="signs")
    frame = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="signs")
    kind = models.CharField(max_length=12, choices=Kind)
    contact = models.CharField(max_length=10, choices=Contact, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Sign {self.pk}"

    @property
    def under(self) -> str:
        return self.under_with(by_name)

    def under_with(self, called: Callable[[Person], str]) -> str:
        return f"{called(self.person)} {self.what}"

    @property
    def what(self) -> str:
        return " · ".join(filter(None, (self.get_kind_display(), self.get_contact_display())))


class OnScreen(models.Model):
    """From this time on this picture stood on the screen, or the clip played on from it.

    By the time it is joined to the film of the review: what was said when this was seen.
    """

    key = models.UUIDField(unique=True)
    shown = models.ForeignKey(ShownClip, models.CASCADE, related_name="times_on_screen")
    frame = models.PositiveIntegerField()
    is_playing = models.BooleanField()
    is_blank = models.BooleanField()
    speed = models.FloatField(default=1)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Clip {self.shown_id} from {self.frame}"


class FilmJoin(models.Model):
    """Where in the film of a review the time of its screen stands: at `at_ms` of the film, `seen` began.

    A camera's own clock is not known: what it wrote into the file is taken out and would not be trusted.
    """

    footage = models.OneToOneField(Footage, models.CASCADE, related_name="join")
    seen = models.ForeignKey(OnScreen, models.CASCADE, related_name="joins")
    at_ms = models.PositiveIntegerField()
    joined_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Join of {self.footage_id} at {self.at_ms} ms"

    def ms_of(self, at: datetime) -> float:
        """The place in the film of a time of the meeting; below 0 before the film began."""
        return self.at_ms + (at - self.seen.at) / timedelta(milliseconds=1)


class AgreedPoint(models.Model):
    """A strength that works, or a working point: an agreed small next step. In the client's words."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("Strength")
        WORKING_POINT = "working_point", _("Working point")

    filmed_session = models.ForeignKey(FilmedSession, models.CASCADE, related_name="agreed_points")
    shown = models.ForeignKey(ShownClip, models.SET_NULL, null=True, blank=True, related_name="agreed_points")
    kind = models.CharField(max_length=14, choices=Kind)
    words = models.TextField(_("in their own words"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

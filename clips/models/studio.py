"""How a person likes the studio, and what they did in it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from accounts.models import User
from sessions.models import Footage


class StudioSettings(models.Model):
    """How one person likes the studio. Nobody who has changed nothing has a row."""

    user = models.OneToOneField(User, models.CASCADE, related_name="studio_settings")
    # Seconds of film before and after a moment that become its clip.
    lead_in = models.PositiveSmallIntegerField(default=15, validators=[MaxValueValidator(60)])
    length_after = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    loop_pause_ms = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(10_000)])
    snapping = models.BooleanField(default=True)
    single_keys = models.BooleanField(default=True)
    # The key that somebody gave to an action, by the action's code; empty for none (clips/keys.py).
    keys = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lead_in__lte=60, length_after__range=(1, 60), loop_pause_ms__lte=10_000),
                name="studio_settings_are_within_bounds",
            )
        ]

    def __str__(self) -> str:
        return f"Studio settings of {self.user_id}"


class Edit(models.Model):
    """A step in somebody's work on a film: every row it changed, before and after (`clips.history`).

    It holds what people typed, so it belongs to the film and goes with it.
    """

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="edits")
    by = models.ForeignKey(User, models.PROTECT, related_name="edits")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    things = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class AnsweredRequest(models.Model):
    """A change that the studio asked for under a key of its own: asked again, it is not made again.

    Kept for a day: longer than a page waits for its network.
    """

    key = models.UUIDField()
    footage = models.ForeignKey(Footage, models.CASCADE, related_name="answered_requests")
    by = models.ForeignKey(User, models.PROTECT, related_name="answered_requests")
    # What the answer can be made from again: ids and the studio's own words, nothing that was typed.
    made = models.JSONField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["footage", "by", "key"], name="a_request_is_answered_once")
        ]

    def __str__(self) -> str:
        return f"Answered request {self.key}"

"""Recordings, their sealed files and the jobs that make them."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Recording(models.Model):
    """One film: its key, what was measured of it, and where it stands."""

    class State(models.TextChoices):
        RECEIVING = "receiving", _("Uploading")
        WAITING = "waiting", _("Waiting to be prepared")
        WORKING = "working", _("Being prepared")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be prepared")
        CLIPS = "clips", _("Only its clips are left")
        SHUT = "shut", _("Closed to everybody")
        DESTROYED = "destroyed", _("Destroyed")

    class Kind(models.TextChoices):
        INTERACTION = "interaction", _("Interaction film")
        REVIEW = "review", _("Review film")

    # Nothing is added to it or made of it any more.
    OVER = frozenset({State.SHUT, State.DESTROYED})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.INTERACTION)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVING)
    failure = models.TextField(blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    frame_count = models.PositiveIntegerField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    # Kept, and nothing is made of it for now.
    is_resting = models.BooleanField(default=False)
    has_sound = models.BooleanField(default=False)
    # Deflated presentation times of the working copy, one per frame (vault.frames).
    frame_table = models.BinaryField(null=True)
    # The strip, row by row: {"columns": 12, "cell": [160, 90], "every": 1, "frames": [0, 15, …]}.
    strip_layout = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)
    key_destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="ready")
                | models.Q(frame_count__gt=0, duration_ms__gt=0, frame_table__isnull=False),
                name="ready_recording_is_measured",
            ),
            models.CheckConstraint(
                condition=models.Q(state="destroyed", destroyed_at__isnull=False)
                | (~models.Q(state="destroyed") & models.Q(destroyed_at=None)),
                name="destroyed_recording_has_its_date",
            ),
            models.CheckConstraint(
                condition=models.Q(key_destroyed_at=None) | models.Q(state="destroyed"),
                name="only_a_destroyed_recording_loses_its_key",
            ),
        ]

    def __str__(self) -> str:
        return f"Recording {self.pk}"


class Job(models.Model):
    """Work to do. The row is the job; a queue message is only a nudge (MEDIA.md 8)."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        LEASED = "leased", _("Working")
        DONE = "done", _("Done")
        FAILED = "failed", _("Needs attention")
        CANCELLED = "cancelled", _("Cancelled")

    class Kind(models.TextChoices):
        PREPARE = "prepare", _("Preparing the film")
        TRANSCODE = "transcode", _("Making the working copy")
        CLIP = "clip", _("Cutting the clip")
        STILL = "still", _("Taking the still")
        CHECK = "check", _("Checking every frame")
        STRIP = "strip", _("Drawing the film strip")
        KEEPSAKE = "keepsake", _("Making the picture to keep")

    class Queue(models.TextChoices):
        INTERACTIVE = "interactive"
        BULK = "bulk"

    class Wait(models.TextChoices):
        """Why a queued job is not begun although a worker has looked at it."""

        MEMORY = "memory", _("Waiting for memory")
        ROOM = "room", _("Waiting for room on the disk")
        KEY = "key", _("Waiting for the master key")
        SANDBOX = "sandbox", _("Waiting for a sandbox to open films in")

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=12, choices=Kind)
    queue = models.CharField(max_length=12, choices=Queue)
    # Numbers only: {"in": 120, "out": 870}, `out` exclusive; {"frame": 300} for a still, with how it is
    # finished (vault.pictures) for one to keep.
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    waits_for = models.CharField(max_length=12, choices=Wait, blank=True)
    # After a failed attempt: not to be tried again before this.
    not_before = models.DateTimeField(null=True)
    # Where it is or was worked on, and the bytes of memory it may hold there (vault.costs).
    machine = models.CharField(max_length=64, blank=True)
    memory = models.PositiveBigIntegerField(default=0)
    stage = models.CharField(max_length=40, blank=True)
    progress = models.FloatField(default=0)
    failure = models.TextField(blank=True)
    # The film itself is the reason of the failure: another attempt would end the same way.
    is_refused = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    nudged_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "leased_until"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="leased", lease__isnull=False, leased_until__isnull=False)
                | (~models.Q(state="leased") & models.Q(lease=None, leased_until=None)),
                name="leased_job_has_its_lease",
            ),
            models.CheckConstraint(
                condition=models.Q(progress__gte=0, progress__lte=1), name="progress_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"Job {self.pk} {self.kind} {self.state}"

    @property
    def replaces(self) -> bool:
        """A working copy that is to take the place of a plain copy which is in use."""
        return bool(self.parameters.get("replaces"))


class SealedFile(models.Model):
    """One sealed file: an ordered run of immutable segments. Sizes in bytes of the plain content.

    Discarded by itself, it keeps its row: size and hash are the evidence of what is gone.
    """

    class Role(models.TextChoices):
        ORIGINAL = "original", _("Original film")
        WORKING = "working", _("Working copy")
        STRIP = "strip", _("Film strip")
        WAVEFORM = "waveform", _("Waveform")
        CLIP = "clip", _("Clip")
        STILL = "still", _("Still")
        KEEPSAKE = "keepsake", _("Picture to keep")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.ForeignKey(Recording, models.CASCADE, related_name="files")
    key = models.UUIDField(unique=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="files")
    role = models.CharField(max_length=12, choices=Role)
    content_type = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    complete = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    discarded_at = models.DateTimeField(null=True)
    key_destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "role"],
                condition=models.Q(role__in=["original", "working", "strip", "waveform"], complete=True),
                name="one_complete_file_of_a_role",
            ),
            models.CheckConstraint(
                condition=models.Q(complete=False) | ~models.Q(sha256=""), name="complete_file_has_its_hash"
            ),
            models.CheckConstraint(
                condition=models.Q(discarded_at=None) | models.Q(complete=False),
                name="discarded_file_is_not_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(key_destroyed_at=None) | models.Q(discarded_at__isnull=False),
                name="only_a_discarded_file_loses_its_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Segment(models.Model):
    """One stored object of a sealed file. `start` and `size` count plain bytes; `name` is the storage key."""

    file = models.ForeignKey(SealedFile, models.CASCADE, related_name="segments")
    start = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["file", "start"], name="segments_do_not_overlap"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="segment_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def object_id(self) -> uuid.UUID:
        """The random id of the stored object, the last part of its name."""
        return uuid.UUID(self.name.rpartition("/")[2])


class Protection(models.Model):
    """How a worker opens films, as it says every minute (vault.protecting)."""

    worker = models.CharField(max_length=200, unique=True)
    tier = models.CharField(max_length=12)
    is_enough = models.BooleanField()
    words = models.TextField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker}: {self.tier}"


class SealedNote(models.Model):
    """A small sealed thing that belongs to no film (a signature, a scan), at most 8 MiB, in the row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField()
    content_type = models.CharField(max_length=40)
    sealed = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)

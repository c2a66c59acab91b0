"""What was submitted, what was remarked on it, and how it ended."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SupervisionPair, User
from accounts.roles import Permission
from cases.models import Case
from clips.models import Clip, Selection
from sessions.models import Cycle, Footage
from vault.models import Job


class Submissions(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> "Submissions":
        """What was submitted from the cases they are in charge of, and what they were sent in force."""
        own = models.Q(selection__cycle__case__in=Case.objects.visible_to(user))
        return self.filter(own | models.Q(in_force(), supervisor=user))

    def on_record_of(self, user: User) -> "Submissions":
        """What they brought, and as a supervisor decided: for good, whoever has the case and its film now.

        Whoever decided from another organisation reads it as long as the pairing lasts.
        """
        brought = models.Q(submitted_by=user)
        if not user.may(Permission.SUPERVISE):
            return self.filter(brought)
        pairs = SupervisionPair.objects.current().filter(
            supervisor=user, trainee=models.OuterRef("submitted_by")
        )
        inside = models.Q(submitted_by__organisation=user.organisation_id)
        return self.filter(
            brought | models.Q(inside | models.Q(models.Exists(pairs)), decision__decided_by=user)
        )

    def open(self) -> "Submissions":
        return self.filter(is_open())

    def closed(self) -> "Submissions":
        return self.filter(~is_open())

    def with_supervisor(self) -> "Submissions":
        """Waiting for somebody who can still decide."""
        return self.open().filter(in_force())


def is_open() -> models.Q:
    """Nobody has decided yet, and the cycle that it was brought for has not been let go."""
    return models.Q(~models.Q(selection__cycle__state=Cycle.State.ABANDONED), decision=None)


def in_force() -> models.Q:
    """Whoever submitted is still in charge of the case and still supervised by whom it was sent to."""
    pairs = SupervisionPair.objects.current().filter(
        supervisor=models.OuterRef("supervisor"), trainee=models.OuterRef("submitted_by")
    )
    return models.Q(models.Exists(pairs), submitted_by=models.F("selection__cycle__case__guider"))


class Submission(models.Model):
    """Clips as they were submitted: frozen, so that later edits do not change what was reviewed.

    The clips chosen for a cycle's shared review or, from the film of that review, the guider's own moments.
    """

    class Kind(models.TextChoices):
        CHOSEN = "chosen", _("Clips for a shared review")
        OWN = "own", _("Own moments in a shared review")

    class State(models.TextChoices):
        """Read from its decision and its cycle: see `state`."""

        OPEN = "open", _("With the supervisor")
        RELEASED = "released", _("Released")
        RETURNED = "returned", _("Returned")
        WITHDRAWN = "withdrawn", _("Taken back: its cycle has ended")

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="submissions")
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="submissions")
    supervisor = models.ForeignKey(User, models.PROTECT, related_name="submissions_received")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.CHOSEN)
    question = models.TextField(_("question for your supervisor"), blank=True)
    review_planned_on = models.DateField(_("shared review planned on"), null=True, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)

    objects = Submissions.as_manager()

    class Meta:
        ordering = ["submitted_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(submitted_by=models.F("supervisor")),
                name="nobody_reviews_their_own_submission",
            )
        ]

    def __str__(self) -> str:
        return f"Submission {self.pk}"

    @property
    def state(self) -> str:
        if hasattr(self, "decision"):
            return str(self.decision.verdict)
        if self.selection.cycle.state == Cycle.State.ABANDONED:
            return self.State.WITHDRAWN
        return self.State.OPEN

    @property
    def is_own(self) -> bool:
        return self.kind == self.Kind.OWN


class SubmittedClip(models.Model):
    """A clip as it was submitted, and what the supervisor suggests to do with it."""

    class Suggestion(models.TextChoices):
        USE = "use", _("Use")
        FIRST = "first", _("Use first")
        SWAP = "swap", _("Swap")
        TALK = "talk", _("Talk about it")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="clips")
    clip = models.ForeignKey(Clip, models.SET_NULL, null=True, related_name="submitted")
    footage = models.ForeignKey(Footage, models.CASCADE, related_name="submitted_clips")
    render = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    in_frame = models.PositiveIntegerField()
    out_frame = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    # [["attentive", "parent"], …]: principle or descriptor, and the person's part in the case, never a name.
    principles = models.JSONField(default=list)
    # [["parent", "initiative", "sound"], …]: the chain of turns, in the same way.
    turns = models.JSONField(default=list)
    before_seconds = models.PositiveSmallIntegerField(default=0)
    suggestion = models.CharField(max_length=5, choices=Suggestion, blank=True)
    suggested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "position"], name="one_submitted_clip_at_a_position"
            ),
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(suggestion="first"), name="one_clip_is_used_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Remark(models.Model):
    """What the supervisor (or the trainee, in answer) wrote at one frame, or from it until `end_frame`.

    A proposal is a stretch that the supervisor would make a clip of; the trainee may take it over.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    footage = models.ForeignKey(Footage, models.CASCADE, related_name="remarks")
    frame = models.PositiveIntegerField()
    end_frame = models.PositiveIntegerField(null=True, blank=True)
    is_proposal = models.BooleanField(default=False)
    taken_as = models.ForeignKey(Clip, models.SET_NULL, null=True, blank=True, related_name="proposals")
    words = models.TextField(_("remark"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="remarks")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["frame", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_frame=None) | models.Q(end_frame__gt=models.F("frame")),
                name="remark_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(is_proposal=False) | models.Q(end_frame__isnull=False),
                name="proposal_is_a_stretch",
            ),
        ]

    def __str__(self) -> str:
        return f"Remark {self.pk}"


class Decision(models.Model):
    """The end of a submission: released for the shared review, or returned to think again.

    Signed off by both: the supervisor decides, the trainee confirms at `read_at` to have read it.
    """

    class Verdict(models.TextChoices):
        RELEASED = "released", _("Released")
        RETURNED = "returned", _("Returned")

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="decision")
    verdict = models.CharField(max_length=10, choices=Verdict)
    words = models.TextField(_("to the trainee"), blank=True)
    learning_points = models.TextField(_("learning points"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes of supervision"), default=0)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="decisions")
    decided_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.verdict} {self.pk}"

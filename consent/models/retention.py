"""How long what is kept, as promised, and what stops destruction for a while."""

from datetime import date, timedelta

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from cases.models import Case

WARNING = timedelta(days=14)


class RetentionPolicy(models.Model):
    """What an organisation promises from one moment on. Never changed; a newer one follows it.

    A case keeps the policy under which its first consent was signed (consent.rules.retention).
    """

    class Mode(models.TextChoices):
        TOOL = "tool", _("Temporary tool: film goes soon after the work, the written record stays")
        RECORD = "record", _("Part of the record: film stays as long as the record")

    class Record(models.TextChoices):
        """How long a case record is kept, after the end of the work."""

        CHILD = "child", _("Children’s record: until the 25th birthday, or the 26th if 17 at the end")
        ADULT = "adult", _("Adult record: 8 years")
        MENTAL_HEALTH = "mental_health", _("Mental health record: 20 years")
        MATERNITY = "maternity", _("Maternity record: 25 years")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="retention_policies")
    mode = models.CharField(_("what film is to your service"), max_length=8, choices=Mode)
    raw_days = models.PositiveSmallIntegerField(
        _("days until film goes"), default=60, validators=[MaxValueValidator(1095)]
    )
    clips_days = models.PositiveSmallIntegerField(
        _("days until clips and stills go"), default=60, validators=[MaxValueValidator(1095)]
    )
    review_days = models.PositiveSmallIntegerField(
        _("days until films of shared reviews go"), default=60, validators=[MaxValueValidator(1095)]
    )
    record = models.CharField(_("case record and consent forms"), max_length=16, choices=Record)
    # Consent older than this is asked for again; empty: never for its age alone.
    ask_again_months = models.PositiveSmallIntegerField(
        _("ask for consent again after so many months"), null=True, blank=True
    )
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["organisation", "made_at"])]

    def __str__(self) -> str:
        return f"Retention policy {self.pk}"

    @property
    def first_destruction_on(self) -> date:
        """Nobody's film goes without having been announced for as long as a warning takes."""
        return timezone.localdate(self.made_at) + WARNING


class Hold(models.Model):
    """Stops destruction in one case, by a named person, for a reason. Opens nothing to anybody."""

    class Kind(models.TextChoices):
        SAFEGUARDING = "safeguarding", _("Safeguarding")
        LEGAL = "legal", _("Legal")
        COMPLAINT = "complaint", _("Complaint")

    case = models.ForeignKey(Case, models.PROTECT, related_name="holds")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    reason = models.TextField(_("reason"))
    review_on = models.DateField(_("look at it again on"))
    set_by = models.ForeignKey(User, models.PROTECT, related_name="holds_set")
    set_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="holds_ended")
    ended_at = models.DateTimeField(null=True)
    ending_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None, ending_reason="")
                | (models.Q(ended_at__isnull=False, ended_by__isnull=False) & ~models.Q(ending_reason="")),
                name="ended_hold_says_by_whom_and_why",
            )
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"

    @property
    def is_overdue(self) -> bool:
        return self.ended_at is None and self.review_on <= timezone.localdate()

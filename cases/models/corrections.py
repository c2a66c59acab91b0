"""What was written down about a person before, and what they object to (GDPR, articles 16 and 21)."""

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models.case import Case
from cases.models.circumstances import LegalStatus, Relationship
from cases.models.people import Participation, Person


class Fact(models.TextChoices):
    """What is written down about a person."""

    NAME = "name", _("Name")
    ROLE = "role", _("Part in the case")
    BORN_ON = "born_on", _("Date of birth")
    DUE_ON = "due_on", _("Due date")
    GESTATION = "gestation", _("Weeks of pregnancy at birth")
    LANGUAGE = "language", _("Language")
    RELATIONSHIP = "relationship", _("Relationship")
    LEGAL_STATUS = "legal_status", _("Legal status")
    PLACEMENT = "placement", _("Placement since")


CODED: dict[Fact, type[models.TextChoices]] = {
    Fact.ROLE: Participation.Role,
    Fact.RELATIONSHIP: Relationship.Kind,
    Fact.LEGAL_STATUS: LegalStatus.Kind,
}
DAYS = frozenset({Fact.BORN_ON, Fact.DUE_ON, Fact.PLACEMENT})


class Correction(models.Model):
    """A fact about a person was put right. The earlier value stays. Never changed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="corrections")
    person = models.ForeignKey(Person, models.CASCADE, related_name="corrections")
    fact = models.CharField(max_length=16, choices=Fact)
    # As stored: a code for a part in the case, a day as 2026-03-02; empty where nothing was known.
    before = models.CharField(max_length=150, blank=True)
    after = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)
    corrected_by = models.ForeignKey(User, models.PROTECT, related_name="corrections")
    corrected_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-corrected_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(before="") | ~models.Q(reason=""),
                name="replacing_a_fact_has_its_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Correction {self.pk} of {self.fact}"

    @property
    def shown_before(self) -> str:
        return self._shown(self.before)

    @property
    def shown_after(self) -> str:
        return self._shown(self.after)

    def _shown(self, value: str) -> str:
        coded = CODED.get(Fact(self.fact))
        if coded is not None and value in coded.values:
            return str(coded(value).label)
        day = parse_date(value) if self.fact in DAYS else None
        return date_format(day, "j F Y") if day else value


class Objection(models.Model):
    """Something a person says is wrong and that was left as it is, with the reason. Never changed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="objections")
    person = models.ForeignKey(Person, models.CASCADE, related_name="objections")
    words = models.TextField(_("what they say is wrong, in their own words"))
    answer = models.TextField(_("why it stays as it is"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="objections_noted")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-noted_at", "-pk"]

    def __str__(self) -> str:
        return f"Objection {self.pk}"

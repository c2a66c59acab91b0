"""Anonymised caseload reports: made by the worker, looked at, released, frozen, hashed."""

import secrets
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.roles import Permission
from reports.periods import Period
from reports.profiles import PROFILES, DisclosureProfile
from reports.tables import Report

A_QUARTER_OR_THE_YEAR = models.Q(quarter__gte=0, quarter__lte=4)


def new_salt() -> bytes:
    return secrets.token_bytes(32)


class Salt(models.Model):
    """What the tags of a service's cases are made with, see `reports.ledger`. It never changes."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="ledger_salt")
    value = models.BinaryField(default=new_salt)

    def __str__(self) -> str:
        return f"Salt {self.pk}"


class Drafts(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> "Drafts":
        if not user.may(Permission.RELEASE_REPORTS):
            return self.none()
        return self.filter(organisation_id=user.organisation_id)

    def unfinished(self) -> "Drafts":
        return self.filter(state__in=[Draft.State.WAITING, Draft.State.RUNNING])


class Draft(models.Model):
    """The preview of a period: what would be released, exactly. A new one takes its place."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be made")
        RUNNING = "running", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="report_drafts")
    year = models.PositiveSmallIntegerField()
    # 0 is the whole year.
    quarter = models.PositiveSmallIntegerField()
    profile = models.CharField(_("rule"), max_length=20)
    merged = models.BooleanField(_("merge small rows"), default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    # Canonical JSON of every report, and the tags of the cases they count.
    contents = models.JSONField(default=list)
    cohort = models.BinaryField(default=bytes)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="report_drafts")
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)

    objects = Drafts.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "quarter"], name="one_draft_of_a_period"),
            models.CheckConstraint(condition=A_QUARTER_OR_THE_YEAR, name="a_draft_is_of_a_quarter_or_a_year"),
        ]

    def __str__(self) -> str:
        return f"Draft of {self.period}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)

    @property
    def rule(self) -> DisclosureProfile:
        return PROFILES[self.profile]

    @property
    def is_unfinished(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def reports(self) -> list[Report]:
        return [Report.from_json(text) for text in self.contents]


class Releases(models.QuerySet["Release"]):
    def visible_to(self, user: User) -> "Releases":
        if not user.may(Permission.RELEASE_REPORTS):
            return self.none()
        return self.filter(organisation_id=user.organisation_id)


class Release(models.Model):
    """An entry of the ledger: all reports of a period, released together, once. Never changed."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="releases")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    profile = models.CharField(max_length=20)
    merged = models.BooleanField()
    cohort = models.BinaryField()
    released_by = models.ForeignKey(User, models.PROTECT, related_name="releases")
    released_at = models.DateTimeField(default=timezone.now)

    objects = Releases.as_manager()

    class Meta:
        ordering = ["-year", "-quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "quarter"], name="a_period_is_released_once"
            ),
            models.CheckConstraint(
                condition=A_QUARTER_OR_THE_YEAR, name="a_release_is_of_a_quarter_or_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"Release of {self.period}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)

    @property
    def rule(self) -> DisclosureProfile:
        return PROFILES[self.profile]


class Snapshots(models.QuerySet["Snapshot"]):
    def visible_to(self, user: User) -> "Snapshots":
        return self.filter(release__in=Release.objects.visible_to(user))


class Snapshot(models.Model):
    """One report of a release: its canonical JSON, byte for byte, from which every format is made."""

    # Printed inside the files, so it is known before the row is written.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="snapshots")
    template = models.CharField(max_length=20)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects = Snapshots.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "template"], name="a_report_is_released_once")
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.release.period}"

    @property
    def report(self) -> Report:
        return Report.from_json(bytes(self.content))


class ReportFiles(models.QuerySet["ReportFile"]):
    def visible_to(self, user: User) -> "ReportFiles":
        return self.filter(release__in=Release.objects.visible_to(user))


class ReportFile(models.Model):
    """All reports of a release as a file of one format, made when they were released and never again."""

    class Format(models.TextChoices):
        PDF = "pdf", _("PDF")
        XLSX = "xlsx", _("Excel")
        CSV = "csv", _("CSV")
        JSON = "json", _("JSON")

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    format = models.CharField(max_length=8, choices=Format)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects = ReportFiles.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["release", "format"], name="a_format_is_made_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Neutral: it stays behind in a folder of downloads."""
        return f"caseload-report-{self.release.period}.{self.format}"


class Download(models.Model):
    """Who took a file out of the house, and when."""

    file = models.ForeignKey(ReportFile, models.PROTECT, related_name="downloads")
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="report_downloads")
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return f"Download {self.pk}"


class Extracts(models.QuerySet["Extract"]):
    def visible_to(self, user: User) -> "Extracts":
        if not user.may(Permission.EXTRACT_ROWS):
            return self.none()
        return self.filter(organisation_id=user.organisation_id)

    def released(self) -> "Extracts":
        return self.exclude(released_at=None)


class Extract(models.Model):
    """A row for each case of a period, for research: asked for by one person and released by another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="extracts")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    # Why it is needed, for whoever decides and for those who ask later; in no file.
    purpose = models.TextField(_("what it is needed for"), max_length=1000)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="extracts_asked_for")
    asked_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="extracts_released")
    released_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    dropped = models.PositiveIntegerField(default=0)
    content = models.BinaryField(default=bytes)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = Extracts.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "quarter"],
                condition=models.Q(released_at__isnull=False),
                name="a_period_is_extracted_once",
            ),
            models.CheckConstraint(
                condition=A_QUARTER_OR_THE_YEAR, name="an_extract_is_of_a_quarter_or_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(released_by=None, released_at=None, sha256="")
                | models.Q(released_by__isnull=False, released_at__isnull=False, sha256__gt="")
                & ~models.Q(released_by=models.F("asked_by")),
                name="an_extract_is_released_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"Extract of {self.period}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)

    @property
    def name(self) -> str:
        """Neutral: it stays behind in a folder of downloads."""
        return f"research-extract-{self.period}.csv"

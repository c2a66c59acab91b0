"""Consent per person and purpose, who appears in a film, withdrawal, and what was destroyed."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from cases.models import Authority, Case, Person
from consent.scopes import Purpose, Scope
from vault.models import Recording, SealedNote

QUARANTINE = timedelta(days=14)


class FormVersion(models.Model):
    """One wording of the consent form. Editing makes a new version; signed records keep theirs."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="consent_forms")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10, default="en")
    title = models.CharField(max_length=200)
    introduction = models.TextField()
    # [[scope, plain words], …] in the order in which they are asked; a JSON object would not keep it.
    purposes = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language", "version"], name="form_version_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version} ({self.language})"


class ConsentRecords(models.QuerySet["ConsentRecord"]):
    def visible_to(self, user: User) -> "ConsentRecords":
        return self.filter(case__in=Case.objects.visible_to(user))


class ConsentRecord(models.Model):
    """One signed set of decisions of one person. Never changed; a newer record or a withdrawal follows it."""

    class Method(models.TextChoices):
        SCREEN = "screen", _("Signed on screen")
        PAPER = "paper", _("Signed on paper")
        SPOKEN = "spoken", _("Spoken and recorded")

    class Ground(models.TextChoices):
        OWN = "own", _("For themselves")
        PARENTAL_RESPONSIBILITY = "parental_responsibility", _("With parental responsibility")
        DELEGATED = "delegated", _("With delegated authority")
        COURT_ORDER = "court_order", _("By court order")

    case = models.ForeignKey(Case, models.PROTECT, related_name="consent_records")
    person = models.ForeignKey(Person, models.PROTECT, related_name="consent_records")
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="records")
    signer = models.ForeignKey(Person, models.PROTECT, related_name="consents_signed")
    ground = models.CharField(_("signs"), max_length=24, choices=Ground)
    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="consent_records"
    )
    method = models.CharField(max_length=8, choices=Method, default=Method.SCREEN)
    signature = models.ForeignKey(SealedNote, models.PROTECT, null=True, related_name="+")
    witness = models.ForeignKey(User, models.PROTECT, related_name="consents_witnessed")
    signed_at = models.DateTimeField(default=timezone.now)

    objects = ConsentRecords.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground="own", signer=models.F("person"), authority=None)
                | (~models.Q(ground="own") & models.Q(authority__isnull=False)),
                name="signing_for_another_needs_an_authority",
            )
        ]

    def __str__(self) -> str:
        return f"Consent {self.pk}"


class ScopeDecision(models.Model):
    """One answer in a consent record."""

    class Answer(models.TextChoices):
        GIVEN = "given", _("Yes")
        REFUSED = "refused", _("No")
        NOT_ASKED = "not_asked", _("Not asked")

    record = models.ForeignKey(ConsentRecord, models.CASCADE, related_name="decisions")
    scope = models.CharField(max_length=24, choices=Scope)
    answer = models.CharField(max_length=10, choices=Answer)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "scope"], name="one_answer_for_a_scope_in_a_record")
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.answer}"


class Withdrawal(models.Model):
    """A person takes back one scope, or all of them (scope empty), in one case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="withdrawals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="withdrawals")
    scope = models.CharField(max_length=24, choices=Scope, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="withdrawals_recorded")
    withdrawn_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Withdrawal {self.pk}"


class Custody(models.Model):
    """Which case a recording belongs to. A recording without custody is played to nobody."""

    recording = models.OneToOneField(Recording, models.PROTECT, related_name="custody")
    case = models.ForeignKey(Case, models.PROTECT, related_name="custodies")
    received_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Custody {self.pk}"

    @property
    def base_scope(self) -> Scope:
        """What everyone in the picture must have agreed to for the recording to exist at all."""
        return Scope.FILM_THE_REVIEW if self.recording.kind == Recording.Kind.REVIEW else Scope.FILM

    @property
    def destroyed_unless_complete_by(self) -> datetime:
        """Counted anew from the day on which somebody else was found to be in the picture."""
        added = self.appearances.aggregate(latest=models.Max("added_at"))["latest"]
        return max(self.received_at, added or self.received_at) + QUARANTINE


class Appearance(models.Model):
    """A person seen or heard in a recording."""

    custody = models.ForeignKey(Custody, models.CASCADE, related_name="appearances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appearances")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["custody", "person"], name="a_person_appears_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.custody_id}"


class Grant(models.Model):
    """Opens one recording to one person who is not the guider, for one purpose, until it is ended."""

    custody = models.ForeignKey(Custody, models.CASCADE, related_name="grants")
    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    purpose = models.CharField(max_length=16, choices=Purpose)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="grants_given")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["custody", "user", "purpose"],
                condition=models.Q(ended_at=None),
                name="one_open_grant_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"Grant {self.pk} {self.purpose}"


class Destructions(models.QuerySet["Destruction"]):
    def visible_to(self, user: User) -> "Destructions":
        """The proof is for the guider in charge, and for who oversees the cases; it names nobody."""
        cases = Case.objects.visible_to(user) | Case.objects.overseen_by(user)
        return self.filter(case__in=cases)


class Destruction(models.Model):
    """What was destroyed, when and why: counts and hashes, no image. Kept when the film is gone."""

    class Reason(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("Consent withdrawn")
        QUARANTINE = "quarantine", _("Consent never completed")
        RETENTION = "retention", _("Promised period ended")
        REMOVED = "removed", _("Removed by the guider")

    case = models.ForeignKey(Case, models.PROTECT, related_name="destructions")
    recording = models.OneToOneField(Recording, models.PROTECT, related_name="destruction")
    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, null=True, related_name="destructions")
    reason = models.CharField(max_length=12, choices=Reason)
    files = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()
    # Sha-256 of each destroyed file, so that a copy that turns up elsewhere can be recognised.
    hashes = models.JSONField()
    decided_at = models.DateTimeField(default=timezone.now)
    # Set when the vault has done it: first the key, from when on nothing can be read, then the bytes.
    key_destroyed_at = models.DateTimeField(null=True)
    bytes_destroyed_at = models.DateTimeField(null=True)

    objects = Destructions.as_manager()

    def __str__(self) -> str:
        return f"Destruction {self.pk}"

"""What people have signed, and what they have taken back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Authority, Case, Person
from consent.models.forms import FormVersion
from consent.scopes import Scope
from vault.models import SealedNote


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
        ATTORNEY = "attorney", _("With a power of attorney")
        DEPUTY = "deputy", _("As deputy or guardian for an adult")

    class LanguageHelp(models.TextChoices):
        NONE = "none", _("No interpreter was needed")
        INTERPRETER = "interpreter", _("An interpreter helped")

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
    # Who was there and what was said, where it was spoken.
    present = models.TextField(blank=True)
    said = models.TextField(blank=True)
    # Empty for what was signed before this was asked.
    language_help = models.CharField(max_length=12, choices=LanguageHelp, blank=True)
    interpreter = models.CharField(max_length=150, blank=True)
    interpreter_language = models.CharField(max_length=40, blank=True)
    witness = models.ForeignKey(User, models.PROTECT, related_name="consents_witnessed")
    signed_at = models.DateTimeField(default=timezone.now)

    objects = ConsentRecords.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground="own", signer=models.F("person"), authority=None)
                | (~models.Q(ground="own") & models.Q(authority__isnull=False)),
                name="signing_for_another_needs_an_authority",
            ),
            models.CheckConstraint(
                condition=models.Q(language_help="interpreter") & ~models.Q(interpreter="")
                | (~models.Q(language_help="interpreter") & models.Q(interpreter="")),
                name="an_interpreter_has_a_name",
            ),
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

    @property
    def answer_word(self) -> str:
        """Which of the words around a form says it."""
        return {"given": "yes", "refused": "no"}.get(self.answer, "not_asked")


class Withdrawal(models.Model):
    """A person takes back one scope, or all of them (scope empty), in one case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="withdrawals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="withdrawals")
    scope = models.CharField(max_length=24, choices=Scope, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="withdrawals_recorded")
    withdrawn_at = models.DateTimeField(default=timezone.now)
    # A restored backup did not know it, and who recorded it; it was made again from the list of erasures.
    repeated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recorded_by__isnull=False) | models.Q(repeated_at__isnull=False),
                name="withdrawal_was_recorded_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"Withdrawal {self.pk}"

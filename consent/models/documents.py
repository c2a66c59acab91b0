"""Documents that belong to a case: letters, reports, plans, orders. Their content is sealed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from vault.models import SealedNote


class Documents(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> "Documents":
        return self.filter(case__in=Case.objects.visible_to(user))


class Document(models.Model):
    """What somebody gave to the record. Removed, its content is gone; what it was, by whom and why stays."""

    class Kind(models.TextChoices):
        REFERRAL = "referral", _("Referral letter")
        REPORT = "report", _("Report")
        PLAN = "plan", _("Plan")
        ORDER = "order", _("Order")
        SUMMARY = "summary", _("Agreed summary")
        OTHER = "other", _("Other")

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=150)
    dated_on = models.DateField(_("date on the document"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="documents_added")
    added_at = models.DateTimeField(default=timezone.now)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="documents_removed")
    removed_at = models.DateTimeField(null=True)
    removal_reason = models.TextField(blank=True)

    objects = Documents.as_manager()

    class Meta:
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at=None, removed_by=None, removal_reason="")
                | (
                    models.Q(removed_at__isnull=False, removed_by__isnull=False)
                    & ~models.Q(removal_reason="")
                ),
                name="removed_document_says_by_whom_and_why",
            )
        ]

    def __str__(self) -> str:
        return f"Document {self.pk}"


class Sheet(models.Model):
    """One file of a document: the whole of it, or a photograph of one page. Its file name is not kept."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="sheets")
    position = models.PositiveSmallIntegerField()
    # Empty once the document has been removed; size and hash are the evidence of what is gone.
    note = models.OneToOneField(SealedNote, models.PROTECT, null=True, related_name="+")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="a_sheet_has_its_own_place")
        ]

    def __str__(self) -> str:
        return f"Sheet {self.pk}"

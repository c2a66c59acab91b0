"""Notes on a case: a draft is its writer’s own, what is signed never changes, an amendment follows it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models.case import Case


class NoteKind(models.TextChoices):
    CONTACT = "contact", _("Contact")
    TELEPHONE = "telephone", _("Telephone")
    REFLECTION = "reflection", _("Reflection")
    SAFEGUARDING = "safeguarding", _("Safeguarding concern")
    OTHER = "other", _("Other")


class Note(models.Model):
    """What was written about one day, with everything it said before."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")

    def __str__(self) -> str:
        return f"Note {self.pk}"


class NoteVersions(models.QuerySet["NoteVersion"]):
    def standing(self) -> "NoteVersions":
        """The newest words of each note, the newest day first."""
        newest = self.filter(amended_by=None).select_related("note", "signed_by")
        return newest.order_by("-about_on", "-note", "-pk")


class NoteVersion(models.Model):
    """A note as it was signed, or as it was amended. Never changed."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="versions")
    amends = models.OneToOneField("self", models.PROTECT, null=True, related_name="amended_by")
    # That of the draft, so that what is signed twice is signed once.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind)
    about_on = models.DateField(_("day it is about"))
    words = models.TextField(_("note"))
    reason = models.TextField(_("why it is amended"), blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="notes_signed")
    signed_at = models.DateTimeField(default=timezone.now)

    objects = NoteVersions.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["note"], condition=models.Q(amends=None), name="a_note_is_signed_once"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="a_signed_note_has_words"),
            models.CheckConstraint(
                condition=models.Q(amends=None, reason="")
                | (models.Q(amends__isnull=False) & ~models.Q(reason="")),
                name="an_amendment_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Note {self.note_id} as of {self.signed_at}"


class NoteDraft(models.Model):
    """What somebody is writing: a new note, or other words for one. Only they read it."""

    key = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="note_drafts")
    amends = models.ForeignKey(NoteVersion, models.CASCADE, null=True, related_name="drafts")
    kind = models.CharField(max_length=12, choices=NoteKind, default=NoteKind.CONTACT)
    about_on = models.DateField(default=timezone.localdate)
    words = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="note_drafts")
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"Draft {self.pk}"

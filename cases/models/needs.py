"""What the work with these people has to take care of: an interpreter, and plans for a child's safety."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.languages import name_of
from cases.models.case import Case


class Interpreting(models.Model):
    """Whether an interpreter is needed, and for which language."""

    class Need(models.TextChoices):
        NOT_KNOWN = "not_known", _("Not known yet")
        NONE = "none", _("No interpreter needed")
        SPOKEN = "spoken", _("Interpreter needed")
        SIGNED = "signed", _("Sign language interpreter needed")

    case = models.OneToOneField(Case, models.CASCADE, related_name="interpreting")
    need = models.CharField(_("interpreter"), max_length=12, choices=Need, default=Need.NOT_KNOWN)
    # A code of `cases/languages.py`.
    language = models.CharField(_("language"), max_length=12, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(need="spoken") ^ models.Q(language=""),
                name="a_spoken_interpreter_has_a_language",
            )
        ]

    def __str__(self) -> str:
        return f"Interpreting in {self.case_id}"

    @property
    def language_name(self) -> str:
        return name_of(self.language) if self.language else ""


class Safeguarding(models.Model):
    """Under which plan a child of the case stands, from a day on. Never changed: a new one replaces it."""

    class Plan(models.TextChoices):
        NONE = "none", _("No plan")
        CHILD_IN_NEED = "child_in_need", _("Child in need plan")
        CHILD_PROTECTION = "child_protection", _("Child protection plan")
        LOOKED_AFTER = "looked_after", _("Looked after by the local authority")
        NOT_KNOWN = "not_known", _("Not known")

    case = models.ForeignKey(Case, models.CASCADE, related_name="safeguardings")
    plan = models.CharField(_("plan"), max_length=16, choices=Plan)
    since = models.DateField(_("since"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="safeguardings_noted")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return f"{self.plan} since {self.since}"

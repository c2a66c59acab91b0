"""Published ways to accreditation as data. A version never changes; a new one is a new row."""

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _


class Gate(models.TextChoices):
    """What happens where clips are to be shown that supervision has not released."""

    OFF = "off", _("Say nothing")
    WARN = "warn", _("Remind, and let the shared review begin")
    BLOCK = "block", _("Let the shared review begin only with released clips")


class SupervisionKind(models.TextChoices):
    INDIVIDUAL = "individual", _("Individual")
    PAIR = "pair", _("In a pair")
    GROUP = "group", _("In a group")
    WRITTEN = "written", _("In writing")


class Pathways(models.QuerySet["Pathway"]):
    def newest(self) -> "Pathways":
        """Of each pathway the version in use."""
        later = Pathway.objects.filter(code=models.OuterRef("code"), version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(later))


class Pathway(models.Model):
    code = models.SlugField()
    version = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=100)
    source = models.TextField(_("where it was published"))

    objects = Pathways.as_manager()

    class Meta:
        ordering = ["name", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="pathway_version_is_unique")]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Stage(models.Model):
    """What a stage asks for; 0 where its source names no number. Months and meetings are a guide only."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    cycles = models.PositiveSmallIntegerField(default=0)
    # People the work was done for, who did not count in a stage before.
    clients = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=0)
    meetings = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    # The kinds of supervision whose minutes count.
    counts = models.JSONField(default=list)
    assessor_differs = models.BooleanField(default=True)
    gate = models.CharField(max_length=5, choices=Gate, default=Gate.WARN)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pathway", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "number"], name="stage_number_is_unique_in_its_pathway"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pathway}: {self.name}"

    @property
    def gate_reason(self) -> str:
        """Why the gate stands as it does: what is published about this stage."""
        if not (self.cycles and self.minutes):
            return ""
        facts = {
            "cycles": ngettext("%d cycle", "%d cycles", self.cycles) % self.cycles,
            "hours": ngettext("%d hour", "%d hours", self.minutes // 60) % (self.minutes // 60),
        }
        if self.minutes < 60 * self.cycles:
            said = gettext("This stage asks for %(hours)s of supervision with %(cycles)s: fewer than cycles.")
        else:
            said = gettext(
                "This stage asks for %(hours)s of supervision with %(cycles)s: enough for every cycle."
            )
        return said % facts

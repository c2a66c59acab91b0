"""Outcome measures that a service has turned on, their scales, and the scores on a case. Never items."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from cases.models.case import Case
from cases.models.people import Person
from cases.models.question import Rating


class Measure(models.Model):
    """A questionnaire or observation of this service: a definition of `cases.instruments`, or its own."""

    class When(models.TextChoices):
        PRE_POST = "pre_post", _("Before and after")
        ANTENATAL = "antenatal", _("Before the birth")
        SESSION = "session", _("Session by session")
        OBSERVED = "observed", _("Observed from film")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="measures")
    code = models.SlugField(max_length=20, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    when = models.CharField(_("when it is given"), max_length=10, choices=When)
    licence_note = models.CharField(_("what its owner asks for"), max_length=300, blank=True)
    needs_licence = models.BooleanField(
        _("it needs a licence, a registration or a permission"), default=False
    )
    licence_confirmed_on = models.DateField(null=True, blank=True)
    licence_confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="licences_confirmed"
    )
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="measure_is_named_once"),
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=~models.Q(code=""),
                name="shipped_measure_is_taken_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_on=False)
                | models.Q(needs_licence=False)
                | models.Q(licence_confirmed_on__isnull=False, licence_confirmed_by__isnull=False),
                name="licence_is_confirmed_before_use",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeasureScale(models.Model):
    """One number that a measure gives: the whole, or a sub-scale."""

    class Direction(models.TextChoices):
        GOOD = "good", _("A high number is good")
        DIFFICULT = "difficult", _("A high number is difficult")
        UNCONFIRMED = "unconfirmed", _("To be confirmed by the service")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="scales")
    name = models.CharField(_("sub-scale"), max_length=80, blank=True)
    lowest = models.DecimalField(_("lowest value"), max_digits=6, decimal_places=2)
    highest = models.DecimalField(_("highest value"), max_digits=6, decimal_places=2)
    direction = models.CharField(_("which way is good"), max_length=12, choices=Direction)
    threshold = models.DecimalField(
        _("change that counts as reliable"), max_digits=6, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "name"], name="scale_is_named_once"),
            models.CheckConstraint(
                condition=models.Q(lowest__lt=models.F("highest")), name="scale_has_a_range"
            ),
            models.CheckConstraint(
                condition=models.Q(threshold=None) | models.Q(threshold__gt=0), name="reliable_change_is_some"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.name}" if self.name else str(self.measure)


class Score(models.Model):
    """A number and no answers to items. Its range is stored with it, as a rating's scale is."""

    class Rater(models.TextChoices):
        PERSON = "person", _("A person of the case")
        GUIDER = "guider", _("The guider")
        OBSERVER = "observer", _("A trained observer")
        PROFESSIONAL = "professional", _("Another professional")

    case = models.ForeignKey(Case, models.CASCADE, related_name="scores")
    scale = models.ForeignKey(MeasureScale, models.PROTECT, related_name="scores")
    value = models.DecimalField(max_digits=6, decimal_places=2)
    lowest = models.DecimalField(max_digits=6, decimal_places=2)
    highest = models.DecimalField(max_digits=6, decimal_places=2)
    rater = models.CharField(max_length=12, choices=Rater)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="scores")
    given_on = models.DateField(default=timezone.localdate)
    moment = models.CharField(max_length=12, choices=Rating.Moment)

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__gte=models.F("lowest"), value__lte=models.F("highest")),
                name="score_lies_in_its_range",
            ),
            models.CheckConstraint(
                condition=models.Q(rater="person", person__isnull=False)
                | (~models.Q(rater="person") & models.Q(person=None)),
                name="score_names_the_person_who_rated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.scale}"

"""The people in a case, their parts in it, and who decides for whom."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case

# The shortest and the longest pregnancy that is written down, in days.
GESTATION = (154, 308)


class Person(models.Model):
    """Someone in a case. An unborn child has a due date instead of a birth date."""

    name = models.CharField(_("name"), max_length=150)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    # From 22 to 44 weeks, where it is known; the age of a child born early is corrected by it.
    gestation_days = models.PositiveSmallIntegerField(_("days of pregnancy at birth"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(born_on=None) | models.Q(due_on=None), name="born_or_due_not_both"
            ),
            models.CheckConstraint(
                condition=models.Q(gestation_days=None)
                | models.Q(gestation_days__range=GESTATION, due_on=None),
                name="a_pregnancy_of_some_weeks_is_over",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """A person's part in a case, from one day to another; `until` empty means now."""

    class Role(models.TextChoices):
        PARENT = "parent", _("Parent")
        CARER = "carer", _("Carer")
        FOSTER_CARER = "foster_carer", _("Foster carer")
        ADOPTER = "adopter", _("Adopter")
        SPECIAL_GUARDIAN = "special_guardian", _("Special guardian")
        KINSHIP_CARER = "kinship_carer", _("Kinship carer")
        CHILD = "child", _("Child")
        UNBORN = "unborn", _("Unborn child")
        SIBLING = "sibling", _("Brother or sister")
        FAMILY = "family", _("Other family member")
        STAFF = "staff", _("Member of staff")
        PUPIL = "pupil", _("Pupil")
        RESIDENT = "resident", _("Patient or resident")
        INTERPRETER = "interpreter", _("Interpreter")
        GUIDER = "guider", _("Guider")

    class Ending(models.TextChoices):
        """Why a part ended; empty where that was not written down."""

        LEFT = "left", _("No longer takes part")
        BORN = "born", _("Was born")
        PREGNANCY_ENDED = "pregnancy_ended", _("The pregnancy ended")

    case = models.ForeignKey(Case, models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="participations")
    role = models.CharField(_("part in the case"), max_length=20, choices=Role)
    is_client = models.BooleanField(_("the work is for this person's reflection"), default=False)
    # Seen or heard in a film and not part of the work, such as other pupils; asked like everybody.
    only_in_picture = models.BooleanField(_("only in the picture"), default=False)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    ended_as = models.CharField(max_length=16, choices=Ending, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "role"], name="one_part_of_a_kind_in_a_case"),
            models.CheckConstraint(
                condition=~models.Q(is_client=True, only_in_picture=True),
                name="the_work_is_for_nobody_who_is_only_in_the_picture",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_as="") | models.Q(until__isnull=False),
                name="only_a_part_that_ended_says_how",
            ),
            models.CheckConstraint(
                condition=~models.Q(ended_as="pregnancy_ended") | models.Q(role="unborn"),
                name="only_a_pregnancy_ends_before_birth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"


class Authority(models.Model):
    """On what ground one person may decide for another (domain.md 3.3)."""

    class Kind(models.TextChoices):
        PARENTAL_RESPONSIBILITY = "parental_responsibility", _("Parental responsibility")
        DELEGATED = "delegated", _("Delegated authority, with document")
        COURT_ORDER = "court_order", _("Court order")
        ATTORNEY = "attorney", _("Power of attorney for health and welfare")
        DEPUTY = "deputy", _("Deputy or guardian for an adult")

    # For somebody who cannot decide for themselves; never for a child.
    FOR_ADULTS = frozenset({Kind.ATTORNEY, Kind.DEPUTY})

    holder = models.ForeignKey(Person, models.CASCADE, related_name="authorities_held")
    over = models.ForeignKey(Person, models.CASCADE, related_name="authorities")
    kind = models.CharField(_("authority"), max_length=24, choices=Kind)
    document = models.CharField(_("document it rests on"), max_length=200, blank=True)
    since = models.DateField(default=timezone.localdate)
    # The first day on which it does not hold any more.
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(holder=models.F("over")), name="own_authority_needs_no_record"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="parental_responsibility") | ~models.Q(document=""),
                name="delegated_authority_names_its_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.holder_id} over {self.over_id}"

"""What people are to each other, and under which order and with whom a child lives.

None of it says who decides: that is `Authority`, which is never inferred from a word.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.people import Person


class Relationship(models.Model):
    """`person` is this to `other`, such as foster carer of. Said once, for both."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("parent of")
        ADOPTIVE_PARENT = "adoptive_parent", _("adoptive parent of")
        STEP_PARENT = "step_parent", _("step-parent of")
        FOSTER_CARER = "foster_carer", _("foster carer of")
        SPECIAL_GUARDIAN = "special_guardian", _("special guardian of")
        KINSHIP_CARER = "kinship_carer", _("kinship carer of")
        GRANDPARENT = "grandparent", _("grandparent of")
        SIBLING = "sibling", _("brother or sister of")
        TWIN = "twin", _("twin of")
        PARTNER = "partner", _("partner of")
        TEACHER = "teacher", _("teacher of")
        KEY_WORKER = "key_worker", _("key worker of")
        CARE_WORKER = "care_worker", _("nurse or care worker of")
        SOCIAL_WORKER = "social_worker", _("social worker of")
        COLLEAGUE = "colleague", _("colleague of")
        OTHER = "other", _("known in another way to")

    # The same in both directions.
    MUTUAL = frozenset({Kind.SIBLING, Kind.TWIN, Kind.PARTNER, Kind.COLLEAGUE, Kind.OTHER})

    case = models.ForeignKey(Case, models.CASCADE, related_name="relationships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="relationships")
    kind = models.CharField(_("is what to them?"), max_length=20, choices=Kind)
    other = models.ForeignKey(Person, models.CASCADE, related_name="relationships_of_others")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("other")), name="nobody_is_related_to_themselves"
            ),
            models.UniqueConstraint(
                fields=["case", "person", "kind", "other"], name="a_relationship_is_written_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.other_id}"


class LegalStatus(models.Model):
    """The order or arrangement under which a child lives; `until` is the first day without it."""

    class Kind(models.TextChoices):
        NONE = "no_order", _("No order")
        VOLUNTARY = "voluntary", _("Voluntary arrangement (section 20)")
        INTERIM_CARE = "interim_care_order", _("Interim care order")
        CARE = "care_order", _("Care order")
        PLACEMENT = "placement_order", _("Placement order")
        SPECIAL_GUARDIANSHIP = "special_guardianship", _("Special guardianship order")
        ADOPTION = "adoption_order", _("Adoption order")
        CHILD_ARRANGEMENTS = "child_arrangements", _("Child arrangements order")
        OTHER = "other", _("Other, or does not apply")

    case = models.ForeignKey(Case, models.CASCADE, related_name="legal_statuses")
    person = models.ForeignKey(Person, models.CASCADE, related_name="legal_statuses")
    kind = models.CharField(_("order or arrangement"), max_length=24, choices=Kind)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="a_legal_status_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=models.Q(until=None),
                name="one_open_legal_status_for_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class Placement(models.Model):
    """A child lives with these carers, from one day to another; `until` is the first day elsewhere."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="placements")
    person = models.ForeignKey(Person, models.CASCADE, related_name="placements")
    carers = models.ManyToManyField(Person, related_name="placements_held")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="a_placement_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=models.Q(until=None),
                name="one_open_placement_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"Placement {self.pk} of {self.person_id}"

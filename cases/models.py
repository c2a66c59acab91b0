"""Casework: a case, the people in it and their roles, the helping question and its ratings.

Nothing here assumes mother, baby or family: people take part in roles.
"""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.roles import Permission


class Cases(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> "Cases":
        """The cases whose names and notes this person may see: their own, as the guider in charge now."""
        if not user.may(Permission.WORK_CASES):
            return self.none()
        return self.filter(organisation_id=user.organisation_id, guider=user)

    def overseen_by(self, user: User) -> "Cases":
        """The cases an administrator may list by number, status and people in charge; no names, no notes."""
        if not user.may(Permission.OVERSEE_CASES):
            return self.none()
        return self.filter(organisation_id=user.organisation_id)


class Case(models.Model):
    """One course of VIG with one client or couple."""

    class Status(models.TextChoices):
        REFERRED = "referred", _("Referred")
        ENGAGING = "engaging", _("Getting to know each other")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")
        DECLINED = "declined", _("Declined")

    class Source(models.TextChoices):
        HEALTH_VISITOR = "health_visitor", _("Health visitor")
        MIDWIFE = "midwife", _("Midwife")
        GP = "gp", _("GP")
        CHILDRENS_CENTRE = "childrens_centre", _("Children's centre")
        SOCIAL_CARE = "social_care", _("Social care")
        EDUCATION = "education", _("School or nursery")
        MENTAL_HEALTH = "mental_health", _("Mental health service")
        SELF = "self", _("Self-referral")
        OTHER = "other", _("Other")

    class Reason(models.TextChoices):
        ATTACHMENT = "attachment", _("Bonding and attachment")
        PERINATAL = "perinatal", _("Perinatal mental health")
        RELATIONSHIP = "relationship", _("Relationship difficulties")
        PREMATURE = "premature", _("Born early or in neonatal care")
        PLACEMENT = "placement", _("Fostering, adoption or kinship care")
        COMMUNICATION = "communication", _("Communication or disability")
        STAFF = "staff", _("Reflecting on work with children or patients")
        OTHER = "other", _("Other")

    class ClosingReason(models.TextChoices):
        COMPLETED = "completed", _("Completed as planned")
        EARLY = "early", _("Completed early by agreement")
        CHOSE_TO_STOP = "chose_to_stop", _("Client chose to stop")
        NO_CONTACT = "no_contact", _("No contact")
        MOVED = "moved", _("Moved away")
        CARER_CHANGED = "carer_changed", _("Placement or carer changed")
        STEPPED_UP = "stepped_up", _("Moved on to another service")
        NOT_SUITABLE = "not_suitable", _("Not suitable after first meeting")
        SERVICE = "service", _("Guider or service no longer available")
        ILLNESS = "illness", _("Illness or bereavement")
        OTHER = "other", _("Other")

    class UnratedReason(models.TextChoices):
        """Why a case was closed without a last rating of its helping question."""

        NOT_MET = "not_met", _("We did not meet at the end")
        PREFERRED_NOT = "preferred_not", _("They preferred not to")
        NOT_FITTING = "not_fitting", _("It did not feel right to ask")

    class HandOverReason(models.TextChoices):
        LEFT = "left", _("The guider has left the service")
        LEAVE = "leave", _("The guider is on leave")
        WORKLOAD = "workload", _("Sharing the work")
        CLIENT_ASKED = "client_asked", _("The client asked for somebody else")
        CONFLICT = "conflict", _("The guider knows the people privately")
        OTHER = "other", _("Other")

    FINISHED = frozenset({Status.CLOSED, Status.DECLINED})

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    number = models.CharField(_("case number"), max_length=20)
    guider = models.ForeignKey(User, models.PROTECT, related_name="cases")
    status = models.CharField(max_length=12, choices=Status, default=Status.ENGAGING)
    # The key in the vault's keystore that wraps the keys of this case's recordings.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referred_on = models.DateField(_("referral received on"))
    source = models.CharField(_("referred by"), max_length=20, choices=Source)
    reason = models.CharField(_("reason for referral"), max_length=20, choices=Reason)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_on = models.DateField(null=True, blank=True)
    # When the work was last taken up again, after a pause or an end.
    resumed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(max_length=20, choices=ClosingReason, blank=True)
    unrated_reason = models.CharField(max_length=16, choices=UnratedReason, blank=True)

    objects = Cases.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="case_number_is_unique"),
            models.CheckConstraint(
                condition=models.Q(status="closed", closed_on__isnull=False) & ~models.Q(closing_reason="")
                | (~models.Q(status="closed") & models.Q(closed_on=None, closing_reason="")),
                name="closed_case_has_date_and_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(status="closed") | models.Q(unrated_reason=""),
                name="only_a_closed_case_says_why_it_was_not_rated",
            ),
        ]
        indexes = [
            models.Index(fields=["guider", "status", "referred_on"]),
            models.Index(fields=["organisation", "status", "referred_on"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_finished(self) -> bool:
        return self.status in self.FINISHED

    def people_now(self) -> list["Participation"]:
        """Those who take part today, the client first. No query where they were fetched with the case."""
        models.prefetch_related_objects([self], "participations__person")
        here = [part for part in self.participations.all() if part.until is None]
        return sorted(here, key=lambda part: (not part.is_client, part.pk))


class Person(models.Model):
    """Someone in a case. An unborn child has a due date instead of a birth date."""

    name = models.CharField(_("name"), max_length=150)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(born_on=None) | models.Q(due_on=None), name="born_or_due_not_both"
            )
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

    case = models.ForeignKey(Case, models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="participations")
    role = models.CharField(_("part in the case"), max_length=20, choices=Role)
    is_client = models.BooleanField(_("the work is for this person's reflection"), default=False)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "role"], name="one_part_of_a_kind_in_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"


class Authority(models.Model):
    """On what ground one person may decide for another (domain.md 3.3)."""

    class Kind(models.TextChoices):
        PARENTAL_RESPONSIBILITY = "parental_responsibility", _("Parental responsibility")
        DELEGATED = "delegated", _("Delegated authority, with document")
        COURT_ORDER = "court_order", _("Court order")

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


class HelpingQuestion(models.Model):
    """The client's own wish, and the positive wording agreed with the guider. A rewording is a new row."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="helping_questions")
    own_words = models.TextField(_("in their own words"))
    agreed_wording = models.TextField(_("as agreed, worded positively"))
    agreed_on = models.DateField(default=timezone.localdate)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    def __str__(self) -> str:
        return self.agreed_wording


class Rating(models.Model):
    """A number given to one wording of a helping question. Scales are stored and never mixed."""

    class Kind(models.TextChoices):
        NOW = "now", _("Now")
        HOPED_FOR = "hoped_for", _("Hoped for")

    class Moment(models.TextChoices):
        BASELINE = "baseline", _("At the start")
        REVIEW = "review", _("At a shared review")
        END = "end", _("At the end")

    question = models.ForeignKey(HelpingQuestion, models.CASCADE, related_name="ratings")
    kind = models.CharField(max_length=12, choices=Kind)
    moment = models.CharField(max_length=12, choices=Moment)
    value = models.PositiveSmallIntegerField()
    scale_min = models.PositiveSmallIntegerField(default=0)
    scale_max = models.PositiveSmallIntegerField(default=10)
    rated_by = models.ForeignKey(Person, models.PROTECT, related_name="ratings")
    rated_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["rated_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__gte=models.F("scale_min"), value__lte=models.F("scale_max")),
                name="rating_is_on_its_scale",
            )
        ]

    def __str__(self) -> str:
        return f"{self.value}/{self.scale_max} {self.kind}"

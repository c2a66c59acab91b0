"""A case, and who may see it."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User, VerpPlace
from accounts.roles import Permission
from cases.models.codes import DecisionReason, Destination

if TYPE_CHECKING:
    from cases.models.course import HandOver
    from cases.models.people import Participation


class Cases(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> "Cases":
        """The cases whose names and notes this person may see: their own, as the guider in charge now.

        For a time also those that they have handed over, where an administrator has set a day.
        """
        if not user.may(Permission.WORK_CASES):
            return self.none()
        beside = user.cases_handed_over.running().values("case")
        mine = models.Q(guider=user) | models.Q(pk__in=beside)
        return self.filter(mine, organisation_id=user.organisation_id)

    def overseen_by(self, user: User) -> "Cases":
        """The cases an administrator may list by number, status and people in charge; no names, no notes."""
        if not user.may(Permission.OVERSEE_CASES):
            return self.none()
        return self.filter(organisation_id=user.organisation_id)

    def casework(self) -> "Cases":
        """Without the own practice of staff, which counts in no report and on no road to accreditation."""
        return self.filter(verp_place=None)


class Case(models.Model):
    """One course of VIG with one client or couple; or, with a place in a group, the guider's own practice."""

    class Status(models.TextChoices):
        REFERRED = "referred", _("Referred")
        WAITING = "waiting", _("On the waiting list")
        ENGAGING = "engaging", _("Getting to know each other")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")
        DECLINED = "declined", _("Declined")
        REDIRECTED = "redirected", _("Passed on to another service")

    class Source(models.TextChoices):
        HEALTH_VISITOR = "health_visitor", _("Health visitor")
        MIDWIFE = "midwife", _("Midwife")
        GP = "gp", _("GP")
        CHILDRENS_CENTRE = "childrens_centre", _("Children's centre")
        SOCIAL_CARE = "social_care", _("Social care")
        EDUCATION = "education", _("School or nursery")
        MENTAL_HEALTH = "mental_health", _("Mental health service")
        CHILD_HEALTH = "child_health", _("Child health or paediatrics")
        HOSPITAL = "hospital", _("Hospital or neonatal unit")
        VOLUNTARY = "voluntary", _("Voluntary organisation")
        JUSTICE = "justice", _("Court or justice service")
        EMPLOYER = "employer", _("Employer")
        INTERNAL = "internal", _("Another team of this service")
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

    NOT_TAKEN_ON = frozenset({Status.DECLINED, Status.REDIRECTED})
    FINISHED = NOT_TAKEN_ON | {Status.CLOSED}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    number = models.CharField(_("case number"), max_length=20)
    guider = models.ForeignKey(User, models.PROTECT, related_name="cases")
    status = models.CharField(max_length=12, choices=Status, default=Status.ENGAGING)
    verp_place = models.OneToOneField(VerpPlace, models.PROTECT, null=True, blank=True, related_name="case")
    # The key in the vault's keystore that wraps the keys of this case's recordings.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referred_on = models.DateField(_("referral received on"))
    source = models.CharField(_("referred by"), max_length=20, choices=Source)
    reason = models.CharField(_("reason for referral"), max_length=20, choices=Reason)
    first_contact_on = models.DateField(_("first contact"), null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_reason = models.CharField(max_length=20, choices=DecisionReason, blank=True)
    redirected_to = models.CharField(max_length=20, choices=Destination, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_on = models.DateField(null=True, blank=True)
    # When the work was last taken up again, after a pause or an end.
    resumed_at = models.DateTimeField(null=True, blank=True)
    # After a loss nothing is due, until they say that they would like to go on.
    resting_since = models.DateField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=~models.Q(status__in=["declined", "redirected"]) | ~models.Q(decision_reason=""),
                name="a_referral_not_taken_on_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(status="redirected") ^ models.Q(redirected_to=""),
                name="only_a_redirected_case_says_where_to",
            ),
            models.CheckConstraint(
                condition=models.Q(first_contact_on=None)
                | models.Q(first_contact_on__gte=models.F("referred_on")),
                name="first_contact_is_not_before_the_referral",
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

    @property
    def is_own_practice(self) -> bool:
        return self.verp_place_id is not None

    def overlaps(self) -> list["HandOver"]:
        """Who still works in it beside the guider in charge. No query where they were fetched with it."""
        models.prefetch_related_objects([self], "hand_overs__before")
        return [each for each in self.hand_overs.all() if each.is_running]

    def people_now(self) -> list["Participation"]:
        """Those who take part today, the client first. No query where they were fetched."""
        models.prefetch_related_objects([self], "participations__person")
        here = [part for part in self.participations.all() if part.until is None]
        return sorted(here, key=lambda part: (not part.is_client, part.only_in_picture, part.pk))

    def people_at_work(self) -> list["Participation"]:
        """Without those who are only in the picture."""
        return [part for part in self.people_now() if not part.only_in_picture]

"""Code lists of a referral: what was decided and why, and where else a family may be helped."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionReason(models.TextChoices):
    """Why a referral was taken on, passed on or declined."""

    FITS = "fits", _("VIG fits what they hope for")
    ALONGSIDE = "alongside", _("It fits, beside other support")
    SOON = "soon", _("It fits, and should begin soon")
    BETTER_ELSEWHERE = "better_elsewhere", _("Another service fits better")
    OTHER_FIRST = "other_first", _("Something else is needed first")
    OUTSIDE = "outside", _("Outside of what this service offers")
    NOT_WISHED = "not_wished", _("They do not wish it now")
    NOT_REACHED = "not_reached", _("They could not be reached")
    TIMING = "timing", _("Not the right time for them")
    SUPPORTED = "supported", _("They have support already")
    TWICE = "twice", _("Written down twice")
    OTHER = "other", _("Other")


class Destination(models.TextChoices):
    """The kind of service that a referral was passed on to."""

    ANOTHER_VIG = "another_vig", _("Another service that offers VIG")
    HEALTH_VISITING = "health_visiting", _("Health visiting or midwifery")
    PERINATAL = "perinatal", _("Perinatal mental health service")
    CHILD_MENTAL_HEALTH = "child_mental_health", _("Child and adolescent mental health service")
    ADULT_MENTAL_HEALTH = "adult_mental_health", _("Adult mental health service")
    EARLY_HELP = "early_help", _("Early help or family support")
    SOCIAL_CARE = "social_care", _("Social care")
    DEVELOPMENT = "development", _("Speech, development or disability service")
    EDUCATION = "education", _("School or nursery")
    VOLUNTARY = "voluntary", _("Voluntary organisation")
    OTHER = "other", _("Other")

"""What may be taken home: pictures chosen together, and the record of what was handed over."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from clips.models.marks import Clip, Still
from consent.models import Custody
from vault.models import Job
from vault.pictures import MOST_STEPS, WHOLE, Finish

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Keepsake(models.Model):
    """Still pictures to keep, with own words: offered, declined, or handed over."""

    class Answer(models.TextChoices):
        OFFERED = "offered", _("Offered")
        DECLINED = "declined", _("Declined")
        GIVEN = "given", _("Handed over")

    case = models.OneToOneField(Case, models.CASCADE, related_name="keepsake")
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.OFFERED)
    words = models.TextField(_("in their own words"), blank=True)
    offered_by = models.ForeignKey(User, models.PROTECT, related_name="keepsakes")
    offered_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Keepsake {self.pk}"

    @property
    def is_given(self) -> bool:
        return self.answer == self.Answer.GIVEN


class Pictures(models.QuerySet["KeepsakePicture"]):
    def visible_to(self, user: User) -> "Pictures":
        return self.filter(keepsake__case__in=Case.objects.visible_to(user))


class KeepsakePicture(models.Model):
    """A still that was chosen: which part of it, in thousandths of its sides, and a little light."""

    keepsake = models.ForeignKey(Keepsake, models.CASCADE, related_name="pictures")
    still = models.ForeignKey(Still, models.CASCADE, related_name="keepsake_pictures")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(_("words below it"), max_length=300, blank=True)
    left = models.PositiveSmallIntegerField(default=0)
    top = models.PositiveSmallIntegerField(default=0)
    width = models.PositiveSmallIntegerField(default=WHOLE)
    height = models.PositiveSmallIntegerField(default=WHOLE)
    brightness = models.SmallIntegerField(default=0)
    warmth = models.SmallIntegerField(default=0)
    # The job that makes exactly this picture; replaced when it is finished differently.
    picture = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = Pictures.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["keepsake", "still"], name="a_still_is_chosen_once"),
            models.CheckConstraint(
                condition=models.Q(left__lte=WHOLE - models.F("width"), top__lte=WHOLE - models.F("height")),
                name="the_part_lies_in_the_picture",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    brightness__range=(-MOST_STEPS, MOST_STEPS), warmth__range=(-MOST_STEPS, MOST_STEPS)
                ),
                name="light_has_a_few_steps",
            ),
        ]

    def __str__(self) -> str:
        return f"Picture {self.pk} to keep"

    @property
    def finish(self) -> Finish:
        return Finish(self.left, self.top, self.width, self.height, self.brightness, self.warmth)


class TakenHome(models.Model):
    """That something was handed over: by whom, when, what. Hashes and sizes, no image. It stays."""

    class Kind(models.TextChoices):
        CARD_A5 = "card-a5", _("Card, A5")
        CARD_A6 = "card-a6", _("Card, A6")
        BOOKLET = "booklet", _("Booklet, A5")
        CLIPS = "clips", _("Clips")

    case = models.ForeignKey(Case, models.CASCADE, related_name="taken_home")
    kind = models.CharField(max_length=8, choices=Kind)
    # Why it is handed over once more.
    reason = models.TextField(blank=True)
    # The fingerprint of the PDF, where there is one.
    sha256 = models.CharField(max_length=64, blank=True)
    handed_by = models.ForeignKey(User, models.PROTECT, related_name="handed_over")
    handed_at = models.DateTimeField(default=timezone.now)
    items: "RelatedManager[TakenItem]"

    class Meta:
        ordering = ["handed_at", "pk"]

    def __str__(self) -> str:
        return f"Taken home {self.pk}"


class TakenItem(models.Model):
    """One picture or clip of it."""

    taken = models.ForeignKey(TakenHome, models.CASCADE, related_name="items")
    custody = models.ForeignKey(Custody, models.PROTECT, related_name="taken_items")
    clip = models.ForeignKey(Clip, models.SET_NULL, null=True, related_name="taken_items")
    position = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["taken", "position"], name="one_item_at_a_position")]

    def __str__(self) -> str:
        return f"Taken item {self.pk}"

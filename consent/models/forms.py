"""The consent form: one row for each wording that was ever in use, per language and variant."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from cases import languages
from consent import wording


class FormVersions(models.QuerySet["FormVersion"]):
    def newest(self) -> "FormVersions":
        """Of each language and variant the version in use."""
        later = FormVersion.objects.filter(
            organisation=models.OuterRef("organisation"),
            language=models.OuterRef("language"),
            variant=models.OuterRef("variant"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(later))


class FormVersion(models.Model):
    """One wording of the consent form. Editing makes a new version; signed records keep theirs."""

    class Variant(models.TextChoices):
        STANDARD = "standard", _("Standard")
        EASY = "easy", _("Easy to read")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="consent_forms")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10, default="en")
    variant = models.CharField(max_length=8, choices=Variant, default=Variant.STANDARD)
    title = models.CharField(max_length=200)
    introduction = models.TextField()
    # [[scope, plain words], …] in the order in which they are asked; a JSON object would not keep it.
    purposes = models.JSONField()
    # The names of the purposes and the words around the form; what is missing is said in English.
    words = models.JSONField(default=dict)
    leaflet = models.TextField(blank=True)
    leaflet_version = models.PositiveSmallIntegerField(default=1)
    # The meaning is another: whoever signed an earlier version is to be asked again.
    asks_again = models.BooleanField(default=True)
    # These two are about the form and not part of what is read: they may change.
    is_offered = models.BooleanField(_("families can choose it"), default=True)
    is_sample = models.BooleanField(_("sample that nobody here has checked yet"), default=False)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = FormVersions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language", "variant", "version"], name="form_version_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version} ({self.language}, {self.variant})"

    def word(self, code: str) -> str:
        return self.words.get(code) or wording.english(code)

    @property
    def language_name(self) -> str:
        return languages.name_of(self.language)

    @property
    def english_name(self) -> str:
        return languages.english_name_of(self.language)

    @property
    def direction(self) -> str:
        return languages.direction_of(self.language)

    @property
    def called(self) -> str:
        """As somebody who reads it looks for it: its language, and whether it is easy to read."""
        easy = self.variant == self.Variant.EASY
        return f"{self.language_name} · {self.word('easy')}" if easy else self.language_name

    @property
    def named_purposes(self) -> list[tuple[str, str, str]]:
        """Scope, its name and the plain words."""
        return [(scope, self.word(scope), words) for scope, words in self.purposes]

    @property
    def leaflet_parts(self) -> list[tuple[bool, list[str]]]:
        return wording.parts(self.leaflet)

    @property
    def introduction_parts(self) -> list[tuple[bool, list[str]]]:
        return wording.parts(self.introduction)

    @property
    def wording(self) -> wording.Wording:
        return wording.Wording(
            title=self.title,
            introduction=self.introduction,
            leaflet=self.leaflet,
            purposes=self.purposes,
            words=self.words,
        )

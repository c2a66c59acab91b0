"""Organisations, people who sign in, the roles they hold, who supervises whom, and who reflects together."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import ROLE_CHOICES, Permission, roles_in_use, roles_with


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(unique=True)
    # Where the scale of a new helping question begins: 0 to 10 or 1 to 10. Each question keeps its own.
    ratings_from = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ratings_from__in=(0, 1)), name="ratings_begin_at_zero_or_one"
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, *, email: str, name: str, organisation: Organisation, password: str | None = None
    ) -> "User":
        """Without a password the account cannot be signed in to until one is set by invitation."""
        user = self.model(email=email.lower(), name=name, organisation=organisation)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who signs in. Parents never do."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="users")
    is_active = models.BooleanField(_("may sign in"), default=True)
    # Empty: as the browser asks.
    language = models.CharField(_("language"), max_length=10, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @cached_property
    def role_codes(self) -> frozenset[str]:
        return frozenset(self.roles_held.filter(until=None).values_list("role", flat=True))

    @property
    def permissions(self) -> frozenset[Permission]:
        if not self.is_active:
            return frozenset()
        roles = roles_in_use()
        return frozenset().union(*(roles[code].permissions for code in self.role_codes if code in roles))

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


class RoleHeld(models.Model):
    """A role from one moment to another; `until` empty means now."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles_held")
    role = models.CharField(_("role"), max_length=20, choices=ROLE_CHOICES)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(until=None), name="one_open_role_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


class SignIn(models.Model):
    """A browser in which somebody is signed in. No network address is kept, and no backup holds it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user} {self.browser} {self.system}"


class SupervisionPairs(models.QuerySet["SupervisionPair"]):
    def current(self) -> "SupervisionPairs":
        """`until` may lie ahead: the pair ends by itself at the end of its last day."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=timezone.now()))

    def across(self) -> "SupervisionPairs":
        """The supervisor belongs to another organisation."""
        return self.exclude(supervisor__organisation=models.F("trainee__organisation"))


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class SupervisionPair(models.Model):
    supervisor = models.ForeignKey(User, models.PROTECT, related_name="trainee_pairs")
    trainee = models.ForeignKey(User, models.PROTECT, related_name="supervisor_pairs")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = SupervisionPairs.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(supervisor=models.F("trainee")), name="nobody_supervises_themselves"
            ),
            models.UniqueConstraint(
                fields=["supervisor", "trainee"],
                condition=models.Q(until=None),
                name="one_open_pair_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervisor} → {self.trainee}"

    @property
    def last_day(self) -> date | None:
        return timezone.localdate(self.until - timedelta(microseconds=1)) if self.until else None

    @property
    def is_across(self) -> bool:
        return self.supervisor.organisation_id != self.trainee.organisation_id


def _still(person: str, permission: Permission) -> models.Exists:
    """Whoever the field names can sign in and holds a role that allows it, as the database has it now."""
    held = RoleHeld.objects.filter(until=None, user__is_active=True, role__in=roles_with(permission))
    return models.Exists(held.filter(user=models.OuterRef(person)))


class VerpCourses(models.QuerySet["VerpCourse"]):
    def running(self) -> "VerpCourses":
        return self.filter(ended_on=None)

    def led_by(self, user: User) -> "VerpCourses":
        """Also those that have ended; none for who is no supervisor any more."""
        supervises = _still("led_by", Permission.SUPERVISE)
        return self.filter(supervises, led_by=user, led_by__organisation=models.F("organisation"))

    def visible_to(self, user: User) -> "VerpCourses":
        """Those they lead, and those in which they have a place; also when the course has ended."""
        places = VerpPlace.objects.kept().filter(member=user)
        led = VerpCourse.objects.led_by(user)
        return self.filter(models.Q(pk__in=led.values("pk")) | models.Q(pk__in=places.values("course")))


class VerpCourse(models.Model):
    """A small group of staff who reflect on their own practice on film, led by a supervisor."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="verp_courses")
    title = models.CharField(_("name of the group"), max_length=100)
    led_by = models.ForeignKey(User, models.PROTECT, related_name="verp_courses_led")
    begun_on = models.DateField(_("first day"), default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    objects = VerpCourses.as_manager()

    class Meta:
        ordering = ["-begun_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class VerpPlaces(models.QuerySet["VerpPlace"]):
    def kept(self) -> "VerpPlaces":
        """Of those who have not left and still work cases there; also when the course has ended."""
        works = _still("member", Permission.WORK_CASES)
        return self.filter(works, left_at=None, member__organisation=models.F("course__organisation"))

    def current(self) -> "VerpPlaces":
        return self.kept().filter(course__ended_on=None)


class VerpPlace(models.Model):
    """A member's place in a course. Their own practice is a case of its own; who returns has a new place."""

    course = models.ForeignKey(VerpCourse, models.PROTECT, related_name="places")
    member = models.ForeignKey(User, models.PROTECT, related_name="verp_places")
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = VerpPlaces.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "member"],
                condition=models.Q(left_at=None),
                name="one_open_place_in_a_course",
            )
        ]

    def __str__(self) -> str:
        return f"Place {self.pk}"

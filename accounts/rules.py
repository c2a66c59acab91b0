"""Questions about people: whose account may be changed, and who is invited by a link."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _

from accounts.models import Organisation, SignIn, SupervisionPair, User, VerpCourse, VerpPlace
from accounts.roles import ADMINISTRATOR, SUPERVISOR, TRAINEE, Permission, roles_in_use, roles_with


def has_joined(person: User) -> bool:
    """Has set a password of their own since they were last invited."""
    return person.has_usable_password()


def invitation_code(person: User) -> str:
    """What the invitation link ends in. It dies when a password is set with it, and after three days."""
    number = urlsafe_base64_encode(str(person.pk).encode())
    return f"{number}.{default_token_generator.make_token(person)}"


def invited_by(code: str) -> User | None:
    """The person this invitation is for; None when it is used, too old, or was never ours."""
    number, _dot, token = code.partition(".")
    try:
        person = User.objects.get(pk=int(force_str(urlsafe_base64_decode(number))), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return person if default_token_generator.check_token(person, token) else None


def check_roles(roles: set[str]) -> None:
    if not roles:
        raise ValidationError(_("Choose at least one role: without one they could see nothing."))
    if roles - roles_in_use().keys():
        raise ValidationError(_("This role does not exist."))


def allows(roles: set[str], permission: Permission) -> bool:
    return not roles.isdisjoint(roles_with(permission))


def check_administrator_remains(person: User) -> None:
    """An organisation without an administrator could let nobody in again."""
    if not _administrators(person.organisation).exclude(pk=person.pk).exists():
        raise ValidationError(_("This is the only administrator. Make somebody else an administrator first."))


def check_is_somebody_else(person: User, by: User) -> None:
    """It would shut the door behind oneself, perhaps of the only administrator."""
    if person == by:
        raise ValidationError(
            _("For your own account use “Password” and “Second factor”, or ask another administrator.")
        )


def check_may_leave(person: User, by: User) -> None:
    if person == by:
        raise ValidationError(_("You cannot close your own account. Ask another administrator."))
    if ADMINISTRATOR.code in person.role_codes:
        check_administrator_remains(person)


def open_sign_ins(person: User) -> list[SignIn]:
    """Those whose session still stands, the last used first."""
    longest = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    begun = person.sign_ins.filter(begun_at__gt=timezone.now() - longest).order_by("-last_used_at", "-pk")
    return [each for each in begun if SessionStore().exists(each.session_key)]


def check_pair(supervisor: User, trainee: User) -> None:
    if supervisor.organisation_id != trainee.organisation_id:
        raise ValidationError(_("Both must belong to your organisation."))
    _check_fit(supervisor, trainee)


def check_pair_across(supervisor: User, trainee: User, last_day: date | None, by: User) -> None:
    """The organisation of the trainee names whoever comes from outside."""
    if by.organisation_id != trainee.organisation_id:
        raise ValidationError(_("The trainee must belong to your organisation."))
    if supervisor.organisation_id == trainee.organisation_id:
        raise ValidationError(_("They belong to your organisation. Choose them on the page of the trainee."))
    if last_day and last_day < timezone.localdate():
        raise ValidationError(_("The last day has passed already."))
    _check_fit(supervisor, trainee)


def check_new_house(name: str, house: str) -> None:
    """An account of one's own, in a house of one's own: nobody is put among another organisation's people."""
    if not name or not house:
        raise ValidationError(
            _("Nobody signs in with this address yet. Write down their name and whom they work for.")
        )
    if Organisation.objects.filter(name__iexact=house).exists():
        raise ValidationError(
            _(
                "An organisation of this name is here already. If they work there, ask for the address they "
                "sign in with. Otherwise write the name so that it can be told apart, such as with the town."
            )
        )


def looks_after(organisation: Organisation, person: User) -> bool:
    """Whoever was invited from outside has no administrator; the one house they supervise for helps them."""
    pairs = SupervisionPair.objects.current().filter(supervisor=person)
    return (
        person.organisation_id != organisation.pk
        and not _administrators(person.organisation).exists()
        and pairs.exists()
        and not pairs.exclude(trainee__organisation=organisation).exists()
    )


def check_looks_after(organisation: Organisation, person: User) -> None:
    if not looks_after(organisation, person):
        raise ValidationError(_("Their own organisation looks after this account. They ask there."))


def possible_verp_members(course: VerpCourse) -> QuerySet[User]:
    """Colleagues who work cases and have no place in it yet. Nobody is a member of the group they lead."""
    here = VerpPlace.objects.filter(course=course, left_at=None)
    people = User.objects.filter(
        organisation=course.organisation_id,
        is_active=True,
        roles_held__until=None,
        roles_held__role__in=roles_with(Permission.WORK_CASES),
    )
    return people.exclude(pk=course.led_by_id).exclude(pk__in=here.values("member")).distinct()


def check_leads_verp(title: str, by: User) -> None:
    if not by.may(Permission.SUPERVISE):
        raise ValidationError(_("Only a supervisor leads a group."))
    if not title.strip():
        raise ValidationError(_("Give the group a name."))


def check_verp_is_led(course: VerpCourse, by: User) -> None:
    if not VerpCourse.objects.led_by(by).filter(pk=course.pk).exists():
        raise ValidationError(_("Only the supervisor who leads this group does this."))


def check_verp_runs(course: VerpCourse) -> None:
    if course.ended_on is not None:
        raise ValidationError(_("This group has ended. What was written stays as it is."))


def check_verp_ending(course: VerpCourse, by: User) -> None:
    check_verp_is_led(course, by)
    check_verp_runs(course)


def check_verp_member(course: VerpCourse, member: User, by: User) -> None:
    check_verp_ending(course, by)
    if not possible_verp_members(course).filter(pk=member.pk).exists():
        raise ValidationError(
            _("Choose a colleague who works with cases here, does not lead the group and is not in it yet.")
        )


def check_verp_leaving(course: VerpCourse, place: VerpPlace, by: User) -> None:
    """Everybody may leave at any time."""
    check_verp_runs(course)
    if place.left_at is not None:
        raise ValidationError(_("They have left this group already."))
    if by.pk != place.member_id:
        check_verp_is_led(course, by)


def _check_fit(supervisor: User, trainee: User) -> None:
    if supervisor == trainee:
        raise ValidationError(_("Nobody supervises themselves."))
    if not (supervisor.is_active and SUPERVISOR.code in supervisor.role_codes):
        raise ValidationError(_("Choose someone who is a supervisor."))
    if not (trainee.is_active and TRAINEE.code in trainee.role_codes):
        raise ValidationError(_("Only a trainee guider can be given a supervisor."))
    if SupervisionPair.objects.current().filter(supervisor=supervisor, trainee=trainee).exists():
        raise ValidationError(_("They are working together already."))


def _administrators(organisation: Organisation) -> QuerySet[User]:
    return User.objects.filter(
        organisation=organisation,
        is_active=True,
        roles_held__role=ADMINISTRATOR.code,
        roles_held__until=None,
    )

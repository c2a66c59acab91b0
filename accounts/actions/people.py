"""Letting people in, changing what they may do, letting them go."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import rules
from accounts.actions.sign_ins import end_sign_ins
from accounts.actions.verp import end_verp_of
from accounts.models import Organisation, RoleHeld, SupervisionPair, User, end_of
from accounts.roles import ADMINISTRATOR, SUPERVISOR, TRAINEE, Permission
from audit.actions import label, record
from audit.models import Outcome


@transaction.atomic
def found_organisation(*, name: str, by: str) -> Organisation:
    organisation = Organisation.objects.create(name=name, slug=_free_slug(name))
    record(by=by, action="organisation.founded", subject=organisation)
    return organisation


@transaction.atomic
def invite(*, email: str, name: str, organisation: Organisation, roles: set[str], by: User | str) -> User:
    """A new account. It has no password until the person sets one with the invitation link."""
    rules.check_roles(roles)
    person = User.objects.create_user(email=email, name=name, organisation=organisation)
    RoleHeld.objects.bulk_create(RoleHeld(user=person, role=role) for role in sorted(roles))
    record(by=by, action="person.invited", subject=person, roles=sorted(roles))
    return person


@transaction.atomic
def choose_language(*, language: str, by: User) -> None:
    by.language = language
    by.save(update_fields=["language"])
    record(by=by, action="person.language_chosen", subject=by, language=language)


@transaction.atomic
def invite_again(*, person: User, by: User) -> None:
    """A forgotten password, or someone who returns: what they had stops working, a new link lets them in."""
    rules.check_is_somebody_else(person, by)
    person.is_active = True
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    end_sign_ins(person=person, ending=rules.open_sign_ins(person), by=by)
    record(by=by, action="person.invited_again", subject=person)


def send_invitation(*, person: User, link: str, host: Organisation | None = None) -> None:
    """The administrator sees the same link on the page, so a mail server that is down stops nobody.

    `host` is where somebody of another organisation is to supervise.
    """
    kind = "supervisor" if host else "invitation"
    facts = {"person": person, "link": link, "host": host}
    words = render_to_string(f"accounts/{kind}_email.txt", facts)
    send_mail(_("Your invitation to Attune"), words, None, [person.email], fail_silently=True)


@transaction.atomic
def join(*, person: User, password: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
    record(by=person, action="person.joined", subject=person)


def note_sign_out(*, by: User) -> None:
    record(by=by, action="person.signed_out", subject=by)


def note_refused_sign_in(*, email: str, by: str) -> None:
    """Whose account it was tried with; an address that nobody has is not written down."""
    person = User.objects.filter(email__iexact=email).first()
    record(by=by, action="person.sign_in_refused", subject=person or "nobody", outcome=Outcome.REFUSED)


@transaction.atomic
def change_password(*, password: str, by: User) -> None:
    by.set_password(password)
    by.save(update_fields=["password"])
    record(by=by, action="person.password_changed", subject=by)


@transaction.atomic
def change_roles(*, person: User, roles: set[str], by: User) -> None:
    rules.check_roles(roles)
    _lock_organisation(person)
    held = RoleHeld.objects.select_for_update().filter(user=person, until=None)
    before = set(held.values_list("role", flat=True))
    if ADMINISTRATOR.code in before - roles:
        rules.check_administrator_remains(person)
    if before == roles:
        return
    held.exclude(role__in=roles).update(until=timezone.now())
    RoleHeld.objects.bulk_create(RoleHeld(user=person, role=role) for role in sorted(roles - before))
    _end_pairs(
        person, as_supervisor=SUPERVISOR.code not in roles, as_trainee=TRAINEE.code not in roles, by=by
    )
    end_verp_of(
        person=person,
        as_leader=not rules.allows(roles, Permission.SUPERVISE),
        as_member=not rules.allows(roles, Permission.WORK_CASES),
        by=by,
    )
    record(
        by=by,
        action="person.roles_changed",
        subject=person,
        added=sorted(roles - before),
        ended=sorted(before - roles),
    )


@transaction.atomic
def close_account(*, person: User, by: User) -> None:
    """Their password goes too, so every session they have ends and stays ended."""
    _lock_organisation(person)
    rules.check_may_leave(person, by)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    _end_pairs(person, as_supervisor=True, as_trainee=True, by=by)
    end_verp_of(person=person, as_leader=True, as_member=True, by=by)
    end_sign_ins(person=person, ending=rules.open_sign_ins(person), by=by)
    record(by=by, action="person.account_closed", subject=person)


@transaction.atomic
def remove_second_factor(*, person: User, by: User) -> None:
    """For a lost phone: the next sign-in asks to set up a new one."""
    rules.check_is_somebody_else(person, by)
    Authenticator.objects.filter(user=person).delete()
    record(by=by, action="person.second_factor_removed", subject=person)


@transaction.atomic
def pair(*, supervisor: User, trainee: User, by: User) -> SupervisionPair:
    _lock_organisation(trainee)
    rules.check_pair(supervisor, trainee)
    made = SupervisionPair.objects.create(supervisor=supervisor, trainee=trainee)
    record(by=by, action="pair.begun", subject=made, supervisor=supervisor.pk, trainee=trainee.pk)
    return made


@transaction.atomic
def pair_across(
    *, trainee: User, email: str, name: str, house: str, last_day: date | None, by: User
) -> SupervisionPair:
    """Somebody of another organisation supervises this one trainee, until the end of their last day.

    An address that nobody signs in with yet gets an account, as the only person of a house of their own.
    """
    _lock_organisation(trainee)
    supervisor = User.objects.select_for_update().filter(email__iexact=email).first()
    if supervisor is None:
        rules.check_new_house(name, house)
        organisation = found_organisation(name=house, by=label(by))
        supervisor = invite(email=email, name=name, organisation=organisation, roles={SUPERVISOR.code}, by=by)
    rules.check_pair_across(supervisor, trainee, last_day, by)
    until = end_of(last_day) if last_day else None
    made = SupervisionPair.objects.create(supervisor=supervisor, trainee=trainee, until=until)
    record(
        by=by,
        action="pair.begun",
        subject=made,
        supervisor=supervisor.pk,
        trainee=trainee.pk,
        organisation=supervisor.organisation_id,
        last_day=last_day.isoformat() if last_day else "",
    )
    return made


@transaction.atomic
def invite_outsider_again(*, person: User, by: User) -> None:
    """A forgotten password or a lost phone of somebody who has no administrator of their own."""
    rules.check_looks_after(by.organisation, person)
    invite_again(person=person, by=by)
    remove_second_factor(person=person, by=by)


@transaction.atomic
def end_pair(*, pair: SupervisionPair, by: User) -> None:
    pair.until = timezone.now()
    pair.save(update_fields=["until"])
    record(by=by, action="pair.ended", subject=pair, supervisor=pair.supervisor_id, trainee=pair.trainee_id)


def _lock_organisation(person: User) -> None:
    """Two administrators who demote each other, or give one pair twice, come one after the other."""
    Organisation.objects.select_for_update().get(pk=person.organisation_id)


def _end_pairs(person: User, *, as_supervisor: bool, as_trainee: bool, by: User) -> None:
    current = SupervisionPair.objects.current()
    ending = current.none()
    if as_supervisor:
        ending |= current.filter(supervisor=person)
    if as_trainee:
        ending |= current.filter(trainee=person)
    for ended in ending:
        end_pair(pair=ended, by=by)


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:40] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)

"""Inviting people, changing what they may do, letting them go."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions, rules
from accounts.models import Organisation, SupervisionPair, User
from accounts.roles import Permission
from audit.models import Entry
from tests import builders

GOOD_PASSWORD = "seven quiet herons"


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def invite(cast, **fields) -> User:
    given = {"email": "New@Rosehill.example", "name": "New", "roles": {"guider"}} | fields
    return actions.invite(organisation=cast.organisation, by=cast.administrator, **given)


def set_password(client: Client, code: str, password: str = GOOD_PASSWORD, again: str | None = None):
    client.get(reverse("invitation", args=[code]))
    words = {"password": password, "again": password if again is None else again}
    return client.post(reverse("invitation", args=["opened"]), words)


def test_an_invited_person_sets_a_password_and_signs_in(cast, client):
    person = invite(cast)
    assert rules.has_joined(person) is False
    set_password(client, rules.invitation_code(person))
    assert fresh(person).check_password(GOOD_PASSWORD)
    response = client.post(
        reverse("account_login"), {"login": "new@rosehill.example", "password": GOOD_PASSWORD}
    )
    assert response.status_code == 302
    assert client.get("/").url == reverse("mfa_activate_totp")
    assert list(Entry.objects.values_list("actor", "action").order_by("pk")) == [
        (f"accounts.user:{cast.administrator.pk}", "person.invited"),
        (f"accounts.user:{person.pk}", "person.joined"),
        (f"accounts.user:{person.pk}", "person.signed_in"),
    ]


def test_the_code_leaves_the_address_at_once(cast, client):
    code = rules.invitation_code(invite(cast))
    response = client.get(reverse("invitation", args=[code]))
    assert (response.status_code, response.url) == (302, "/invitation/opened/")


def test_an_invitation_works_once(cast, client):
    person = invite(cast)
    code = rules.invitation_code(person)
    set_password(client, code)
    assert set_password(Client(), code, "another good password").status_code == 410
    assert fresh(person).check_password(GOOD_PASSWORD)


@pytest.mark.parametrize(("days", "invited"), [(2, True), (4, False)])
def test_an_invitation_lasts_three_days(cast, monkeypatch, days, invited):
    person = invite(cast)
    code = rules.invitation_code(person)
    then = PasswordResetTokenGenerator()._now() + timedelta(days=days)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _self: then)
    assert rules.invited_by(code) == (person if invited else None)


@pytest.mark.parametrize("code", ["", "x", "MQ.", "MQ.abc-def", "....", "_.x", "MTE" * 40 + ".x"])
def test_an_invented_code_invites_nobody(cast, code):
    assert rules.invited_by(code) is None


def test_a_code_of_one_person_does_not_let_another_in(cast):
    person = invite(cast)
    number, _dot, _token = rules.invitation_code(cast.guider).partition(".")
    token = rules.invitation_code(person).partition(".")[2]
    assert rules.invited_by(f"{number}.{token}") is None


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("short", None),
        ("password123456", None),
        ("newrosehill@example", "different password"),
    ],
)
def test_a_weak_or_mistyped_password_is_not_set(cast, client, password, again):
    person = invite(cast)
    response = set_password(client, rules.invitation_code(person), password, again)
    assert response.status_code == 200
    assert fresh(person).has_usable_password() is False


def test_the_administrator_sees_the_link_and_the_person_gets_a_letter(cast, sign_in):
    client = sign_in(cast.administrator)
    words = {"name": "New Guider", "email": "new@rosehill.example", "roles": ["trainee"]}
    page = client.post(reverse("person-new"), words, follow=True)
    person = User.objects.get(email="new@rosehill.example")
    assert (person.organisation, person.role_codes) == (cast.organisation, {"trainee"})
    assert page.context["link"].startswith("http://testserver/invitation/")
    assert rules.invited_by(page.context["link"].split("/")[-2]) == person
    assert [letter.to for letter in mail.outbox] == [["new@rosehill.example"]]
    assert "http://testserver/invitation/" in mail.outbox[0].body


@pytest.mark.parametrize(
    "wrong",
    [{"email": "guider@rosehill.example"}, {"email": "GUIDER@Rosehill.example"}, {"roles": []}, {"name": ""}],
)
def test_a_wrong_invitation_invites_nobody(cast, sign_in, wrong):
    words = {"name": "New", "email": "new@rosehill.example", "roles": ["guider"]}
    response = sign_in(cast.administrator).post(reverse("person-new"), words | wrong)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert User.objects.count() == 6


def test_changed_roles_count_at_the_next_request(cast, sign_in):
    client = sign_in(cast.guider)
    assert client.get(reverse("people")).status_code == 403
    actions.change_roles(person=fresh(cast.guider), roles={"administrator"}, by=cast.administrator)
    assert client.get(reverse("people")).status_code == 200
    assert client.get(reverse("caseload")).status_code == 403


def test_a_role_that_ended_stays_on_record(cast):
    actions.change_roles(person=cast.guider, roles={"supervisor"}, by=cast.administrator)
    held = {(role.role, role.until is None) for role in cast.guider.roles_held.all()}
    assert held == {("guider", False), ("supervisor", True)}
    assert Entry.objects.get().detail == {"added": ["supervisor"], "ended": ["guider"]}


def test_the_same_roles_again_change_nothing(cast):
    actions.change_roles(person=cast.guider, roles={"guider"}, by=cast.administrator)
    assert Entry.objects.count() == 0


def test_a_supervisor_who_stops_supervising_loses_their_trainees(cast):
    actions.change_roles(person=cast.supervisor, roles={"guider"}, by=cast.administrator)
    assert SupervisionPair.objects.current().count() == 0
    assert SupervisionPair.objects.count() == 1


@pytest.mark.parametrize("roles", [set(), {"owner"}])
def test_nobody_is_without_a_role_or_has_an_invented_one(cast, roles):
    with pytest.raises(ValidationError):
        actions.change_roles(person=cast.guider, roles=roles, by=cast.administrator)
    assert fresh(cast.guider).role_codes == {"guider"}


def test_the_last_administrator_stays_one(cast, sign_in):
    address = reverse("person", args=[cast.administrator.pk])
    response = sign_in(cast.administrator).post(address, {"roles": ["guider"]})
    assert "This is the only administrator" in response.content.decode()
    assert fresh(cast.administrator).role_codes == {"administrator"}


def test_a_closed_account_is_out_at_the_next_request_and_stays_out_when_it_opens_again(cast, sign_in):
    client = sign_in(cast.guider)
    actions.close_account(person=fresh(cast.guider), by=cast.administrator)
    assert client.get(reverse("caseload")).url.startswith(reverse("account_login"))
    assert fresh(cast.guider).permissions == frozenset()
    actions.invite_again(person=fresh(cast.guider), by=cast.administrator)
    assert client.get(reverse("caseload")).url.startswith(reverse("account_login"))
    assert fresh(cast.guider).may(Permission.WORK_CASES)


def test_closing_an_account_says_what_goes_and_counts_open_cases(cast, sign_in):
    builders.case(cast.guider)
    page = sign_in(cast.administrator).get(reverse("person-removal", args=[cast.guider.pk]))
    assert "1 open case in their charge" in page.content.decode()


def test_nobody_closes_their_own_account(cast, sign_in):
    builders.user("administrator", cast.organisation, "second")
    address = reverse("person-removal", args=[cast.administrator.pk])
    assert sign_in(cast.administrator).post(address).status_code == 400
    assert fresh(cast.administrator).is_active


@pytest.mark.parametrize("name", ["person-invitation", "second-factor-removal"])
def test_nobody_shuts_the_door_behind_themselves(cast, sign_in, name):
    client = sign_in(cast.administrator)
    response = client.post(reverse(name, args=[cast.administrator.pk]))
    assert (response.status_code, "For your own account" in response.content.decode()) == (400, True)
    assert client.get(reverse("people")).status_code == 200
    assert fresh(cast.administrator).has_usable_password()
    assert Authenticator.objects.filter(user=cast.administrator).count() == 1


def test_a_lost_phone_asks_for_a_new_second_factor(cast, sign_in):
    guider = sign_in(cast.guider)
    sign_in(cast.administrator).post(reverse("second-factor-removal", args=[cast.guider.pk]))
    assert Authenticator.objects.filter(user=cast.guider).count() == 0
    assert guider.get(reverse("caseload")).url == reverse("mfa_activate_totp")


def test_people_of_another_organisation_are_not_there(cast, sign_in):
    client = sign_in(cast.administrator)
    for name in ("person", "person-removal", "person-invitation", "second-factor-removal"):
        assert client.get(reverse(name, args=[cast.stranger.pk])).status_code == 404
    assert "stranger" not in client.get(reverse("people")).content.decode()


@pytest.mark.parametrize("role", ["guider", "trainee", "supervisor"])
def test_only_administrators_manage_people(cast, sign_in, role):
    client = sign_in(getattr(cast, role))
    before = User.objects.count()
    assert client.post(reverse("person-new"), {"name": "New"}).status_code == 403
    assert client.post(reverse("person-removal", args=[cast.guider.pk])).status_code == 403
    assert (User.objects.count(), fresh(cast.guider).is_active) == (before, True)


def test_the_people_page_asks_the_same_number_of_questions_whatever_its_length(cast, sign_in):
    client = sign_in(cast.administrator)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("people"))
        return len(asked)

    few = questions()
    for number in range(27):
        builders.user("guider", cast.organisation, f"guider-{number}")
    assert questions() == few


@pytest.mark.parametrize(
    ("supervisor", "trainee", "allowed"),
    [
        ("supervisor", "new_trainee", True),
        ("supervisor", "trainee", False),
        ("supervisor", "guider", False),
        ("guider", "new_trainee", False),
        ("supervisor", "supervisor", False),
        ("stranger", "new_trainee", False),
        ("supervisor", "stranger", False),
    ],
)
def test_who_can_supervise_whom(cast, supervisor, trainee, allowed):
    cast.new_trainee = builders.user("trainee", cast.organisation, "newtrainee")
    before = SupervisionPair.objects.count()
    both = {"supervisor": getattr(cast, supervisor), "trainee": getattr(cast, trainee)}
    if allowed:
        actions.pair(**both, by=cast.administrator)
    else:
        with pytest.raises(ValidationError):
            actions.pair(**both, by=cast.administrator)
    assert SupervisionPair.objects.count() == before + allowed


def test_pairs_begin_and_end_on_the_trainees_page(cast, sign_in):
    client = sign_in(cast.administrator)
    second = builders.user("supervisor", cast.organisation, "second")
    client.post(reverse("pair-new", args=[cast.trainee.pk]), {"supervisor": second.pk})
    first = SupervisionPair.objects.get(supervisor=cast.supervisor)
    client.post(reverse("pair-end", args=[cast.trainee.pk, first.pk]))
    assert [pair.supervisor for pair in SupervisionPair.objects.current()] == [second]
    assert [entry.action for entry in Entry.objects.order_by("pk")] == ["pair.begun", "pair.ended"]


def test_the_first_administrator_comes_from_the_command_line(db_both):
    out = StringIO()
    call_command(
        "create_administrator",
        email="First@north.example",
        name="First",
        organisation="North",
        address="https://attune.north.example/",
        stdout=out,
    )
    link = out.getvalue().splitlines()[-1]
    assert link.startswith("https://attune.north.example/invitation/")
    person = rules.invited_by(link.split("/")[-2])
    assert (person.email, person.organisation.name) == ("first@north.example", "North")
    assert person.role_codes == {"administrator"}


def test_the_command_refuses_what_is_wrong(cast):
    for wrong in ({"email": "nobody"}, {"email": cast.guider.email}):
        with pytest.raises(CommandError):
            call_command("create_administrator", **{"name": "X", "organisation": "Rosehill"} | wrong)
    assert Organisation.objects.count() == 2

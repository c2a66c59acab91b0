"""Where somebody is signed in: seen, ended, and what ends with an account or a role."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.browsers import browser_and_system
from accounts.models import SignIn, User
from audit.models import Entry

PASSWORD = "correct horse staple"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"


@pytest.fixture(autouse=True)
def no_code(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def signed_in(user: User, user_agent: str = OFFICE, password: str = PASSWORD) -> Client:
    client = Client(headers={"User-Agent": user_agent})
    client.post(reverse("account_login"), {"login": user.email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("session")).status_code == 200


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def done() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (PHONE, ("Safari", "iPhone")),
        (OFFICE, ("Edge", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Linux")),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (Linux; Android 16) SamsungBrowser/28.0 Chrome/130.0", ("Samsung Internet", "Android")),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541) Chrome/140.0 Safari/537.36", ("Chrome", "ChromeOS")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/19.0 Safari/605.1", ("Safari", "Mac")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_told_in_words(user_agent, words):
    assert browser_and_system(user_agent) == words


def test_the_own_page_lists_each_browser_and_marks_this_one(cast):
    phone, office = signed_in(cast.guider, PHONE), signed_in(cast.guider)
    signed_in(cast.other_guider)
    shown = office.get(reverse("sign-ins")).context["shown"]
    assert [(str(each.browser), is_this) for each, is_this in shown] == [("Edge", True), ("Safari", False)]
    words = page(phone, reverse("sign-ins"))
    assert ("Safari on iPhone" in words, "Edge on Windows" in words, words.count("This one")) == (
        True,
        True,
        1,
    )


def test_one_is_ended_from_another(cast):
    phone, office = signed_in(cast.guider, PHONE), signed_in(cast.guider)
    lost = SignIn.objects.get(browser="Safari")
    assert office.post(reverse("sign-ins-end"), {"sign_in": lost.pk}).url == reverse("sign-ins")
    assert (is_in(phone), is_in(office)) == (False, True)
    assert done()[-1] == "person.sign_ins_ended"
    office.post(reverse("sign-ins-end"), {"sign_in": lost.pk})
    assert done().count("person.sign_ins_ended") == 1


def test_all_others_are_ended_and_this_one_stays(cast):
    others = [signed_in(cast.guider, PHONE), signed_in(cast.guider)]
    this, colleague = signed_in(cast.guider), signed_in(cast.other_guider)
    this.post(reverse("sign-ins-end"))
    assert [is_in(client) for client in (*others, this, colleague)] == [False, False, True, True]


def test_nobody_ends_the_sign_in_of_somebody_else_by_its_number(cast):
    colleague, own = signed_in(cast.other_guider), signed_in(cast.guider)
    theirs = SignIn.objects.get(user=cast.other_guider)
    own.post(reverse("sign-ins-end"), {"sign_in": theirs.pk})
    boss = signed_in(cast.administrator)
    boss.post(reverse("person-sign-ins-end", args=[cast.guider.pk]), {"sign_in": theirs.pk})
    assert (is_in(colleague), "person.sign_ins_ended" in done()) == (True, False)


def test_an_administrator_ends_all_of_a_colleague_and_sees_no_network_address(cast):
    lost, office = signed_in(cast.guider, PHONE), signed_in(cast.guider)
    boss = signed_in(cast.administrator)
    words = page(boss, reverse("person-sign-ins", args=[cast.guider.pk]))
    assert ("Safari on iPhone" in words, "127.0.0.1" in words) == (True, False)
    boss.post(reverse("person-sign-ins-end", args=[cast.guider.pk]))
    assert [is_in(client) for client in (lost, office, boss)] == [False, False, True]
    assert "Not signed in anywhere" in page(boss, reverse("person-sign-ins", args=[cast.guider.pk]))


def test_what_has_ended_or_is_older_than_a_day_is_not_listed(cast):
    signed_in(cast.guider, PHONE).post(reverse("account_logout"))
    signed_in(cast.guider, "")
    SignIn.objects.filter(browser="").update(begun_at=timezone.now() - timedelta(hours=13))
    office = signed_in(cast.guider)
    assert [each.browser for each, _this in office.get(reverse("sign-ins")).context["shown"]] == ["Edge"]
    assert SignIn.objects.filter(user=cast.guider).count() == 1


def test_last_use_is_written_every_few_minutes_and_not_at_each_request(cast, let_time_pass):
    client = signed_in(cast.guider)
    let_time_pass(client, 400)
    earlier = timezone.now() - timedelta(minutes=7)
    SignIn.objects.update(last_used_at=earlier)
    client.get(reverse("session"))
    first = SignIn.objects.get().last_used_at
    client.get(reverse("session"))
    assert (first > earlier, SignIn.objects.get().last_used_at) == (True, first)


def test_a_changed_password_ends_every_other_sign_in(cast):
    phone, office = signed_in(cast.guider, PHONE), signed_in(cast.guider)
    new = {"oldpassword": PASSWORD, "password1": "seven quiet herons", "password2": "seven quiet herons"}
    office.post(reverse("account_change_password"), new)
    assert (is_in(phone), is_in(office)) == (False, True)
    assert [each.browser for each, _this in office.get(reverse("sign-ins")).context["shown"]] == ["Edge"]


@pytest.mark.parametrize("action", [actions.close_account, actions.invite_again])
def test_a_closed_or_renewed_account_is_out_at_the_next_click_everywhere(cast, action):
    phone, office = signed_in(cast.guider, PHONE), signed_in(cast.guider)
    action(person=User.objects.get(pk=cast.guider.pk), by=cast.administrator)
    assert (is_in(phone), is_in(office), SignIn.objects.filter(user=cast.guider).exists()) == (
        False,
        False,
        False,
    )


def test_a_changed_role_counts_at_the_next_click_in_every_browser(cast):
    phone, office = signed_in(cast.guider, PHONE), signed_in(cast.guider)
    before = [client.get(reverse("caseload")).status_code for client in (phone, office)]
    actions.change_roles(
        person=User.objects.get(pk=cast.guider.pk), roles={"supervisor"}, by=cast.administrator
    )
    after = [client.get(reverse("caseload")).status_code for client in (phone, office)]
    assert (before, after) == ([200, 200], [403, 403])

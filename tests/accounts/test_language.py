"""The language of the pages: chosen once, and kept by the person, not by the browser."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from accounts.models import User
from audit.models import Entry

DUTCH = {"headers": {"accept-language": "nl-BE,nl;q=0.8"}}


@pytest.fixture(autouse=True)
def two_languages(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("nl", "Nederlands")]


def language_of(response) -> str:
    return response.headers["Content-Language"]


def choose(client: Client, language: str):
    return client.post(
        reverse("language"), {"language": language}, headers={"Referer": "http://testserver/people/"}
    )


def test_before_anybody_chose_it_is_as_the_browser_asks(cast, sign_in):
    client = sign_in(cast.guider)
    assert language_of(client.get(reverse("caseload"), **DUTCH)) == "nl"
    assert language_of(client.get(reverse("caseload"))) == "en-gb"


def test_a_choice_stays_with_the_person_on_every_computer(cast, sign_in):
    answer = choose(sign_in(cast.guider), "nl")
    assert (answer.status_code, answer.url, answer.cookies.keys()) == (302, "/people/", set())
    assert language_of(sign_in(cast.guider).get(reverse("caseload"))) == "nl"
    assert (
        Entry.objects.filter(
            action="person.language_chosen", subject=f"accounts.user:{cast.guider.pk}"
        ).count()
        == 1
    )


def test_at_a_shared_browser_the_choice_of_one_is_not_that_of_the_next(cast, sign_in):
    client = sign_in(cast.guider)
    choose(client, "nl")
    client.force_login(cast.other_guider)
    assert language_of(client.get(reverse("account_logout"))) == "en-gb"


def test_before_signing_in_the_browser_keeps_it(db_both):
    client = Client()
    assert choose(client, "nl").cookies["django_language"].value == "nl"
    assert language_of(client.get(reverse("account_login"))) == "nl"


def test_a_language_that_is_not_there_changes_nothing(cast, sign_in):
    assert choose(sign_in(cast.guider), "xx").status_code == 404
    assert User.objects.get(pk=cast.guider.pk).language == ""


@pytest.mark.parametrize(("language", "written"), [("en-gb", "13 Oct 2026"), ("nl", "13 okt 2026")])
def test_short_dates_are_written_as_people_write_them(language, written):
    with translation.override(language):
        assert date_format(date(2026, 10, 13), "SHORT_DATE_FORMAT") == written

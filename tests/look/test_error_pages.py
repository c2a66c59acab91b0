"""When something goes wrong the page says what happened and what to do, without words of machines."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import server_error

PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]
MACHINE_WORDS = ("CSRF", "cookie", "server", "exception", "permission", "request", "400", "403", "404", "500")


@pytest.mark.parametrize("page", PAGES)
def test_an_error_page_needs_nothing_and_leads_back(page: str) -> None:
    shown = render_to_string(page)
    assert shown.count("<h1>") == 1
    assert 'href="/"' in shown


@pytest.mark.parametrize("page", PAGES)
def test_an_error_page_speaks_to_people(page: str) -> None:
    words = render_to_string(page).split("<main", 1)[1]
    assert [word for word in MACHINE_WORDS if word.lower() in words.lower()] == []


def test_a_broken_page_answers_500_with_our_own_page() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "on our side" in answer.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_answers_404_with_our_own_page() -> None:
    answer = Client().get("/no-such-page/")
    assert answer.status_code == 404
    assert "nothing here for you" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_waited_too_long_says_so() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "waited too long" in answer.content.decode()

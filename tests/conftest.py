"""The cast every test knows: two organisations, and one person in each role."""

import time
from io import StringIO
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from accounts.models import User
from tests import builders

pytest_plugins = ["tests.servers", "tests.browser", "tests.order", "tests.second_try"]


@pytest.fixture
def cast(db_both: None) -> SimpleNamespace:
    """Rosehill's guider, trainee, supervisor of the trainee, administrator; a stranger from elsewhere."""
    rosehill = builders.organisation("Rosehill")
    cast = SimpleNamespace(
        organisation=rosehill,
        guider=builders.user("guider", rosehill),
        other_guider=builders.user("guider", rosehill, "other"),
        trainee=builders.user("trainee", rosehill),
        supervisor=builders.user("supervisor", rosehill),
        administrator=builders.user("administrator", rosehill),
        stranger=builders.user("guider", builders.organisation("Elsewhere"), "stranger"),
    )
    builders.pair(cast.supervisor, cast.trainee)
    return cast


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """It counts attempts to sign in and remembers used codes, also from one test to the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_chosen_language() -> None:
    """A page in another language leaves it behind; the next test begins in English."""
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def master_key() -> None:
    """Everything that is sealed needs a master key."""
    call_command("create_master_key", stdout=StringIO())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever needs the cast needs both databases; pytest-django makes only those asked for by a marker."""
    for item in items:
        if "db_both" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "keystore"]))


@pytest.fixture
def db_both(request: pytest.FixtureRequest) -> None:
    """Both databases: the main one and the keystore."""
    request.getfixturevalue("db")


@pytest.fixture
def sign_in() -> object:
    """`sign_in(user)` gives a client that is signed in, second factor done, marked as django-allauth does."""

    def sign_in(user: User) -> Client:
        Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": generate_totp_secret()}}
        )
        client = Client()
        client.force_login(user)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time()},
            {"method": "mfa", "at": time.time(), "type": "totp"},
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return client

    return sign_in


@pytest.fixture
def let_time_pass() -> object:
    """`let_time_pass(client, seconds)`: as if they had proved who they are that much earlier."""

    def let_time_pass(client: Client, seconds: float) -> None:
        session = client.session
        for record in session["account_authentication_methods"]:
            record["at"] -= seconds
        session.save()

    return let_time_pass

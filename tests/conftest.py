"""The cast every test knows: two organisations, and one person in each role."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test import Client

from tests import builders

pytest_plugins = ["tests.servers"]


@pytest.fixture
def cast(db_both: None) -> SimpleNamespace:
    """Rosehill's guider, trainee, supervisor (of the trainee) and administrator; a stranger from elsewhere."""
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


@pytest.fixture(scope="session", autouse=True)
def master_key() -> None:
    """Everything that is sealed needs a master key."""
    call_command("create_master_key", stdout=StringIO())


@pytest.fixture
def db_both(request: pytest.FixtureRequest) -> None:
    """Both databases: the main one and the keystore."""
    request.node.add_marker(pytest.mark.django_db(databases=["default", "keystore"]))
    request.getfixturevalue("db")


@pytest.fixture
def sign_in() -> object:
    """`sign_in(user)` gives a client that is signed in, second factor done."""

    def sign_in(user: object) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in

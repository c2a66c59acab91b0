"""Migrations keep films readable: up with data, and down only where nothing would be lost."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.vault.patterns import film_like
from vault import actions, files, keys, reading
from vault.actions import sweeping
from vault.models import Recording, SealedFile, Segment

pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
FIRST = [("vault", "0001_initial")]


def migrate(target: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(target)


@pytest.fixture
def newest() -> Iterator[list[tuple[str, str]]]:
    """Where migrating ends; whatever a test did, the database is there again afterwards."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield leaves
    migrate(leaves)


def test_a_film_sealed_before_each_file_had_its_key_is_still_read(
    cast: SimpleNamespace, case_key: UUID, newest: list[tuple[str, str]]
) -> None:
    content = film_like(600_000)
    keys.ensure_case_key(case_key)
    recording = Recording.objects.create(key=keys.create_under(case_key))
    old = SealedFile.objects.create(recording=recording, role="original", content_type="video/mp4")
    files.append(file=old, start=0, pieces=[content], total=len(content))
    migrate(FIRST)
    migrate(newest)
    again = SealedFile.objects.get(pk=old.pk)
    assert (again.key, again.discarded_at) == (None, None)
    assert b"".join(reading.open_received(again, 0, len(content))) == content
    actions.discard_file(file=again, by="system")
    sweeping.sweep()
    assert not Segment.objects.filter(file=again).exists()


def test_films_sealed_with_a_key_for_each_file_are_not_migrated_back(
    sealed: Callable[[bytes], SealedFile], newest: list[tuple[str, str]]
) -> None:
    content = film_like(1000)
    file = sealed(content)
    with pytest.raises(RuntimeError, match="cannot be undone"):
        migrate(FIRST)
    assert reading.read_all(SealedFile.objects.get(pk=file.pk)) == content

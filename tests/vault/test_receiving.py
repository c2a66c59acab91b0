"""A film arrives in pieces: what is acknowledged is durable, what is not is asked for again."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from audit.models import Entry
from tests.vault.patterns import film_like
from vault import actions, reading, rules
from vault.files import SEGMENT
from vault.models import Job, Recording, SealedFile, Segment
from vault.sealing import CHUNK
from vault.storage import sealed_storage

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.fixture
def recording(cast: SimpleNamespace, case_key: UUID) -> Recording:
    return actions.start_recording(case_key=case_key, kind=Recording.Kind.INTERACTION, by=cast.guider)


def send(recording: Recording, content: bytes, start: int, length: int, piece: int = 50_000) -> int:
    part = content[start : start + length]
    pieces = (part[at : at + piece] for at in range(0, len(part), piece))
    return actions.append_original(recording=recording, start=start, pieces=pieces, total=len(content))


def test_whole_chunks_are_kept_and_a_rest_is_asked_for_again(recording: Recording) -> None:
    content = film_like(3 * CHUNK)
    assert send(recording, content, 0, CHUNK + 5000) == CHUNK
    assert rules.received(recording) == CHUNK


def test_a_rest_that_ends_the_film_is_kept(recording: Recording) -> None:
    content = film_like(CHUNK + 5000)
    assert send(recording, content, 0, len(content)) == len(content)


def test_bytes_beyond_the_announced_length_are_left_out(recording: Recording) -> None:
    content = film_like(1000)
    sent = actions.append_original(recording=recording, start=0, pieces=[content + b"more"], total=1000)
    assert (sent, rules.received(recording)) == (1000, 1000)


def test_what_came_before_a_lost_connection_is_kept(recording: Recording) -> None:
    content = film_like(4 * CHUNK)

    def broken() -> Iterator[bytes]:
        yield content[: CHUNK + 10]
        raise OSError("connection reset")

    accepted = actions.append_original(recording=recording, start=0, pieces=broken(), total=len(content))
    assert accepted == CHUNK
    send(recording, content, CHUNK, len(content))
    assert rules.received(recording) == len(content)


@pytest.mark.parametrize("start", [1, CHUNK, 2 * CHUNK + 1])
def test_bytes_that_do_not_follow_on_are_refused(recording: Recording, start: int) -> None:
    content = film_like(6 * CHUNK)
    send(recording, content, 0, 2 * CHUNK)
    before = list(sealed_storage().listing())
    with pytest.raises(actions.UnableToAppend):
        send(recording, content, start, 2 * CHUNK)
    assert rules.received(recording) == 2 * CHUNK
    assert sorted(sealed_storage().listing()) == sorted(before)


@given(st.data())
@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_film_sent_in_any_pieces_is_the_same_film(
    cast: SimpleNamespace, case_key: UUID, data: st.DataObject
) -> None:
    recording = actions.start_recording(case_key=case_key, kind="interaction", by=cast.guider)
    content = film_like(data.draw(st.integers(1, 5 * CHUNK)))
    while (offset := rules.received(recording)) < len(content):
        send(recording, content, offset, data.draw(st.integers(CHUNK, 3 * CHUNK)))
    actions.finish_original(recording=recording, by=cast.guider)
    file = rules.file_of(recording, SealedFile.Role.ORIGINAL)
    assert file is not None
    assert reading.read_all(file) == content
    low = data.draw(st.integers(0, len(content)))
    high = data.draw(st.integers(low, len(content)))
    assert b"".join(reading.open_range(file, low, high)) == content[low:high]


def test_a_long_film_becomes_several_objects(sealed: Callable[[bytes], SealedFile]) -> None:
    content = film_like(2 * SEGMENT + 77)
    file = sealed(content)
    assert [segment.size for segment in file.segments.all()] == [SEGMENT, SEGMENT, 77]
    edge = SEGMENT - 10
    assert b"".join(reading.open_range(file, edge, edge + 20)) == content[edge : edge + 20]


def test_finishing_hands_the_film_to_the_worker_once(recording: Recording, cast: SimpleNamespace) -> None:
    content = film_like(CHUNK)
    send(recording, content, 0, CHUNK)
    first = actions.finish_original(recording=recording, by=cast.guider)
    assert actions.finish_original(recording=recording, by=cast.guider) == first
    assert (first.kind, first.queue, first.state) == ("prepare", "interactive", "queued")
    recording.refresh_from_db()
    assert recording.state == Recording.State.WAITING
    actions_taken = Entry.objects.filter(subject=f"vault.recording:{recording.pk}").order_by("pk")
    assert [entry.action for entry in actions_taken] == ["recording.started", "recording.received"]


@pytest.mark.parametrize("size", [0, CHUNK])
def test_a_film_that_is_not_all_here_cannot_be_finished(
    recording: Recording, cast: SimpleNamespace, size: int
) -> None:
    send(recording, film_like(3 * CHUNK), 0, size)
    with pytest.raises(actions.UnableToFinish):
        actions.finish_original(recording=recording, by=cast.guider)
    recording.refresh_from_db()
    assert recording.state == Recording.State.RECEIVING
    assert not Job.objects.exists()
    assert rules.file_of(recording, SealedFile.Role.ORIGINAL) is None


def test_an_incomplete_file_cannot_be_read(recording: Recording) -> None:
    send(recording, film_like(3 * CHUNK), 0, CHUNK)
    with pytest.raises(reading.Unreadable):
        reading.open_range(recording.files.get(), 0, 10)


def test_nothing_can_be_added_to_a_finished_film(sealed: Callable[[bytes], SealedFile]) -> None:
    file = sealed(film_like(CHUNK))
    with pytest.raises(actions.UnableToAppend):
        actions.append_original(recording=file.recording, start=CHUNK, pieces=[b"x"], total=CHUNK + 1)
    assert Segment.objects.filter(file=file).count() == 1

"""The sealed container: everything comes back, nothing can be moved, cut, swapped or changed."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.sealing import (
    CHUNK,
    HEADER,
    SEALED_CHUNK,
    Place,
    SegmentCipher,
    Tampered,
    open_chunks,
    sealed_span,
)

KEY = bytes(range(32))
EDGES = [1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK]


def place(**fields: object) -> Place:
    return Place(**({"file": UUID(int=1), "segment": UUID(int=2), "start": 0} | fields))


def seal(content: bytes, at: Place | None = None, *, key: bytes = KEY, ends: bool = True) -> bytes:
    at = at or place()
    cipher = SegmentCipher(key, at)
    sealed = cipher.header
    for offset in range(0, len(content), CHUNK):
        last = ends and offset + CHUNK >= len(content)
        sealed += cipher.seal(offset // CHUNK, content[offset : offset + CHUNK], last=last)
    return sealed


def unseal(
    sealed: bytes, size: int, at: Place | None = None, *, key: bytes = KEY, ends: bool = True
) -> bytes:
    cipher = SegmentCipher(key, at or place())
    return b"".join(open_chunks(cipher, sealed, first=0, plain_size=size, ends_file=ends))


def patterned(size: int) -> bytes:
    return (b"a film of a baby " * (size // 17 + 1))[:size]


@pytest.mark.parametrize("size", EDGES)
def test_content_of_any_length_comes_back(size: int) -> None:
    content = patterned(size)
    assert unseal(seal(content), size) == content


@given(st.sampled_from(EDGES), st.integers(min_value=-40, max_value=40))
@settings(max_examples=40, deadline=None)
def test_lengths_around_every_edge_come_back(edge: int, off: int) -> None:
    size = max(edge + off, 1)
    content = patterned(size)
    sealed = seal(content)
    assert unseal(sealed, size) == content
    assert len(sealed) == HEADER.size + size + 28 * -(-size // CHUNK)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_flipped_bit_is_noticed(data: st.DataObject) -> None:
    content = patterned(CHUNK + 100)
    sealed = bytearray(seal(content))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Tampered):
        unseal(bytes(sealed), len(content))


@given(st.integers(min_value=1, max_value=2 * CHUNK))
@settings(max_examples=30, deadline=None)
def test_a_cut_is_noticed(length: int) -> None:
    content = patterned(2 * CHUNK + 100)
    sealed = seal(content)
    with pytest.raises(Tampered):
        unseal(sealed[:-length], len(content))


def test_a_cut_at_a_chunk_with_a_corrected_length_is_noticed() -> None:
    sealed = seal(patterned(2 * CHUNK))
    with pytest.raises(Tampered):
        unseal(sealed[: HEADER.size + SEALED_CHUNK], CHUNK)


def test_bytes_added_behind_the_end_are_noticed() -> None:
    content = patterned(CHUNK)
    sealed = seal(content)
    with pytest.raises(Tampered):
        unseal(sealed + sealed[HEADER.size :], len(content))


def test_swapped_chunks_are_noticed() -> None:
    content = patterned(3 * CHUNK)
    sealed = seal(content)
    head, body = sealed[: HEADER.size], sealed[HEADER.size :]
    first, second, third = (body[n * SEALED_CHUNK : (n + 1) * SEALED_CHUNK] for n in range(3))
    with pytest.raises(Tampered):
        unseal(head + second + first + third, len(content))


@pytest.mark.parametrize(
    "elsewhere",
    [{"file": UUID(int=9)}, {"segment": UUID(int=9)}, {"start": CHUNK}],
    ids=["another file", "an older version of the same bytes", "another position"],
)
def test_a_segment_from_elsewhere_is_noticed(elsewhere: dict[str, object]) -> None:
    content = patterned(CHUNK)
    foreign = seal(content, place(**elsewhere))
    with pytest.raises(Tampered):
        unseal(foreign, len(content))
    with pytest.raises(Tampered):
        unseal(place().header + foreign[HEADER.size :], len(content))


def test_a_segment_in_the_middle_cannot_pass_as_the_end() -> None:
    content = patterned(CHUNK)
    with pytest.raises(Tampered):
        unseal(seal(content, ends=False), len(content))
    with pytest.raises(Tampered):
        unseal(seal(content), len(content), ends=False)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Tampered):
        unseal(seal(b"x"), 1, key=bytes(32))


def test_the_same_bytes_never_look_the_same_twice() -> None:
    content = patterned(100)
    assert seal(content)[HEADER.size :] != seal(content)[HEADER.size :]


@pytest.mark.parametrize("first", [0, 1, 2])
def test_reading_can_begin_at_any_chunk(first: int) -> None:
    content = patterned(3 * CHUNK - 5)
    sealed, at = seal(content), place()
    start, end = sealed_span(first, 3)
    part = open_chunks(
        SegmentCipher(KEY, at), sealed[start:end], first=first, plain_size=len(content), ends_file=True
    )
    assert b"".join(part) == content[first * CHUNK :]


def test_the_plain_content_is_not_in_the_sealed() -> None:
    assert b"baby" not in seal(patterned(1000), place(file=uuid4()))

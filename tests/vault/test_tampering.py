"""Whatever is done to the stored objects or their rows, no wrong byte is ever handed out."""

import random
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.conf import settings

from tests.vault.patterns import film_like
from vault import actions, reading
from vault.files import SEGMENT
from vault.models import Recording, SealedFile, Segment
from vault.sealing import CHUNK, HEADER, SEALED_CHUNK
from vault.storage import sealed_storage

DAMAGES = 1000
pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def stored(segment: Segment) -> Path:
    return sealed_storage().folder / segment.name


def refuses(file: SealedFile) -> None:
    file = SealedFile.objects.select_related("recording").get(pk=file.pk)
    with pytest.raises(reading.Unreadable):
        reading.read_all(file)


def test_a_flipped_bit_spoils_its_range_and_no_other(sealed: Callable[[bytes], SealedFile]) -> None:
    content = film_like(3 * CHUNK)
    file = sealed(content)
    path = stored(file.segments.get())
    changed = bytearray(path.read_bytes())
    changed[HEADER.size + SEALED_CHUNK + 1000] ^= 1
    path.write_bytes(changed)
    refuses(file)
    assert b"".join(reading.open_range(file, 0, CHUNK)) == content[:CHUNK]
    assert b"".join(reading.open_range(file, 2 * CHUNK, 3 * CHUNK)) == content[2 * CHUNK :]


def test_a_shortened_object_is_noticed(sealed: Callable[[bytes], SealedFile]) -> None:
    file = sealed(film_like(3 * CHUNK))
    path = stored(file.segments.get())
    path.write_bytes(path.read_bytes()[:-SEALED_CHUNK])
    refuses(file)


def test_a_film_whose_rows_were_cut_is_noticed(sealed: Callable[[bytes], SealedFile]) -> None:
    file = sealed(film_like(2 * SEGMENT))
    file.segments.last().delete()
    refuses(file)
    SealedFile.objects.filter(pk=file.pk).update(size=SEGMENT)
    refuses(file)


def test_a_removed_object_is_noticed(sealed: Callable[[bytes], SealedFile]) -> None:
    file = sealed(film_like(100))
    stored(file.segments.get()).unlink()
    refuses(file)


def test_objects_of_one_film_cannot_change_places(sealed: Callable[[bytes], SealedFile]) -> None:
    file = sealed(film_like(2 * SEGMENT))
    first, second = (stored(segment) for segment in file.segments.all())
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)
    refuses(file)


def test_an_object_of_another_film_is_noticed(sealed: Callable[[bytes], SealedFile]) -> None:
    mine, other = sealed(film_like(1000)), sealed(film_like(1000))
    stored(mine.segments.get()).write_bytes(stored(other.segments.get()).read_bytes())
    refuses(mine)


def test_the_row_of_another_film_is_noticed(sealed: Callable[[bytes], SealedFile]) -> None:
    mine, other = sealed(film_like(1000)), sealed(film_like(1000))
    theirs = other.segments.get()
    other.segments.all().delete()
    mine.segments.update(name=theirs.name)
    refuses(mine)


def in_two_objects(case_key: UUID, cast: SimpleNamespace) -> SealedFile:
    recording = actions.start_recording(case_key=case_key, kind=Recording.Kind.INTERACTION, by=cast.guider)
    content = film_like(CHUNK + 500)
    for start in range(0, len(content), CHUNK):
        piece = content[start : start + CHUNK]
        actions.append_original(recording=recording, start=start, pieces=[piece], total=len(content))
    actions.finish_original(recording=recording, by=cast.guider)
    return SealedFile.objects.get(recording=recording)


def damaged(objects: list[bytes], others: list[bytes], chance: random.Random) -> list[bytes]:
    """A bit flipped, a piece cut out, two pieces swapped, or bytes of another film in their place."""
    changed = [bytearray(content) for content in objects]
    which = chance.randrange(len(changed))
    one, other = changed[which], bytearray(chance.choice(others))
    at, length = chance.randrange(len(one)), chance.choice((1, 8, 28, 512, CHUNK))
    match chance.choice(("flip", "cut", "cut off", "swap", "splice", "exchange")):
        case "flip":
            one[at] ^= 1 << chance.randrange(8)
        case "cut":
            del one[at : at + length]
        case "cut off":
            del one[at:]
        case "swap":
            second = chance.choice(changed)
            there = chance.randrange(len(second))
            length = min(length, len(one) - at, len(second) - there)
            one[at : at + length], second[there : there + length] = (
                second[there : there + length],
                one[at : at + length],
            )
        case "splice":
            one[at : at + length] = other[at : at + length]
        case "exchange":
            changed[which] = other
    return [bytes(content) for content in changed]


def test_no_damage_anywhere_goes_unnoticed(case_key: UUID, cast: SimpleNamespace) -> None:
    mine, other = (in_two_objects(case_key, cast) for _film in range(2))
    paths = [stored(segment) for segment in mine.segments.all()]
    whole = [path.read_bytes() for path in paths]
    others = [stored(segment).read_bytes() for segment in other.segments.all()]
    unnoticed = []
    for seed in range(DAMAGES):
        changed = damaged(whole, others, random.Random(seed))  # noqa: S311 - repeatable, not secret
        for path, before, after in zip(paths, whole, changed, strict=True):
            if after != before:
                path.write_bytes(after)
        noticed = not readable(mine)
        if noticed is (changed == whole):
            unnoticed.append(seed)
        for path, before, after in zip(paths, whole, changed, strict=True):
            if after != before:
                path.write_bytes(before)
    assert unnoticed == []
    assert readable(mine)


def readable(file: SealedFile) -> bool:
    try:
        reading.read_all(file)
    except reading.Unreadable:
        return False
    return True


def test_nothing_readable_lies_in_the_data_folder(
    sealed: Callable[[bytes], SealedFile], cast: SimpleNamespace
) -> None:
    sealed(film_like(SEGMENT + 100))
    found = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    assert any(path.parent.parent.parent.name == "sealed" for path in found)
    for path in found:
        content = path.read_bytes()
        assert not any(mark in content for mark in (b"ftypmp42", b"mdat of a family"))

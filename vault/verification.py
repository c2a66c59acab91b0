"""Does everything that is kept agree: rows, stored objects, keys, hashes? Asks only; repairs nothing.

Faults are sentences with random ids in them, never a name. The product may run meanwhile: what is younger
than an hour is excused where it may be on its way.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from vault import keys, notes
from vault.batches import BATCH, batches, each
from vault.models import Key, Recording, SealedFile, SealedNote, Segment
from vault.reading import Unreadable, open_range
from vault.rules import Owner, owners
from vault.sealing import stored_size
from vault.storage import Missing, sealed_storage

GRACE = timedelta(hours=1)
DESTROYED = Recording.State.DESTROYED


@dataclass
class Verification:
    """`quick` looks at existence and sizes only; `recording` at one film only."""

    quick: bool = False
    recording: UUID | None = None
    counted: Counter[str] = field(default_factory=Counter)
    began: datetime = field(default_factory=timezone.now)

    def faults(self) -> Iterator[str]:
        recordings, files = Recording.objects.all(), SealedFile.objects.select_related("recording")
        if self.recording:
            recordings, files = recordings.filter(pk=self.recording), files.filter(recording=self.recording)
        for batch in batches(recordings.defer("frame_table")):
            yield from self._recordings(batch)
        for file in each(files):
            yield from self._file(file)
        if not self.recording:
            yield from self._notes()
            yield from self._objects()
            yield from self._keys()

    def _is_on_its_way(self, since: datetime | None) -> bool:
        return since is not None and since > self.began - GRACE

    def _recordings(self, batch: list[Recording]) -> Iterator[str]:
        known = _existing(recording.key for recording in batch)
        for recording in batch:
            self.counted["recordings"] += 1
            if recording.state != DESTROYED:
                if recording.key not in known:
                    yield f"{recording}: its key is missing."
                continue
            self.counted["destroyed"] += 1
            if recording.key_destroyed_at is None and not self._is_on_its_way(recording.destroyed_at):
                yield f"{recording}: its destruction is not complete. Run `manage.py sweep`."

    def _file(self, file: SealedFile) -> Iterator[str]:
        ended = file.discarded_at or file.recording.destroyed_at
        if ended:
            self.counted["gone"] += 1
            if file.segments.exists() and not self._is_on_its_way(ended):
                yield f"{file}: it was destroyed, and bytes of it are left. Run `manage.py sweep`."
            return
        self.counted["complete" if file.complete else "arriving"] += 1
        found = [*self._segments(file), *self._content(file)]
        if found and _stands(file):
            yield from found

    def _segments(self, file: SealedFile) -> Iterator[str]:
        storage, end = sealed_storage(), 0
        for segment in file.segments.order_by("start"):
            self.counted["objects"] += 1
            self.counted["bytes"] += segment.size
            if segment.start != end:
                yield f"{file}: bytes {end} to {segment.start} are in no object."
            end = segment.start + segment.size
            try:
                size = storage.size(segment.name)
            except Missing:
                yield f"{file}: its object {segment.name} is missing."
                continue
            if size != stored_size(segment.size):
                yield f"{file}: its object {segment.name} has {size} bytes, not {stored_size(segment.size)}."
        if end != file.size:
            yield f"{file}: its objects hold {end} bytes, not {file.size}."

    def _content(self, file: SealedFile) -> Iterator[str]:
        if not Key.objects.filter(pk=file.key).exists():
            yield f"{file}: its key is missing."
        elif file.complete and not self.quick:
            digest = hashlib.sha256()
            try:
                for piece in open_range(file, 0, file.size):
                    digest.update(piece)
            except Unreadable as error:
                yield f"{file}: it cannot be decrypted. {error}"
            else:
                if digest.hexdigest() != file.sha256:
                    yield f"{file}: its content is not what its hash says."

    def _notes(self) -> Iterator[str]:
        for batch in batches(SealedNote.objects.defer("sealed")):
            known = _existing(note.key for note in batch)
            for note in batch:
                self.counted["notes"] += 1
                if note.key not in known:
                    yield f"Note {note.pk}: its key is missing."
                elif not self.quick:
                    yield from _note_content(SealedNote.objects.get(pk=note.pk))

    def _objects(self) -> Iterator[str]:
        """Stored objects that no row knows."""
        batch: dict[str, datetime] = {}
        for name, changed in sealed_storage().listing():
            batch[name] = changed
            if len(batch) == BATCH:
                yield from self._unknown(batch)
                batch = {}
        yield from self._unknown(batch)

    def _unknown(self, batch: dict[str, datetime]) -> Iterator[str]:
        known = set(Segment.objects.filter(name__in=list(batch)).values_list("name", flat=True))
        for name, changed in batch.items():
            if name not in known and not self._is_on_its_way(changed):
                yield f"Object {name}: it belongs to no file."

    def _keys(self) -> Iterator[str]:
        for key in each(Key.objects.filter(parent=None)):
            self.counted["keys"] += 1
            try:
                keys.unwrap(key.pk)
            except (keys.KeysUnavailable, keys.KeyDestroyed) as error:
                yield f"Key {key.pk}: {error}"
        for batch in keys.below_cases():
            self.counted["keys"] += len(batch)
            owned = owners(key.pk for key in batch)
            for key in batch:
                if owned.get(key.pk) == Owner.GONE and Key.objects.filter(pk=key.pk).exists():
                    yield f"Key {key.pk}: what it opened was destroyed, and the key is still there."
                elif key.pk not in owned and not self._is_on_its_way(key.created_at):
                    yield f"Key {key.pk}: it belongs to no film and no file."


def _existing(wanted: Iterator[UUID]) -> set[UUID]:
    return set(Key.objects.filter(pk__in=list(wanted)).values_list("pk", flat=True))


def _stands(file: SealedFile) -> bool:
    """False when the file was changed, discarded or destroyed while it was looked at."""
    now = SealedFile.objects.filter(pk=file.pk, size=file.size, complete=file.complete, discarded_at=None)
    return now.exclude(recording__state=DESTROYED).exists()


def _note_content(note: SealedNote) -> Iterator[str]:
    try:
        notes.open_note(note)
    except Unreadable as error:
        yield f"Note {note.pk}: it cannot be decrypted. {error}"

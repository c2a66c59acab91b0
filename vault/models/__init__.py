"""Sealed recordings: bytes, renditions, keys and the jobs that make them. The vault knows no family."""

from vault.models.keystore import Key, Tombstone
from vault.models.media import Job, Protection, Recording, SealedFile, SealedNote, Segment

__all__ = ["Job", "Key", "Protection", "Recording", "SealedFile", "SealedNote", "Segment", "Tombstone"]

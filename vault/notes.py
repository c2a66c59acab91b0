"""Small sealed things that belong to no film: signatures, scans of a paper, the sound of a sentence."""

import secrets
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext as _

from vault import keys
from vault.models import SealedNote
from vault.reading import Unreadable
from vault.sealing import NONCE

LIMIT = 8 * 1024 * 1024


class NoteTooLarge(Exception):
    """A note holds at most 8 MiB: a row of the database, not a film."""


def seal_note(*, case_key: uuid.UUID, content: bytes, content_type: str) -> SealedNote:
    if len(content) > LIMIT:
        raise NoteTooLarge(_("This is larger than 8 MB, which is the most that can be kept here."))
    keys.ensure_case_key(case_key)
    note = SealedNote(key=case_key, content_type=content_type)
    nonce = secrets.token_bytes(NONCE)
    note.sealed = nonce + _cipher(note).encrypt(nonce, content, _identity(note))
    note.save(force_insert=True)
    return note


def open_note(note: SealedNote) -> bytes:
    sealed = bytes(note.sealed)
    try:
        return _cipher(note).decrypt(sealed[:NONCE], sealed[NONCE:], _identity(note))
    except (keys.KeyDestroyed, keys.KeysUnavailable) as error:
        raise Unreadable(str(error)) from error
    except InvalidTag as error:
        raise Unreadable(f"Note {note.pk} is damaged.") from error


def _cipher(note: SealedNote) -> AESGCM:
    derive = HKDF(SHA256(), 32, salt=note.pk.bytes, info=b"attune note")
    return AESGCM(derive.derive(keys.unwrap(note.key)))


def _identity(note: SealedNote) -> bytes:
    return note.pk.bytes + note.content_type.encode()

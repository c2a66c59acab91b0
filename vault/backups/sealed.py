"""Small files of a backup that prove by themselves that they are whole and ours: a master key signs them."""

import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import Any

from vault import keys
from vault.storage import sync_folder

PIECE = 1024 * 1024


class Refused(Exception):
    """It cannot be done, in a sentence for the administrator. Nothing was changed."""


def write_sealed(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, sort_keys=True)
    master, seal = keys.signature(text.encode())
    write_durably(path, json.dumps({"content": text, "master": master, "seal": seal}).encode())


def read_sealed(path: Path) -> dict[str, Any]:
    try:
        outer = json.loads(path.read_bytes())
        text, master, seal = str(outer["content"]), str(outer["master"]), str(outer["seal"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(
            f"{path} cannot be read: this backup is damaged, or it is not one of Attune."
        ) from error
    masters = keys.master_keys()
    if master not in masters:
        raise Refused(
            f"{path} was made with the master key {master}, which is not here. Put its file into the folder "
            "of master keys; if it never was yours, this is the backup of another installation."
        )
    if not hmac.compare_digest(keys.signature(text.encode(), master)[1], seal):
        raise Refused(f"{path} was changed or is the backup of another installation.")
    content: dict[str, Any] = json.loads(text)
    return content


def write_durably(path: Path, content: bytes) -> None:
    """All of it or what was there before, also when the power fails."""
    part = path.with_name(f".{path.name}.part")
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    part.rename(path)
    sync_folder(path.parent)


def facts_of(path: Path) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return {"size": size, "sha256": digest.hexdigest()}


def make_durable(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def check_files(folder: Path, manifest: dict[str, Any]) -> None:
    for name, facts in manifest["files"].items():
        path = folder / name
        if not path.is_file() or facts_of(path) != facts:
            raise Refused(
                f"{path} is not what was backed up: it is missing or damaged. Take another generation."
            )

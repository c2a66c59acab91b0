"""A new master key takes over from the old: only the keys of cases are wrapped anew, no film is touched."""

from pathlib import Path

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.db import transaction

from accounts.models import User
from audit.actions import record
from vault import keys
from vault.batches import BATCH
from vault.keys import KeysUnavailable
from vault.models import Key
from vault.router import KEYSTORE
from vault.storage import sync_folder


def rotate_master(*, by: User | str) -> tuple[str, int]:
    """Wrap every case key with the newest master key, and make that first unless one waits to be used.

    Each batch is a transaction: broken off at any point, the next run goes on. Both master keys open
    meanwhile. Gives the id of the master key and how many keys it took over. Do not call this inside a
    transaction.
    """
    keys.check_master_keys()
    roots = Key.objects.exclude(master="")
    newest = max(keys.master_keys())
    if not roots.exclude(master=newest).exists():
        newest = keys.add_master()
        record(by=by, action="master_key.made", subject=f"master_key:{newest}")
    count = 0
    while wrapped := _wrap_some(newest):
        count += wrapped
    keys.forget_old_pages()
    record(by=by, action="master_key.took_over", subject=f"master_key:{newest}", keys=count)
    return newest, count


def retire_masters(*, by: User | str) -> list[str]:
    """Remove the files of master keys that wrap nothing any more, never the newest. Gives their ids."""
    keys.check_master_keys()
    return [name for name in sorted(keys.master_keys())[:-1] if _retire(name, by)]


@transaction.atomic(using=KEYSTORE)
def _wrap_some(newest: str) -> int:
    masters = keys.master_keys()
    wanted = [name for name in masters if name >= newest]
    rows = list(Key.objects.select_for_update().exclude(master__in=["", *wanted]).order_by("pk")[:BATCH])
    for row in rows:
        if row.master not in masters:
            raise KeysUnavailable(
                f"The master key {row.master} is missing. Put its file back; nothing is lost."
            )
        try:
            key = aes_key_unwrap(masters[row.master], bytes(row.wrapped))
        except InvalidUnwrap as error:
            raise KeysUnavailable(f"The master key {row.master} is not the one that sealed this.") from error
        row.master, row.wrapped = newest, aes_key_wrap(masters[newest], key)
    Key.objects.bulk_update(rows, ["master", "wrapped"])
    return len(rows)


def _retire(name: str, by: User | str) -> bool:
    """Set aside, look again, and only then remove: a case may have been opened in between."""
    folder = Path(settings.MASTER_KEY_DIR)
    file, aside = folder / f"{name}.key", folder / f"{name}.retired"
    wrapped = Key.objects.filter(master=name)
    if wrapped.exists():
        return False
    file.rename(aside)
    if wrapped.exists():
        aside.rename(file)
        return False
    aside.unlink()
    sync_folder(folder)
    record(by=by, action="master_key.retired", subject=f"master_key:{name}")
    return True

"""Keep keys, and what was erased, in the `keystore` database and everything else out of it."""

from typing import Any

from django.db import models

KEYSTORE = "keystore"
KEPT_THERE = {("vault", "key"), ("vault", "tombstone")}


class KeystoreRouter:
    def db_for_read(self, model: type[models.Model], **_hints: Any) -> str | None:
        return KEYSTORE if (model._meta.app_label, model._meta.model_name) in KEPT_THERE else None

    db_for_write = db_for_read

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_hints: Any
    ) -> bool | None:
        if (app_label, model_name) in KEPT_THERE:
            return db == KEYSTORE
        return False if db == KEYSTORE else None

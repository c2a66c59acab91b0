"""Where sealed objects are kept: a bucket where one is named, else a folder."""

from pathlib import Path
from typing import Any

from vig import environment as env


def sealed_objects(bucket: str, folder: Path) -> dict[str, Any]:
    if not bucket:
        return {"BACKEND": "vault.storage.SealedFolderStorage", "OPTIONS": {"location": folder}}
    return {
        "BACKEND": "vault.buckets.SealedBucketStorage",
        "OPTIONS": {
            "bucket_name": bucket,
            "location": "sealed",
            "endpoint_url": env.text("ATTUNE_S3_ENDPOINT") or None,
            "access_key": env.secret("ATTUNE_S3_ACCESS_KEY"),
            "secret_key": env.secret("ATTUNE_S3_SECRET_KEY"),
            "file_overwrite": False,
            "default_acl": None,
        },
    }

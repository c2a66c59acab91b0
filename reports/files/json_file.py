"""Reports for machines: their canonical JSON with what it was frozen as."""

import json

from reports.files.frozen import FrozenRelease


def json_bytes(frozen: FrozenRelease) -> bytes:
    """Each `report`, written again with sorted keys and no spaces, has the `sha256` that stands beside it."""
    reports = [
        {
            "report": json.loads(part.report.to_json()),
            "sha256": part.sha256,
            "snapshot": str(part.number),
            "title": part.title,
        }
        for part in frozen.parts
    ]
    said = {"released_at": frozen.released_at.isoformat(), "reports": reports}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

"""A report for machines: its canonical JSON with what it was frozen as."""

import json

from reports.files.frozen import FrozenReport


def json_bytes(frozen: FrozenReport) -> bytes:
    """`report`, written again with sorted keys and no spaces, has the `sha256` that stands beside it."""
    said = {
        "report": json.loads(frozen.report.to_json()),
        "released_at": frozen.released_at.isoformat(),
        "sha256": frozen.sha256,
        "snapshot": str(frozen.number),
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

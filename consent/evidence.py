"""What shows how somebody decided, beside a drawn signature."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """`scans` of the signed paper; who was `present` and what was `said`; the `interpreter`, if any."""

    scans: Sequence[bytes] = ()
    present: str = ""
    said: str = ""
    sound: bytes = b""
    interpreter: str = ""
    interpreter_language: str = ""

    def written(self) -> dict[str, str]:
        """What of it stands in the record itself."""
        return {
            "present": self.present,
            "said": self.said,
            "language_help": "interpreter" if self.interpreter else "none",
            "interpreter": self.interpreter,
            "interpreter_language": self.interpreter_language,
        }


NOTHING_MORE = Evidence()

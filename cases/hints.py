"""Gentle hints for a wording that says where somebody wants to go. A hint never blocks.

The words looked for are kept by language in `hints.toml`; a language without words gets no hints.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

WORDS = Path(__file__).with_name("hints.toml")
HINTS = {
    "negation": _("It says what is not there. What would there be instead?"),
    "stop": _("It says what should end or become less. What would there be more of?"),
    "problem": _("It names what is hard. When is it a little easier, and what is there then?"),
    "blame": _("Somebody could hear a reproach. What do they wish for, said about the two of them?"),
    "closed": _("Yes or no would be an answer. Beginning with “How” or “When” opens the looking."),
}


def hints_for(wording: str, language: str) -> list[str]:
    """The codes of the hints for this wording, in the order of `HINTS`."""
    words = _words().get(language.partition("-")[0])
    if not words:
        return []
    text = " ".join(re.findall(r"[\w']+", wording.casefold().replace("’", "'")))
    return [code for code in HINTS if any(_has(text, look) for look in words[code])]


def _has(text: str, look: str) -> bool:
    """`^do` stands at the beginning, `*n't` is the end of a word, `blam*` the beginning of one."""
    anchor = r"^" if look.startswith("^") else r"(?<![\w'])"
    pattern = re.escape(look.lstrip("^")).replace(r"\*", r"[\w']*")
    return re.search(anchor + pattern + r"(?![\w'])", text) is not None


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))

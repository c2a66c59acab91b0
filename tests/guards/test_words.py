"""Nothing on a page or a paper assumes a family: a client may be a teacher, a carer, a nurse."""

import ast
import re
from pathlib import Path

from tests.tree import APPS, ROOT

ASSUMED = re.compile(
    r"\b(mothers?|mums?|mummy|fathers?|dads?|bab(?:y|ies)|famil(?:y|ies)|parents?)\b", re.IGNORECASE
)
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# Where such a word is the right one: parts and relationships that people have, codes with these names, the
# one place that explains who may decide for a child, and samples of forms that a service rewrites.
RIGHT = {
    "cases/forms/starts.py",
    "cases/models/circumstances.py",
    "cases/models/codes.py",
    "cases/models/people.py",
    "consent/losses.py",
    "consent/models/forms.py",
    "consent/proof.py",
    "consent/scopes.py",
    "consent/viewings.py",
    "templates/consent/authority_new.html",
    "templates/consent/nobody_signs.html",
}


def test_no_text_of_the_program_assumes_who_the_people_are() -> None:
    found = {}
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            name = str(path.relative_to(ROOT))
            if "/migrations/" in name or "/demo/" in name or name in RIGHT:
                continue
            words = [word for text in texts_of(path) for word in ASSUMED.findall(text)]
            if words:
                found[name] = words
    assert found == {}


def test_no_template_assumes_who_the_people_are() -> None:
    found = {}
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.typ")]:
        name = str(path.relative_to(ROOT))
        words = [] if name in RIGHT else [word for text in shown_of(path) for word in ASSUMED.findall(text)]
        if words:
            found[name] = words
    assert found == {}


def test_every_allowed_place_still_needs_it() -> None:
    idle = [
        name
        for name in RIGHT
        if not (ROOT / name).exists() or not ASSUMED.search((ROOT / name).read_text(encoding="utf-8"))
    ]
    assert idle == []


def texts_of(path: Path) -> list[str]:
    """Every string that is handed to a translation."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
    ]
    return [
        text.value
        for call in calls
        for argument in call.args
        for text in ast.walk(argument)
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    ]


def shown_of(path: Path) -> list[str]:
    """What stands between tags, and what is handed to a translation."""
    source = path.read_text(encoding="utf-8")
    translated = re.findall(r"{%\s*translate\s+\"([^\"]*)\"", source)
    blocks = re.findall(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate", source, re.DOTALL)
    return [*translated, *(re.sub(r"{{.*?}}|{%.*?%}", "", block) for block in blocks)]

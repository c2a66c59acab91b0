"""What changed from one version of a form to another, piece by piece."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from consent.models import FormVersion
from consent.scopes import Scope
from consent.wording import Wording, english


@dataclass(frozen=True)
class Line:
    mark: str  # "gone" or "new"
    text: str


@dataclass(frozen=True)
class Difference:
    where: str
    lines: list[Line]


def differences(old: FormVersion, new: FormVersion) -> list[Difference]:
    before, after = _pieces(old.wording), _pieces(new.wording)
    found = [
        Difference(_heading(where), _lines(before.get(where, ""), after.get(where, "")))
        for where in dict.fromkeys([*before, *after])
    ]
    return [each for each in found if each.lines]


def _pieces(wording: Wording) -> dict[str, str]:
    offered = {scope for scope, _words in wording.purposes}
    pieces = {"title": wording.title, "introduction": wording.introduction, "leaflet": wording.leaflet}
    for scope, words in wording.purposes:
        pieces[scope] = f"{wording.words.get(scope) or english(scope)}\n{words}"
    around = {code: text for code, text in wording.words.items() if code not in Scope.values}
    return pieces | {f"word {code}": text for code, text in around.items() if code not in offered}


def _heading(where: str) -> str:
    if where in Scope.values:
        return str(Scope(where).label)
    names = {"title": _("Title"), "introduction": _("Introduction"), "leaflet": _("Information leaflet")}
    return names.get(where) or _("Words around the form: “%(words)s”") % {
        "words": english(where.removeprefix("word "))
    }


def _lines(old: str, new: str) -> list[Line]:
    gone, come = old.splitlines(), new.splitlines()
    lines: list[Line] = []
    for tag, first, last, begin, end in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
        if tag != "equal":
            lines += [Line("gone", text) for text in gone[first:last] if text.strip()]
            lines += [Line("new", text) for text in come[begin:end] if text.strip()]
    return lines

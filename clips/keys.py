"""The keys of the studio, as one table: for the keys themselves, the help, the hints on the buttons and the
page on which somebody gives an action another key. Each action is done by a function of the same name in
static/clips/keys.js.

A key is named as static/player/keys.js names it: what it types, in lower case, or its name; with "Shift+"
where Shift does not belong to the sign itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from clips.principles import PRINCIPLES, Principle

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Act:
    """One action. `keys` by default; the first is the one to learn, the others help on other keyboards."""

    code: str
    words: StrPromise | str
    keys: tuple[str, ...] = ()
    # Goes on as long as the key is held down.
    repeats: bool = False
    is_fixed: bool = False


@dataclass(frozen=True)
class Group:
    name: StrPromise
    acts: tuple[Act, ...]


def _ticks(principle: Principle) -> StrPromise:
    """In the words of this service, which may change while the program runs."""
    return format_lazy(gettext_lazy("Tick “{principle}”"), principle=lazy(lambda: principle.name, str)())


WATCH = Group(
    gettext_lazy("Watch"),
    (
        Act("toggle", gettext_lazy("Play or pause"), (" ",)),
        Act("stop", gettext_lazy("Play or pause, at normal speed"), ("k",)),
        Act("lookAgain", gettext_lazy("Look again: back 3 seconds, each press 3 more"), ("j",)),
        Act("playFaster", gettext_lazy("Play; again for 1.5× and 2×"), ("l",)),
        Act("back", gettext_lazy("One second back"), ("ArrowLeft",), repeats=True),
        Act("on", gettext_lazy("One second on"), ("ArrowRight",), repeats=True),
        Act("backFar", gettext_lazy("Five seconds back"), ("Shift+ArrowLeft",), repeats=True),
        Act("onFar", gettext_lazy("Five seconds on"), ("Shift+ArrowRight",), repeats=True),
        Act("frameBack", gettext_lazy("One frame back"), (",",), repeats=True),
        Act("frameOn", gettext_lazy("One frame on"), (".",), repeats=True),
        Act("slower", gettext_lazy("Slower"), ("[", "<")),
        Act("faster", gettext_lazy("Faster"), ("]", ">")),
        Act("normalSpeed", gettext_lazy("Back to normal speed")),
    ),
)
MARK = Group(
    gettext_lazy("Mark"),
    (
        Act("moment", gettext_lazy("Mark a moment"), ("m",)),
        Act("clipOfMoment", gettext_lazy("Make a clip of the last moment"), ("x",)),
        Act("clipHere", gettext_lazy("Make a clip round this frame"), ("b",)),
        Act("still", gettext_lazy("Keep this picture as a still"), ("s",)),
        Act("previousClip", gettext_lazy("Previous clip"), ("ArrowUp",)),
        Act("nextClip", gettext_lazy("Next clip"), ("ArrowDown",)),
        Act("compare", gettext_lazy("Compare two clips side by side"), ("v",)),
    ),
)
CLIP = Group(
    gettext_lazy("The open clip"),
    (
        Act("startHere", gettext_lazy("Start here"), ("i",)),
        Act("endHere", gettext_lazy("End here"), ("o",)),
        Act("toStart", gettext_lazy("Go to its start"), ("Shift+i",)),
        Act("toEnd", gettext_lazy("Go to its end"), ("Shift+o",)),
        Act("loop", gettext_lazy("Loop the clip"), ("r",)),
        Act("shortlist", gettext_lazy("Put it on the shortlist, or take it off"), ("f",)),
        Act("choose", gettext_lazy("Choose it for the review, or take it out"), ("g",)),
        Act("write", gettext_lazy("Write how it answers the helping question"), ("c",)),
        *(
            Act(f"tick{place}", _ticks(each), (str(place),))
            for place, each in enumerate(PRINCIPLES.values(), 1)
        ),
        *(
            Act(f"whose{place}", words, (f"Shift+{place}",))
            for place, words in enumerate(
                (
                    gettext_lazy("Behaviour of the first person"),
                    gettext_lazy("Behaviour of the second person"),
                    gettext_lazy("Behaviour of the third person"),
                    gettext_lazy("Behaviour of the fourth person"),
                ),
                start=1,
            )
        ),
    ),
)
PAGE = Group(
    gettext_lazy("Time line and page"),
    (
        Act("zoomIn", gettext_lazy("Zoom in: less of the film, larger"), ("+", "="), repeats=True),
        Act("zoomOut", gettext_lazy("Zoom out: more of the film"), ("-",), repeats=True),
        Act("zoomAll", gettext_lazy("Whole film"), ("0",)),
        Act("snapping", gettext_lazy("Snapping on or off; Alt while dragging leaves it out once"), ("n",)),
        Act("help", gettext_lazy("This list"), ("?", "h")),
        Act("leave", gettext_lazy("Leave the studio"), ("Escape",), is_fixed=True),
    ),
)
GROUPS = (WATCH, MARK, CLIP, PAGE)
ACTS = {act.code: act for group in GROUPS for act in group.acts}

# Keys that no keyboard types: how they are shown, and how a person may write them.
NAMES: dict[str, StrPromise | str] = {
    " ": gettext_lazy("Space"),
    "ArrowLeft": "←",
    "ArrowRight": "→",
    "ArrowUp": "↑",
    "ArrowDown": "↓",
    "Home": gettext_lazy("Home"),
    "End": pgettext_lazy("key", "End"),
    "PageUp": gettext_lazy("Page up"),
    "PageDown": gettext_lazy("Page down"),
    "Insert": gettext_lazy("Insert"),
}
RESERVED: dict[str, StrPromise | str] = {
    "Escape": gettext_lazy("Esc"),
    "Enter": gettext_lazy("Enter"),
    "Tab": gettext_lazy("Tab"),
    "Backspace": gettext_lazy("Backspace"),
    "Delete": gettext_lazy("Delete"),
    **{f"F{number}": f"F{number}" for number in range(1, 13)},
}
SHIFT = "Shift+"


def keys_of(chosen: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The keys of each action. A chosen key is the only one of its action; other actions give way to it."""
    taken = {key for code, key in chosen.items() if code in ACTS}
    return {
        code: ((chosen[code],) if chosen[code] else ())
        if code in chosen
        else tuple(key for key in act.keys if key not in taken)
        for code, act in ACTS.items()
    }


def table_of_keys(chosen: Mapping[str, str]) -> dict[str, str]:
    """What each key does."""
    return {key: code for code, keys in keys_of(chosen).items() for key in keys}


def check_keys(chosen: Mapping[str, str]) -> None:
    """One key does one thing. The errors belong to the actions whose key is taken."""
    errors: dict[str, ValidationError] = {}
    owners = {act.keys[0]: code for code, act in ACTS.items() if code not in chosen and act.keys}
    for code, key in chosen.items():
        if code not in ACTS or ACTS[code].is_fixed:
            raise ValidationError(_("The studio has no such action to give a key to."))
        if key and key in owners:
            errors[code] = ValidationError(
                _("“%(key)s” already stands for “%(action)s”. Give that another key first.")
                % {"key": label_of(key), "action": ACTS[owners[key]].words}
            )
        owners.setdefault(key, code)
    if errors:
        raise ValidationError(errors)


def read_key(text: str) -> str:
    """The name of a key from what a person wrote, such as M, Shift+I, Space or ←; empty for no key."""
    shift, base = _without_shift(" ".join(text.split()))
    if not base:
        return ""
    reserved = _named(base, RESERVED)
    if reserved:
        raise ValidationError(
            _("“%(key)s” has its own meaning on every page and cannot be given another.")
            % {"key": RESERVED[reserved]}
        )
    key = _named(base, NAMES) or base.lower()
    if len(key) > 1 and key not in NAMES:
        raise ValidationError(
            _("“%(text)s” is not one key. Write a letter, a digit or a sign, such as M, Shift+I, Space or ←.")
            % {"text": text}
        )
    return SHIFT + key if shift and (len(key) > 1 or key.isalnum() or key == " ") else key


def label_of(key: str) -> str:
    """`Shift+I` as it stands on the page."""
    shift, base = _without_shift(key) if key.strip() else ("", key)
    return shift + str(NAMES.get(base) or RESERVED.get(base) or base.upper())


def _without_shift(text: str) -> tuple[str, str]:
    shifted = text.lower().replace(" ", "").startswith("shift+") and len(text) > len(SHIFT)
    return (SHIFT, text[text.index("+") + 1 :].strip() or " ") if shifted else ("", text)


def _named(text: str, names: Mapping[str, StrPromise | str]) -> str:
    wanted = text.casefold().replace(" ", "")
    known = {str(word).casefold().replace(" ", ""): name for name, word in names.items()}
    known |= {name.casefold(): name for name in names} | {
        name.casefold().removeprefix("arrow"): name for name in names
    }
    return known.get(wanted, "") if wanted else ""

"""The studio settings of one person, with a field for the key of each action."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clips.keys import ACTS, GROUPS, Act, check_keys, keys_of, label_of, read_key
from clips.models import StudioSettings

PAUSES = [
    (0, _("No pause")),
    (500, _("Half a second")),
    (1000, _("One second")),
    (2000, _("Two seconds")),
    (3000, _("Three seconds")),
    (5000, _("Five seconds")),
]
KEY = "key_"


class SettingsForm(forms.Form):
    lead_in = forms.IntegerField(
        label=_("Seconds before a moment"),
        help_text=_("Attunement is recognised after it began. A clip of a moment begins this much earlier."),
        min_value=0,
        max_value=60,
    )
    length_after = forms.IntegerField(label=_("Seconds after a moment"), min_value=1, max_value=60)
    loop_pause_ms = forms.TypedChoiceField(
        label=_("When a clip is looped, wait at its end"), choices=PAUSES, coerce=int
    )
    snapping = forms.BooleanField(label=_("Edges of clips snap to moments and to silence"), required=False)
    single_keys = forms.BooleanField(label=_("Single keys are switched on"), required=False)

    def __init__(self, data: Any = None, *, settings: StudioSettings) -> None:
        self.settings = settings
        keys = keys_of(settings.keys)
        initial = {name: getattr(settings, name) for name in self.base_fields}
        initial |= {KEY + code: label_of(keys[code][0]) if keys[code] else "" for code in ACTS}
        super().__init__(data, initial=initial)
        for act in ACTS.values():
            if not act.is_fixed:
                self.fields[KEY + act.code] = forms.CharField(
                    label=act.words, required=False, max_length=30, widget=_key_field()
                )

    def clean(self) -> dict[str, Any]:
        """What is not the standard key is kept as chosen."""
        chosen = {code: key for code, key in self.settings.keys.items() if code in ACTS}
        for act in ACTS.values():
            if KEY + act.code in self.cleaned_data:
                self._choose(chosen, act)
        self._refuse_doubles(chosen)
        self.cleaned_data["keys"] = chosen
        return self.cleaned_data

    def wanted(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith(KEY)}

    def key_groups(self) -> Iterator[tuple[Any, list[tuple[forms.BoundField, list[str]]]]]:
        """The fields as the page shows them, each with the keys that do the same."""
        keys = keys_of(self.settings.keys)
        for group in GROUPS:
            acts = [act for act in group.acts if not act.is_fixed]
            yield (
                group.name,
                [(self[KEY + act.code], [label_of(key) for key in keys[act.code][1:]]) for act in acts],
            )

    def _choose(self, chosen: dict[str, str], act: Act) -> None:
        try:
            key = read_key(self.cleaned_data[KEY + act.code])
        except ValidationError as refusal:
            self.add_error(KEY + act.code, refusal)
            return
        if key == (act.keys[0] if act.keys else ""):
            chosen.pop(act.code, None)
        else:
            chosen[act.code] = key

    def _refuse_doubles(self, chosen: dict[str, str]) -> None:
        try:
            check_keys(chosen)
        except ValidationError as refusal:
            for code, errors in refusal.error_dict.items():
                self.add_error(KEY + code, errors)


def _key_field() -> forms.TextInput:
    return forms.TextInput(
        attrs={"data-key": "", "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
    )

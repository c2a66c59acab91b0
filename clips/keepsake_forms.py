"""What the pages about taking home ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clips.keepsake_rules import PAPERS
from clips.models import KeepsakePicture, TakenHome
from vault.pictures import SMALLEST, WHOLE, Finish

# The page counts in hundredths, the vault in thousandths.
PER_CENT = WHOLE // 100
SIDES = ("left", "top", "width", "height")
BRIGHTNESS = [
    (-2, _("Much darker")),
    (-1, _("Darker")),
    (0, _("As filmed")),
    (1, _("Brighter")),
    (2, _("Much brighter")),
]
WARMTH = [
    (-2, _("Much cooler")),
    (-1, _("Cooler")),
    (0, _("As filmed")),
    (1, _("Warmer")),
    (2, _("Much warmer")),
]


def _side(label: Any, lowest: int, highest: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=lowest, max_value=highest)


def _steps(label: Any, choices: list[tuple[int, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, widget=forms.RadioSelect)


class PictureForm(forms.Form):
    """Which part of a picture, how bright, how warm, and the words below it."""

    left = _side(_("From the left (%)"), 0, 100 - SMALLEST // PER_CENT)
    top = _side(_("From the top (%)"), 0, 100 - SMALLEST // PER_CENT)
    width = _side(_("Width (%)"), SMALLEST // PER_CENT, 100)
    height = _side(_("Height (%)"), SMALLEST // PER_CENT, 100)
    brightness = _steps(_("Light"), BRIGHTNESS)
    warmth = _steps(_("Colour"), WARMTH)
    words = forms.CharField(
        label=_("Words below the picture"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In their own words, as they like to read them."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for start, length in (("left", "width"), ("top", "height")):
            if {start, length} <= data.keys() and data[start] + data[length] > 100:
                self.add_error(
                    length, _("This reaches beyond the picture. Make it smaller, or begin earlier.")
                )
        return data

    def finish(self) -> Finish:
        data = self.cleaned_data
        sides = {name: data[name] * PER_CENT for name in SIDES}
        return Finish(**sides, brightness=data["brightness"], warmth=data["warmth"])

    @staticmethod
    def initial_of(picture: KeepsakePicture) -> dict[str, Any]:
        facts = picture.finish.facts | {"words": picture.words}
        return facts | {name: facts[name] // PER_CENT for name in SIDES}


class WordsForm(forms.Form):
    words = forms.CharField(
        label=_("Words on the card"),
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HandOverForm(forms.Form):
    """`again`: it was handed over before, so a reason is asked for."""

    reason = forms.CharField(
        label=_("Why does it go out once more?"),
        error_messages={"required": _("Say in a few words why it goes out once more.")},
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: the printer stopped half way."),
    )

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]


class PaperForm(HandOverForm):
    kind = forms.ChoiceField(
        label=_("What will you print?"),
        choices=[(kind.value, kind.label) for kind in PAPERS],
        initial=TakenHome.Kind.CARD_A5,
        widget=forms.RadioSelect,
    )
    field_order = ("kind", "reason")

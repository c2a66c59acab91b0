"""The product's addresses plus one page that shows every component; only tests know it."""

from pathlib import Path

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from accounts.access import public

HERE = Path(__file__).parent


class ExampleForm(forms.Form):
    name = forms.CharField(
        label="What shall we call them here?", help_text="A first name or initials are enough."
    )
    born = forms.DateField(
        label="Date of birth",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    role = forms.ChoiceField(
        label="Who are they in this case?",
        choices=[("", "Please choose"), ("parent", "Parent"), ("child", "Child"), ("carer", "Foster carer")],
    )
    place = forms.ChoiceField(
        label="Where will you film?",
        widget=forms.RadioSelect,
        choices=[("home", "At home"), ("clinic", "At the clinic"), ("nursery", "At the nursery")],
    )
    seen = forms.MultipleChoiceField(
        label="Who is in the picture?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "Robin, parent"), ("2", "Ash, child")],
    )
    words = forms.CharField(label="In their own words", widget=forms.Textarea(attrs={"rows": 3}))
    film = forms.FileField(label="A paper form, scanned", required=False)
    agreed = forms.BooleanField(label="I have read it out and we have talked about it.")


class ScaleForm(forms.Form):
    value = forms.ChoiceField(
        label="Where are you now?",
        widget=forms.RadioSelect,
        initial="4",
        choices=[(str(n), str(n)) for n in range(11)],
    )


@public
def gallery(request: HttpRequest) -> HttpResponse:
    if "messages" in request.GET:
        messages.success(request, "Saved. The film is safe here; you can delete it from the phone now.")
        messages.info(request, "Somebody else changed this clip a minute ago.")
        messages.warning(request, "The consent for supervision ends on 1 December.")
        messages.error(request, "The film could not be read. Choose it once more.")
    page = engines["django"].from_string((HERE / "gallery.html").read_text())
    invalid = ExampleForm({"name": "Robin", "place": "home"})
    invalid.add_error(None, "Two answers are missing. Nothing is lost.")
    question = {
        "agreed_wording": "How do we enjoy each other at bath time?",
        "own_words": "I just want it to stop being a fight",
    }
    return HttpResponse(
        page.render(
            {
                "form": ExampleForm(auto_id="empty_%s"),
                "invalid": invalid,
                "scale": ScaleForm(),
                "question": question,
                "ratings": [
                    {"label": "At the start", "value": 3},
                    {"label": "Now", "value": 6},
                    {"label": "Hoped for", "value": 8},
                ],
                "gone": ["2 films (12 minutes) and 7 clips made from them", "4 photographs"],
                "stays": ["The case, its notes and the other consents"],
                "steps": ["Who signs", "What for", "Signature"],
            },
            request,
        )
    )


urlpatterns = [path("", include("vig.urls")), path("gallery/", gallery, name="gallery")]

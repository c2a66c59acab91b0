"""What was taken home of films in which a person is seen, and the words that went along."""

from django.utils.translation import gettext as _

from cases.models import Case, Person
from clips.models import KeepsakePicture, TakenHome
from clips.personal_lines import Line, is_client, line
from clips.written import of_taken_home


def taken_home(case: Case, person: Person) -> list[Line]:
    """The words belong to whom the work is for; what was handed over to everybody who is seen in it."""
    taken = TakenHome.objects.filter(case=case, items__custody__appearances__person=person).distinct()
    lines = [of_taken_home(each) for each in taken.select_related("handed_by").prefetch_related("items")]
    return lines + (_words(case) if is_client(case, person) else [])


def _words(case: Case) -> list[Line]:
    keepsake = getattr(case, "keepsake", None)
    card = keepsake.words if keepsake else ""
    below = KeepsakePicture.objects.filter(keepsake__case=case).exclude(words="")
    return [
        *([line((_("Your words on the card"), card))] if card else []),
        *(line((_("Your words below a picture"), each.words)) for each in below),
    ]

"""What a person said in shared reviews, and what was seen of them there."""

from django.utils.translation import gettext as _

from cases.models import Case, Person
from clips.models import Reflection, Sign
from clips.personal_lines import Line, line


def said_in_reviews(case: Case, person: Person) -> list[Line]:
    said = Reflection.objects.filter(said_by=person, shown__filmed_session__cycle__case=case)
    signs = Sign.objects.filter(person=person, shown__filmed_session__cycle__case=case)
    return [
        *(
            line(
                (_("When"), each.created_at),
                (_("Clip"), str(each.shown)),
                (_("What kind of words"), each.get_about_display()),
                (_("In the contact"), each.get_contact_display()),
                (_("Your words"), each.words),
            )
            for each in said.select_related("shown").order_by("pk")
        ),
        *(
            line(
                (_("When"), each.at),
                (_("Clip"), str(each.shown)),
                (_("Seen of you"), each.get_kind_display()),
                (_("In the contact"), each.get_contact_display()),
            )
            for each in signs.select_related("shown").order_by("pk")
        ),
    ]

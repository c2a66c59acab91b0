"""What a referral said about the person whom the work is for, and what their work has to take care of."""

from django.utils.translation import gettext as _

from cases.models import Case, Interpreting, Person, Referral
from clips.personal_lines import Line, day_of, is_client, line


def what_was_asked(case: Case, person: Person) -> list[Line]:
    """Written about whom the work is for. Who asked is named by organisation only."""
    if not is_client(case, person):
        return []
    found = Referral.objects.filter(case=case)
    return [
        line(
            (_("Organisation that asked"), each.referrer_organisation),
            (_("What was asked for"), each.asked_for),
        )
        for each in found
    ]


def what_is_needed(case: Case, person: Person) -> list[Line]:
    if not is_client(case, person):
        return []
    return [
        *(
            line((_("Interpreter"), each.get_need_display()), (_("Language"), each.language_name))
            for each in Interpreting.objects.filter(case=case)
        ),
        *(
            line((_("Safeguarding"), each.get_plan_display()), (_("Since"), day_of(each.since)))
            for each in case.safeguardings.all()
        ),
    ]

"""A new referral: what is known about it, and the first people."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases import actions, rules
from cases.forms import PersonForm, ReferralForm, ReferrerForm
from cases.forms.starts import STARTS, begin_with, start_of
from cases.models import Case

MOST_PEOPLE = 12


class PeopleFormSet(BaseFormSet[PersonForm]):
    """The first people of a case. Rows left empty are nobody."""

    def clean(self) -> None:
        if not any(self.errors):
            rules.check_first_people(self.people())

    def people(self) -> list[rules.PersonFacts]:
        return [form.facts() for form in self.forms if form.cleaned_data]


PeopleForms = cast(
    "type[PeopleFormSet]",
    formset_factory(
        PersonForm,
        formset=PeopleFormSet,
        extra=0,
        min_num=rules.FIRST_PEOPLE,
        max_num=MOST_PEOPLE,
        absolute_max=5 * MOST_PEOPLE,
    ),
)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def referral_new(request: SignedInRequest) -> HttpResponse:
    form = ReferralForm(request.POST or None)
    referrer = ReferrerForm(request.POST or None, prefix="referrer")
    people = PeopleForms(request.POST or None, prefix="people")
    start = start_of(request.GET.get("start", ""))
    begin_with(start, people)
    doubles = None
    if request.method == "POST" and all([form.is_valid(), referrer.is_valid(), people.is_valid()]):
        if "looked" not in request.POST:
            doubles = actions.look_for_doubles(people=people.people(), by=request.user)
        case = None if doubles else _opened(form, referrer, people, request.user)
        if case:
            messages.success(request, _("Case %(number)s is open.") % {"number": case.number})
            return redirect("case", case.pk)
    context = {
        "form": form,
        "referrer": referrer,
        "people": people,
        "starts": STARTS,
        "start": start,
        "most": MOST_PEOPLE,
        "doubles": doubles,
    }
    return render(request, "cases/referral_new.html", context)


def _opened(form: ReferralForm, referrer: ReferrerForm, people: PeopleFormSet, by: User) -> Case | None:
    try:
        return actions.open_case(
            people=people.people(), referrer=referrer.facts(), by=by, **form.cleaned_data
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None

"""The copy of everything that is kept about a person: what goes in is looked at, then it is sent."""

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from accounts.step_up import asks_again
from cases.forms import attempt
from cases.models import Case, Person
from cases.views.loading import own_case
from clips.actions.copies import make_copy
from clips.copy_forms import CopyForm
from clips.copy_rules import Candidate, candidates
from clips.models import PersonalCopy
from clips.personal_copy import archive
from clips.personal_lines import is_client
from consent.views.signing import person_of, sent


@requires(Permission.WORK_CASES)
@asks_again()
@require_http_methods(["GET", "POST"])
def copy_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponseBase:
    case = own_case(request, case_id)
    person = person_of(case, person_id)
    found = candidates(case, person, request.user)
    form = CopyForm(sent(request), shared=found.shared)
    made: list[tuple[PersonalCopy, list[Candidate]]] = []
    if request.method == "POST" and attempt(
        form, lambda data: made.append(_make(request, case, person, form, data.get("review", "")))
    ):
        copy, clips = made[0]
        response = StreamingHttpResponse(archive(request, copy, clips), content_type="application/zip")
        response.headers["Content-Disposition"] = f'attachment; filename="copy-{copy.pk}.zip"'
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
    earlier = person.personal_copies.filter(case=case).select_related("made_by").order_by("-made_at")
    context = {
        "case": case,
        "person": person,
        "form": form,
        "found": found,
        "earlier": earlier,
        "has_notes": is_client(case, person),
    }
    return render(request, "clips/copy_new.html", context)


def _make(
    request: SignedInRequest, case: Case, person: Person, form: CopyForm, review: str
) -> tuple[PersonalCopy, list[Candidate]]:
    return make_copy(case=case, person=person, chosen=form.chosen(), review=review, by=request.user)

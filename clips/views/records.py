"""The full record of a case: what is in it is said first, then it leaves Attune."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.paper import download
from accounts.roles import Permission
from accounts.step_up import asks_again
from cases.forms import attempt
from cases.views.loading import own_case
from clips.actions.records import print_record
from clips.copy_forms import RecordForm
from clips.models import PrintedRecord
from consent.views.signing import sent


@requires(Permission.WORK_CASES)
@asks_again()
@require_http_methods(["GET", "POST"])
def case_record(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Whoever left the room with the page open must not be able to take everything away."""
    case = own_case(request, case_id)
    form = RecordForm(sent(request))
    made: list[tuple[PrintedRecord, bytes]] = []
    if request.method == "POST" and attempt(
        form, lambda data: made.append(print_record(case=case, by=request.user, **data))
    ):
        printed, content = made[0]
        return download(content, name=f"record-{printed.pk}.pdf")
    earlier = case.printed_records.select_related("made_by").order_by("-made_at")
    return render(request, "clips/case_record.html", {"case": case, "form": form, "earlier": earlier})

"""What goes when, as it would be if the case were closed today: a part of the page that closes it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.views.loading import own_case
from consent.plans import clocks_if_closed, films_left
from consent.rules import hold_on, is_case_restricted


@requires(Permission.WORK_CASES)
@require_GET
def closing_retention(request: SignedInRequest, case_id: int) -> HttpResponse:
    case, today = own_case(request, case_id), timezone.localdate()
    context = {
        "clocks": clocks_if_closed(case, today).items(),
        "films": films_left(case),
        "is_kept": hold_on(case.pk) is not None or is_case_restricted(case.pk),
        "today": today,
    }
    return render(request, "consent/closing_retention.html", context)

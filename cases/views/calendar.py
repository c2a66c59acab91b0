"""The guider's own visits in a calendar program, which cannot sign in: the address is the key."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, public, requires
from accounts.models import User
from accounts.roles import Permission
from accounts.throttle import MINUTE, asks_too_often
from cases import actions, ics, rules
from cases.models import CalendarFeed, Visit

KEPT_BEHIND = timedelta(days=30)
# A whole service may share one network address, and each program asks now and then.
PER_MINUTE = 120


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def calendar(request: SignedInRequest) -> HttpResponse:
    """POST makes a new address; it is shown this once."""
    address = ""
    if request.method == "POST":
        token = actions.renew_feed(by=request.user)
        address = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    feed = CalendarFeed.objects.filter(user=request.user).first()
    _scheme, _colon, rest = address.partition(":")
    context = {"feed": feed, "address": address, "webcal": f"webcal:{rest}"}
    return render(request, "cases/calendar.html", context)


@requires(Permission.WORK_CASES)
@require_POST
def calendar_removal(request: SignedInRequest) -> HttpResponse:
    actions.revoke_feed(by=request.user)
    messages.success(request, _("The address opens nothing any more."))
    return redirect("calendar")


@public
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Whatever is wrong with an address, the answer is the same."""
    if asks_too_often(request, page="calendar-feed", per_minute=PER_MINUTE):
        return _answer(b"", 429, **{"Retry-After": str(MINUTE)})
    user = rules.whose_calendar(token)
    return _answer(_visits_of(user)) if user else _answer(b"", 404)


def _answer(content: bytes, status: int = 200, **headers: str) -> HttpResponse:
    headers["Cache-Control"] = "no-store"
    return HttpResponse(content, content_type=ics.CONTENT_TYPE, status=status, headers=headers)


def _visits_of(user: User) -> bytes:
    since = timezone.localdate() - KEPT_BEHIND
    visits = list(Visit.objects.visible_to(user).filter(day__gte=since).select_related("case"))
    off = {visit.pk for visit in visits if not visit.attendance and not rules.expects_visits(visit.case)}
    return ics.calendar(visits, cancelled=frozenset(off))

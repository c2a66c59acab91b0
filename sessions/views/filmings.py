"""A filming of which nothing can be used: it leads to planning another one, and can be taken up again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.forms import attempt
from sessions.actions import set_aside, take_up_again
from sessions.forms import SetAsideForm
from sessions.models import FilmedSession


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def nothing_usable(request: SignedInRequest, filmed_session_id: int) -> HttpResponse:
    filming = _filming(request, filmed_session_id)
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda data: set_aside(filmed_session=filming, by=request.user, **data)
    ):
        messages.success(
            request, _("Noted. The visit counts as held, nobody missed it. Film again when it suits.")
        )
        return redirect("filming-new", filming.cycle_id)
    context = {
        "form": form,
        "filmed_session": filming,
        "case": filming.cycle.case,
        "cancel_url": reverse("filming", args=[filming.pk]),
    }
    return render(request, "sessions/nothing_usable.html", context)


@requires(Permission.WORK_CASES)
@require_POST
def taking_up(request: SignedInRequest, filmed_session_id: int) -> HttpResponse:
    filming = _filming(request, filmed_session_id)
    try:
        take_up_again(filmed_session=filming, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("filming", filming.pk)


def _filming(request: SignedInRequest, filmed_session_id: int) -> FilmedSession:
    filmings = FilmedSession.objects.visible_to(request.user).filter(kind=FilmedSession.Kind.FILMING)
    return get_object_or_404(filmings.select_related("cycle__case"), pk=filmed_session_id)

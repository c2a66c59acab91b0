"""The studio settings of the signed-in person."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from clips.actions import change_settings, reset_settings
from clips.keys import NAMES
from clips.rules import settings_of
from clips.settings_forms import SettingsForm


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def studio_settings(request: SignedInRequest) -> HttpResponse:
    if "standard" in request.POST:
        reset_settings(by=request.user)
        messages.success(request, _("Everything is as it was at the beginning."))
        return redirect("studio-settings")
    form = SettingsForm(request.POST or None, settings=settings_of(request.user))
    if form.is_valid():
        change_settings(by=request.user, **form.wanted())
        messages.success(request, _("Your settings are saved. They count when a studio is opened next."))
        return redirect("studio-settings")
    context = {"form": form, "names": {name: str(words) for name, words in NAMES.items()}}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "clips/settings.html", context, status=status)


@requires(Permission.WORK_CASES)
@require_http_methods(["PUT", "DELETE"])
def single_keys(request: SignedInRequest) -> HttpResponse:
    """Switched on (PUT) or off (DELETE) in the studio."""
    change_settings(by=request.user, single_keys=request.method == "PUT")
    return HttpResponse(status=HTTPStatus.NO_CONTENT)

"""The supervisor looks at the film before the clips."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from supervision import actions
from supervision.forms import PickForm
from supervision.models import PickedMoment, Submission
from supervision.rules import check_pick
from supervision.screens.picks import pick_screen
from supervision.views.scope import visible


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def blind_pick(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """The film without the clips; a stretch that is posted is kept."""
    of = get_object_or_404(visible(request), pk=submission_id, supervisor=request.user)
    form = PickForm(request.POST or None, submission=of)
    refusal = ""
    if request.method == "POST":
        refusal = _("Mark where the stretch begins and where it ends first.")
    if form.is_valid():
        refusal = _keep(request, of, form)
    if request.method == "POST" and not refusal and not request.headers.get("HX-Request"):
        return redirect("blind-pick", of.pk)
    return _page(request, of, refusal)


@requires(Permission.SUPERVISE)
@require_POST
def blind_pick_removal(request: SignedInRequest, picked_id: int) -> HttpResponse:
    reached = visible(request).filter(supervisor=request.user)
    picked = get_object_or_404(PickedMoment, pk=picked_id, submission__in=reached)
    of = get_object_or_404(reached, pk=picked.submission_id)
    refusal = ""
    try:
        actions.remove_pick(picked=picked, by=request.user)
    except ValidationError as error:
        refusal = error.messages[0]
    if not refusal and not request.headers.get("HX-Request"):
        return redirect("blind-pick", of.pk)
    return _page(request, of, refusal)


def _keep(request: SignedInRequest, of: Submission, form: PickForm) -> str:
    footage, first, last = (form.cleaned_data[name] for name in ("footage", "frame", "end_frame"))
    try:
        actions.pick(submission=of, footage=footage, in_frame=first, out_frame=last, by=request.user)
    except ValidationError as error:
        return error.messages[0]
    return ""


def _page(request: SignedInRequest, of: Submission, refusal: str) -> HttpResponse:
    over = ""
    try:
        check_pick(submission=of, by=request.user)
    except ValidationError as error:
        over = error.messages[0]
    context = pick_screen(of, request.user) | {
        "over": over,
        "refusal": refusal,
        "form": PickForm(submission=of),
    }
    part = "picked" if request.headers.get("HX-Request") else "blind_pick"
    return render(request, f"supervision/{part}.html", context, status=422 if refusal else 200)

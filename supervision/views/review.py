"""The review screen, its remarks and its end."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from supervision import actions
from supervision.forms import DecisionForm, RemarkForm
from supervision.models import Submission
from supervision.rules import can_decide, can_remark
from supervision.screens.review import review_screen
from supervision.views.scope import visible


@requires(Permission.SUPERVISE, Permission.WORK_CASES)
@require_GET
def submission(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """The review screen: for the supervisor to decide, for the guider in charge to read."""
    return _screen(request, get_object_or_404(visible(request), pk=submission_id))


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_POST
def remarks(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """Write a remark; answers htmx with the remarks and an empty form, or with what was typed."""
    of = get_object_or_404(visible(request), pk=submission_id)
    form = RemarkForm(request.POST, submission=of)
    if form.is_valid():
        try:
            actions.remark(submission=of, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    is_part = bool(request.headers.get("HX-Request"))
    if not form.is_valid():
        return _screen(request, of, remark_form=form, part="#remarks" if is_part else "")
    if is_part:
        return _screen(request, of, part="#remarks")
    return redirect("submission", of.pk)


@requires(Permission.SUPERVISE)
@require_POST
def decision_new(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """Release or return."""
    of = get_object_or_404(visible(request), pk=submission_id, supervisor=request.user)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.decide(submission=of, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, _("Done. Your trainee sees it now, and the film is closed to you again.")
            )
            return redirect("submissions")
    return _screen(request, of, decision_form=form)


def _screen(
    request: SignedInRequest,
    of: Submission,
    *,
    remark_form: RemarkForm | None = None,
    decision_form: DecisionForm | None = None,
    part: str = "",
) -> HttpResponse:
    """The screen or a part of it. A form that is handed in was refused and keeps what was typed."""
    is_refused = bool(remark_form or decision_form)
    if can_remark(submission=of, by=request.user):
        remark_form = remark_form or RemarkForm(submission=of)
    if can_decide(submission=of, by=request.user):
        decision_form = decision_form or DecisionForm()
    context = review_screen(of, request.user) | {"remark_form": remark_form, "decision_form": decision_form}
    status = 422 if is_refused else 200
    return render(request, f"supervision/submission.html{part}", context, status=status)

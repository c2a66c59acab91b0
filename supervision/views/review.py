"""The review screen, what is written on it, and its end."""

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
from supervision.models import Remark, Submission, SubmittedClip
from supervision.rules import can_decide, can_remark
from supervision.screens.review import review_screen
from supervision.screens.stage_line import stage_line
from supervision.views.scope import visible


@requires(Permission.SUPERVISE, Permission.WORK_CASES)
@require_GET
def submission(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """The review screen: for the supervisor to decide, for the guider in charge to read."""
    of = get_object_or_404(visible(request), pk=submission_id)
    actions.look(submission=of, by=request.user)
    return _screen(request, of)


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_POST
def remarks(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """Write a remark; answers htmx with the remarks and an empty form, or with what was typed."""
    of = get_object_or_404(visible(request), pk=submission_id)
    form = RemarkForm(request.POST, submission=of)
    if form.is_valid():
        try:
            is_proposal = "is_proposal" in request.POST
            actions.remark(submission=of, by=request.user, is_proposal=is_proposal, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    is_part = bool(request.headers.get("HX-Request"))
    if not form.is_valid():
        return _screen(request, of, remark_form=form, part="remarks" if is_part else "submission")
    if is_part:
        return _screen(request, of, part="remarks")
    return redirect("submission", of.pk)


@requires(Permission.SUPERVISE)
@require_POST
def suggestion(request: SignedInRequest, clip_id: int) -> HttpResponse:
    """Say what to do with a clip; answers htmx with all clips, since only one of them is used first."""
    clip = get_object_or_404(
        SubmittedClip, pk=clip_id, submission__in=visible(request).filter(supervisor=request.user)
    )
    refused = {}
    try:
        actions.suggest(clip=clip, suggestion=request.POST.get("suggestion", ""), by=request.user)
    except ValidationError as refusal:
        refused = {"refused_clip": clip.pk, "refusal": refusal.messages[0]}
    of = get_object_or_404(visible(request), pk=clip.submission_id)
    if request.headers.get("HX-Request"):
        return _screen(request, of, part="submitted", refused=refused)
    return _screen(request, of, refused=refused) if refused else redirect("submission", of.pk)


@requires(Permission.BRING_TO_SUPERVISION)
@require_POST
def proposal_taking(request: SignedInRequest, remark_id: int) -> HttpResponse:
    """Take a proposed clip over into the studio."""
    proposal = get_object_or_404(Remark, pk=remark_id, submission__in=visible(request))
    try:
        actions.take_over(remark=proposal, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The clip is in your studio."))
    return redirect("submission", proposal.submission_id)


@requires(Permission.BRING_TO_SUPERVISION)
@require_POST
def reading(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """The trainee's sign-off, also when somebody else has the case by now: it is their own supervision."""
    of = get_object_or_404(Submission, pk=submission_id, submitted_by=request.user)
    try:
        actions.confirm_reading(submission=of, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    if visible(request).filter(pk=of.pk).exists():
        return redirect("submission", of.pk)
    return redirect("supervision-record")


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
    refused: dict[str, object] | None = None,
    part: str = "submission",
) -> HttpResponse:
    """The screen or a part of it. A form that is handed in was refused and keeps what was typed."""
    is_refused = bool(remark_form or decision_form or refused)
    if can_remark(submission=of, by=request.user):
        remark_form = remark_form or RemarkForm(submission=of)
    if can_decide(submission=of, by=request.user):
        decision_form = decision_form or DecisionForm()
    context = review_screen(of, request.user) | {"remark_form": remark_form, "decision_form": decision_form}
    if part == "submission":
        context |= stage_line(of, request.user)
    status = 422 if is_refused else 200
    return render(request, f"supervision/{part}.html", context | (refused or {}), status=status)

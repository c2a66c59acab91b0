"""Pages of supervision: submit, the queue, the review screen, its remarks and its end."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from clips.models import Selection
from clips.seen import chain_of, seen_in
from sessions.models import Cycle
from supervision import actions
from supervision.forms import DecisionForm, RemarkForm, SubmissionForm
from supervision.models import Submission, Submissions
from supervision.rules import can_decide, can_remark, check_submission
from supervision.screens import review_screen


@requires(Permission.BRING_TO_SUPERVISION)
@require_http_methods(["GET", "POST"])
def submission_new(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """Take the clips chosen in a cycle to supervision."""
    cycle = get_object_or_404(Cycle.objects.visible_to(request.user).select_related("case"), pk=cycle_id)
    selection = get_object_or_404(Selection, cycle=cycle)
    form = SubmissionForm(request.POST or None, trainee=request.user)
    refusal = ""
    try:
        check_submission(selection=selection, by=request.user)
        if form.is_valid():
            submission = actions.submit(selection=selection, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your clips are with your supervisor."))
            return redirect("submission", submission.pk)
    except ValidationError as error:
        refusal = error.messages[0]
    chosen = selection.chosen.select_related("clip")
    chosen = chosen.prefetch_related("clip__ticks__subject", "clip__turns__person")
    context = {
        "cycle": cycle,
        "case": cycle.case,
        "form": form,
        "refusal": refusal,
        "open_submission": Submission.objects.filter(selection=selection).with_supervisor().first(),
        "brought": [(row.clip, seen_in(row.clip), chain_of(row.clip)) for row in chosen],
    }
    return render(request, "supervision/submission_new.html", context, status=422 if form.is_bound else 200)


def _visible(request: SignedInRequest) -> Submissions:
    return Submission.objects.visible_to(request.user).select_related(
        "submitted_by", "supervisor", "selection__cycle__case", "decision__decided_by"
    )


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_GET
def submissions(request: SignedInRequest) -> HttpResponse:
    """What waits, most urgent first: the nearest planned shared review, then the oldest."""
    queue = _visible(request).annotate(
        clip_count=Count("clips", distinct=True), remark_count=Count("remarks", distinct=True)
    )
    waiting = queue.filter(decision=None).order_by(
        F("review_planned_on").asc(nulls_last=True), "submitted_at"
    )
    decided = queue.filter(decision__isnull=False).order_by("-decision__decided_at")[:20]
    context = {
        "waiting": list(waiting),
        "decided": list(decided),
        "supervises": request.user.may(Permission.SUPERVISE),
    }
    return render(request, "supervision/submissions.html", context)


@requires(Permission.SUPERVISE, Permission.WORK_CASES)
@require_GET
def submission(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """The review screen: for the supervisor to decide, for the guider in charge to read."""
    return _screen(request, get_object_or_404(_visible(request), pk=submission_id))


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_POST
def remarks(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """Write a remark; answers htmx with the remarks and an empty form, or with what was typed."""
    of = get_object_or_404(_visible(request), pk=submission_id)
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
    of = get_object_or_404(_visible(request), pk=submission_id, supervisor=request.user)
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

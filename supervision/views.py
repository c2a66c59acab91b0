"""Pages of supervision: submit, the queue, the review screen, its remarks and its end."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.models import Case
from clips.models import Selection
from sessions.models import Cycle
from supervision import actions
from supervision.forms import DecisionForm, RemarkForm, SubmissionForm
from supervision.models import Decision, Submission
from supervision.rules import check_submission
from supervision.screens import review_screen


@requires(Permission.BRING_TO_SUPERVISION)
@require_http_methods(["GET", "POST"])
def submission_new(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """Take the clips chosen in a cycle to supervision."""
    cycle = get_object_or_404(
        Cycle.objects.select_related("case"),
        pk=cycle_id,
        case__in=Case.objects.visible_to(request.user),
    )
    selection = get_object_or_404(Selection, cycle=cycle)
    form = SubmissionForm(request.POST or None, trainee=request.user)
    refusal = ""
    try:
        check_submission(selection=selection, by=request.user)
        if request.method == "POST" and form.is_valid():
            submission = actions.submit(selection=selection, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your clips are with your supervisor."))
            return redirect("submission", submission.pk)
    except ValidationError as error:
        refusal = error.messages[0]
    context = {
        "cycle": cycle,
        "case": cycle.case,
        "selection": selection,
        "form": form,
        "refusal": refusal,
        "chosen": selection.chosen.select_related("clip").prefetch_related("clip__ticks__subject"),
    }
    return render(request, "supervision/submission_new.html", context)


def _queue(request: SignedInRequest) -> QuerySet[Submission]:
    return (
        Submission.objects.visible_to(request.user)
        .select_related("submitted_by", "supervisor", "selection__cycle__case", "decision")
        .annotate(clip_count=Count("clips", distinct=True), remark_count=Count("remarks", distinct=True))
    )


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_GET
def submissions(request: SignedInRequest) -> HttpResponse:
    """What waits, most urgent first: the nearest planned shared review, then the oldest."""
    queue = _queue(request)
    waiting = queue.filter(decision=None).order_by(F("review_planned_on").asc(nulls_last=True), "submitted_at")
    decided = queue.filter(decision__isnull=False).order_by("-decision__decided_at")[:20]
    return render(
        request, "supervision/submissions.html", {"waiting": list(waiting), "decided": list(decided)}
    )


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_GET
def submission(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """The review screen: for the supervisor to decide, for the trainee to read."""
    shown = get_object_or_404(_queue(request), pk=submission_id)
    context = review_screen(shown, request.user) | {
        "remark_form": RemarkForm(),
        "decision_form": DecisionForm(),
    }
    return render(request, "supervision/submission.html", context)


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_POST
def remarks(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """Write a remark; answers with the list of remarks."""
    of = get_object_or_404(_queue(request), pk=submission_id)
    form = RemarkForm(request.POST)
    refusal = ""
    if form.is_valid():
        clip = get_object_or_404(
            of.clips.select_related("footage__custody__recording"),
            footage=form.cleaned_data["footage"],
            position=_first_position(of, form.cleaned_data["footage"]),
        )
        try:
            actions.remark(
                submission=of,
                footage=clip.footage,
                frame=form.cleaned_data["frame"],
                words=form.cleaned_data["words"],
                by=request.user,
            )
        except ValidationError as error:
            refusal = error.messages[0]
    else:
        refusal = _("Write a few words first.")
    context = review_screen(of, request.user) | {"refusal": refusal}
    return render(request, "supervision/submission.html#remarks", context, status=422 if refusal else 200)


def _first_position(of: Submission, footage: UUID) -> int | None:
    return of.clips.filter(footage=footage).values_list("position", flat=True).first()


@requires(Permission.SUPERVISE)
@require_POST
def decision_new(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """Release or return."""
    of = get_object_or_404(_queue(request), pk=submission_id, supervisor=request.user)
    form = DecisionForm(request.POST)
    verdict = request.POST.get("verdict", "")
    refusal = ""
    if not form.is_valid() or verdict not in Decision.Verdict.values:
        refusal = _("Check the minutes, and choose release or return.")
    else:
        try:
            actions.decide(submission=of, verdict=verdict, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refusal = error.messages[0]
    if refusal:
        context = review_screen(of, request.user) | {
            "remark_form": RemarkForm(),
            "decision_form": form,
            "refusal": refusal,
        }
        return render(request, "supervision/submission.html", context, status=422)
    messages.success(request, _("Done. Your trainee sees it now, and the film is closed to you again."))
    return redirect("submissions")

"""Take clips to supervision, and the queue."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from clips.models import Selection
from clips.seen import chain_of, seen_in
from sessions.models import Cycle, Footage
from supervision import actions
from supervision.forms import SubmissionForm
from supervision.models import Submission
from supervision.rules import check_submission, clips_to_bring, with_news
from supervision.screens.queue import cards
from supervision.screens.record import record_screen
from supervision.views.scope import visible


@requires(Permission.BRING_TO_SUPERVISION)
@require_http_methods(["GET", "POST"])
def submission_new(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """Take the clips chosen in a cycle to supervision."""
    return _bring(request, cycle_id, Submission.Kind.CHOSEN)


@requires(Permission.BRING_TO_SUPERVISION)
@require_http_methods(["GET", "POST"])
def own_moments_new(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """Take own moments in the film of a shared review to supervision."""
    return _bring(request, cycle_id, Submission.Kind.OWN)


def _bring(request: SignedInRequest, cycle_id: int, kind: str) -> HttpResponse:
    cycle = get_object_or_404(Cycle.objects.visible_to(request.user).select_related("case"), pk=cycle_id)
    selection = get_object_or_404(Selection, cycle=cycle)
    form = SubmissionForm(request.POST or None, trainee=request.user, kind=kind)
    refusal = ""
    try:
        check_submission(selection=selection, by=request.user, kind=kind)
        if form.is_valid():
            submission = actions.submit(selection=selection, by=request.user, kind=kind, **form.cleaned_data)
            messages.success(request, _("Your clips are with your supervisor."))
            return redirect("submission", submission.pk)
    except ValidationError as error:
        refusal = error.messages[0]
    clips = clips_to_bring(selection, kind).prefetch_related("ticks__subject", "turns__person")
    review_films = Footage.objects.filter(filmed_session__cycle=cycle, filmed_session__kind="shared_review")
    waiting = Submission.objects.filter(selection=selection, kind=kind).with_supervisor()
    context = {
        "cycle": cycle,
        "case": cycle.case,
        "form": form,
        "refusal": refusal,
        "is_own": kind == Submission.Kind.OWN,
        "review_film": review_films.first(),
        "open_submission": waiting.first(),
        "brought": [(clip, seen_in(clip), chain_of(clip)) for clip in clips],
    }
    return render(request, "supervision/submission_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_GET
def submissions(request: SignedInRequest) -> HttpResponse:
    """What waits, most urgent first: the nearest planned shared review, then the oldest."""
    queue = with_news(visible(request), request.user).annotate(
        clip_count=Count("clips", distinct=True), remark_count=Count("remarks", distinct=True)
    )
    waiting = queue.open().order_by(F("review_planned_on").asc(nulls_last=True), "submitted_at")
    closed = queue.closed().order_by(Coalesce("decision__decided_at", "submitted_at").desc())[:20]
    context = {
        "waiting": cards(waiting, request.user),
        "closed": cards(closed, request.user),
        "supervises": request.user.may(Permission.SUPERVISE),
    }
    return render(request, "supervision/submissions.html", context)


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION, Permission.WORK_CASES)
@require_GET
def supervision_record(request: SignedInRequest) -> HttpResponse:
    """One's own, for good: what was brought and what was decided, apart from the film."""
    return render(request, "supervision/record.html", record_screen(request.user))

"""Meetings of supervision, and the meeting that ends a stage."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.forms import attempt
from supervision import actions
from supervision.models import StageMeeting, Submission, SupervisionSession
from supervision.road import road_of
from supervision.road_forms import MeetingForm, StageMeetingForm
from supervision.rules.meetings import can_change
from supervision.screens.road import progress_screen


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def meeting_new(request: SignedInRequest) -> HttpResponse:
    """Write down a meeting; `?trainee=` names who was there."""
    chosen = request.GET.get("trainee", "")
    initial = {"trainees": [chosen]} if chosen.isdigit() else {}
    form = MeetingForm(request.POST or None, supervisor=request.user, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda _sent: actions.hold_session(facts=form.facts(), by=request.user)
    ):
        messages.success(request, _("Written down and signed by you. It counts once they have signed too."))
        return redirect("trainees")
    return render(
        request, "supervision/meeting_new.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _visible(request: SignedInRequest, meeting_id: int) -> SupervisionSession:
    meetings = SupervisionSession.objects.visible_to(request.user).select_related("supervisor")
    return get_object_or_404(
        meetings.prefetch_related("attendances__trainee", "looked_at__submitted_by"), pk=meeting_id
    )


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_GET
def meeting(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    of = _visible(request, meeting_id)
    own = [row for row in of.attendances.all() if row.trainee_id == request.user.pk]
    theirs = [
        submission
        for submission in of.looked_at.all()
        if request.user.pk in {submission.submitted_by_id, of.supervisor_id}
    ]
    reached = Submission.objects.visible_to(request.user).filter(pk__in=[one.pk for one in theirs])
    context = {
        "meeting": of,
        "attendances": of.attendances.all(),
        "looked_at": theirs,
        "reached": set(reached),
        "can_sign": any(row.signed_at is None for row in own),
        "can_change": can_change(meeting=of, by=request.user),
    }
    return render(request, "supervision/meeting.html", context)


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def meeting_correction(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """Until the first trainee has signed."""
    of = _visible(request, meeting_id)
    if not can_change(meeting=of, by=request.user):
        raise PermissionDenied
    form = MeetingForm(request.POST or None, supervisor=request.user, instance=of)
    if request.method == "POST" and attempt(
        form, lambda _sent: actions.correct_session(meeting=of, facts=form.facts(), by=request.user)
    ):
        messages.success(request, _("Corrected, and signed by you again."))
        return redirect("meeting", of.pk)
    context = {"form": form, "meeting": of}
    return render(request, "supervision/meeting_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUPERVISE)
@require_POST
def meeting_removal(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    of = _visible(request, meeting_id)
    try:
        actions.remove_session(meeting=of, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect("meeting", of.pk)
    messages.success(request, _("Removed. It counts for nobody."))
    return redirect("trainees")


@requires(Permission.BRING_TO_SUPERVISION)
@require_POST
def meeting_signature(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    of = _visible(request, meeting_id)
    try:
        actions.sign_session(meeting=of, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect("meeting", of.pk)
    messages.success(request, _("Signed by both. It counts, and stays as it is."))
    return redirect("progress")


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def stage_meeting(request: SignedInRequest, stage_meeting_id: int) -> HttpResponse:
    """The assessor looks at what was done, and signs."""
    open_to_assessor = StageMeeting.objects.filter(assessor=request.user, signed_at=None)
    of = get_object_or_404(
        open_to_assessor.select_related("stage", "enrolment__trainee", "enrolment__stage"),
        pk=stage_meeting_id,
    )
    form = StageMeetingForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda sent: actions.end_stage(meeting=of, by=request.user, **sent)
    ):
        messages.success(
            request, _("Signed. The trainee sees it now, and their page is closed to you again.")
        )
        return redirect("trainees")
    context = progress_screen(road_of(of.enrolment.trainee), request.user) | {"meeting": of, "form": form}
    return render(request, "supervision/stage_meeting.html", context, status=422 if form.is_bound else 200)

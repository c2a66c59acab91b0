"""The road to accreditation: the trainee's own page, the supervisor's overview, the pathway and its gate."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases.forms import attempt
from supervision import actions
from supervision.models import Enrolment, SupervisionSession, trainees_visible_to
from supervision.road import road_of
from supervision.road_forms import AssessmentForm, EnrolmentForm, GateForm
from supervision.rules.enrolments import may_ask_assessor, supervises
from supervision.screens.overview import overview
from supervision.screens.road import progress_screen

MEETINGS_SHOWN = 10


@requires(Permission.BRING_TO_SUPERVISION)
@require_GET
def progress(request: SignedInRequest) -> HttpResponse:
    return _page(request, request.user)


@requires(Permission.SUPERVISE)
@require_GET
def trainees(request: SignedInRequest) -> HttpResponse:
    """Everybody one supervises or assesses: who waits for what."""
    return render(request, "supervision/trainees.html", overview(request.user))


@requires(Permission.SUPERVISE)
@require_GET
def trainee(request: SignedInRequest, trainee_id: int) -> HttpResponse:
    return _page(request, get_object_or_404(trainees_visible_to(request.user), pk=trainee_id))


def _page(request: SignedInRequest, person: User) -> HttpResponse:
    road = road_of(person)
    leads = supervises(request.user, person)
    meetings = SupervisionSession.objects.filter(attendances__trainee=person).select_related("supervisor")
    context = progress_screen(road, request.user) | {
        "leads": leads,
        "meetings": meetings.prefetch_related("attendances")[:MEETINGS_SHOWN],
        "gate_form": GateForm(initial={"gate": road.enrolment.gate}) if leads and road.enrolment else None,
    }
    return render(request, "supervision/progress.html", context)


def _supervised(request: SignedInRequest, trainee_id: int) -> User:
    """Whom one may only assess is visible, and not to be led."""
    person = get_object_or_404(trainees_visible_to(request.user), pk=trainee_id)
    if not supervises(request.user, person):
        raise PermissionDenied
    return person


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def enrolment_new(request: SignedInRequest, trainee_id: int) -> HttpResponse:
    """Choose a pathway and where on it the trainee is, with work from before."""
    person = _supervised(request, trainee_id)
    actions.ensure_pathways()
    enrolment = road_of(person).enrolment
    form = EnrolmentForm(request.POST or None, initial={"stage": enrolment.stage_id if enrolment else None})
    if request.method == "POST" and attempt(
        form, lambda _sent: actions.enrol(trainee=person, by=request.user, **form.facts())
    ):
        messages.success(request, _("The pathway is chosen. You both see the same bars."))
        return redirect("trainee", person.pk)
    context = {"trainee": person, "form": form, "enrolment": enrolment}
    return render(request, "supervision/enrolment_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUPERVISE)
@require_POST
def gate(request: SignedInRequest, trainee_id: int) -> HttpResponse:
    person = _supervised(request, trainee_id)
    enrolment = get_object_or_404(Enrolment.objects.current(), trainee=person)
    form = GateForm(request.POST)
    if not attempt(form, lambda sent: actions.set_gate(enrolment=enrolment, by=request.user, **sent)):
        return HttpResponseBadRequest()
    messages.success(request, _("Saved. It holds for this stage."))
    return redirect("trainee", person.pk)


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def assessment_new(request: SignedInRequest, trainee_id: int) -> HttpResponse:
    """Ask an assessor for the end of the stage."""
    person = _supervised(request, trainee_id)
    if not may_ask_assessor(request.user, person):
        raise PermissionDenied
    enrolment = get_object_or_404(
        Enrolment.objects.current().select_related("stage", "trainee"), trainee=person
    )
    form = AssessmentForm(request.POST or None, enrolment=enrolment)
    if request.method == "POST" and attempt(
        form, lambda sent: actions.ask_assessor(enrolment=enrolment, by=request.user, **sent)
    ):
        messages.success(request, _("They find it on their page “Trainees”."))
        return redirect("trainee", person.pk)
    context = {"trainee": person, "form": form, "stage": enrolment.stage}
    return render(request, "supervision/assessment_new.html", context, status=422 if form.is_bound else 200)

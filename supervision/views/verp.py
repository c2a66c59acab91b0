"""A group of staff who reflect on their own practice: the groups, one group, who is in it, its meetings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions as people
from accounts.access import SignedInRequest, requires
from accounts.models import VerpCourse, VerpPlace
from accounts.roles import Permission
from accounts.rules import check_verp_leaving
from cases.forms import attempt
from supervision import actions
from supervision.models import VerpMeeting
from supervision.rules.verp import is_large
from supervision.screens.verp import course_screen
from supervision.verp_forms import CourseForm, GoalForm, GroupMeetingForm, PlaceForm


def _course(request: SignedInRequest, course_id: int) -> VerpCourse:
    courses = VerpCourse.objects.visible_to(request.user).select_related("led_by")
    return get_object_or_404(courses, pk=course_id)


def _led(request: SignedInRequest, course_id: int) -> VerpCourse:
    """A running group, for who leads it; its members are told that their place is not enough."""
    course = _course(request, course_id)
    if course.led_by_id != request.user.pk or course.ended_on is not None:
        raise PermissionDenied
    return course


@requires(Permission.SUPERVISE, Permission.WORK_CASES)
@require_GET
def verp_courses(request: SignedInRequest) -> HttpResponse:
    """Those that run come first."""
    members = Count("places", filter=Q(places__left_at=None))
    courses = VerpCourse.objects.visible_to(request.user).select_related("led_by").annotate(members=members)
    listed = courses.order_by("-begun_on", "-pk")
    context = {
        "running": listed.filter(ended_on=None),
        "ended": listed.filter(ended_on__isnull=False),
        "may_lead": request.user.may(Permission.SUPERVISE),
    }
    return render(request, "supervision/verp_courses.html", context)


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def verp_course_new(request: SignedInRequest) -> HttpResponse:
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            course = people.open_verp_course(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The group is open. Add its members now."))
            return redirect("verp-course", course.pk)
    context = {"form": form}
    return render(request, "supervision/verp_course_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUPERVISE, Permission.WORK_CASES)
@require_GET
def verp_course(request: SignedInRequest, course_id: int) -> HttpResponse:
    course = _course(request, course_id)
    return render(request, "supervision/verp_course.html", course_screen(course, request.user))


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def verp_place_new(request: SignedInRequest, course_id: int) -> HttpResponse:
    course = _led(request, course_id)
    form = PlaceForm(request.POST or None, course=course)
    if request.method == "POST" and attempt(
        form, lambda sent: people.give_verp_place(course=course, by=request.user, **sent)
    ):
        name = form.cleaned_data["member"].name
        messages.success(request, _("%(name)s is in the group, and can set a goal now.") % {"name": name})
        if is_large(course):
            messages.warning(
                request,
                _("These groups are usually of up to four, so that everybody has time to show clips."),
            )
        return redirect("verp-course", course.pk)
    context = {"form": form, "course": course, "anybody": form.fields["member"].queryset.exists()}  # type: ignore[attr-defined]
    return render(request, "supervision/verp_place_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUPERVISE, Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def verp_place_ending(request: SignedInRequest, place_id: int) -> HttpResponse:
    """A member leaves, or who leads takes them out."""
    reached = VerpCourse.objects.visible_to(request.user)
    places = VerpPlace.objects.filter(course__in=reached, left_at=None).select_related("course", "member")
    place = get_object_or_404(places, pk=place_id)
    try:
        check_verp_leaving(place.course, place, request.user)
    except ValidationError as refusal:
        raise PermissionDenied from refusal
    is_own = place.member_id == request.user.pk
    if request.method == "POST":
        people.end_verp_place(place=place, by=request.user)
        messages.success(request, _("The group sees nothing any more of what was shown."))
        return redirect("verp-courses") if is_own else redirect("verp-course", place.course_id)
    return render(request, "supervision/verp_place_ending.html", {"place": place, "is_own": is_own})


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def verp_course_ending(request: SignedInRequest, course_id: int) -> HttpResponse:
    course = _led(request, course_id)
    if request.method == "POST":
        people.end_verp_course(course=course, by=request.user)
        messages.success(request, _("The group has ended. What members showed is closed to the others."))
        return redirect("verp-course", course.pk)
    return render(request, "supervision/verp_course_ending.html", {"course": course})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def verp_goal(request: SignedInRequest, course_id: int) -> HttpResponse:
    """The member's own goal; their own practice begins with it."""
    course = _course(request, course_id)
    places = VerpPlace.objects.current().filter(course=course, member=request.user)
    place = get_object_or_404(places.select_related("case"))
    if hasattr(place, "case"):
        return redirect("verp-course", course.pk)
    form = GoalForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda sent: actions.set_goal(place=place, by=request.user, **sent)
    ):
        messages.success(request, _("Your goal is kept. Your own practice is in your caseload now."))
        return redirect("verp-course", course.pk)
    context = {"form": form, "course": course}
    return render(request, "supervision/verp_goal.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def verp_meeting_new(request: SignedInRequest, course_id: int) -> HttpResponse:
    course = _led(request, course_id)
    form = GroupMeetingForm(request.POST or None, course=course)
    if request.method == "POST" and attempt(
        form, lambda _sent: actions.write_meeting(course=course, facts=form.facts(), by=request.user)
    ):
        messages.success(request, _("The meeting is written down. All members see it."))
        return redirect("verp-course", course.pk)
    context = {"form": form, "course": course}
    return render(request, "supervision/verp_meeting.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUPERVISE)
@require_http_methods(["GET", "POST"])
def verp_meeting(request: SignedInRequest, group_meeting_id: int) -> HttpResponse:
    """Correct what was written down."""
    reached = VerpCourse.objects.visible_to(request.user)
    meeting = get_object_or_404(VerpMeeting.objects.filter(course__in=reached), pk=group_meeting_id)
    course = _led(request, meeting.course_id)
    form = GroupMeetingForm(request.POST or None, course=course, meeting=meeting)
    if request.method == "POST" and attempt(
        form, lambda _sent: actions.correct_meeting(meeting=meeting, facts=form.facts(), by=request.user)
    ):
        messages.success(request, _("The meeting is corrected."))
        return redirect("verp-course", course.pk)
    context = {"form": form, "course": course, "meeting": meeting}
    return render(request, "supervision/verp_meeting.html", context, status=422 if form.is_bound else 200)

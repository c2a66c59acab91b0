"""Clips of the own practice before the group, and what is written to them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from clips.seen import chain_of, seen_in
from consent.media import serve
from consent.scopes import Purpose
from sessions.models import Cycle
from supervision import actions
from supervision.models import Showing, ShowingClip
from supervision.rules.verp import check_showing, clips_to_show, who_sees
from supervision.screens.verp import showing_screen
from supervision.verp_forms import GroupRemarkForm, ShowingForm
from vault.models import SealedFile


def _showing(request: SignedInRequest, showing_id: int) -> Showing:
    shown = Showing.objects.visible_to(request.user).select_related(
        "cycle__case__guider", "cycle__case__verp_place__course", "cycle__case__verp_place__member"
    )
    with_names = shown.prefetch_related(
        "cycle__case__participations__person", "cycle__case__helping_questions__ratings"
    )
    return get_object_or_404(with_names, pk=showing_id)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def showing_new(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """Show the clips chosen in a cycle of the own practice to the group."""
    own = Cycle.objects.visible_to(request.user).filter(case__verp_place__isnull=False)
    cycle = get_object_or_404(own.select_related("case__verp_place__course__led_by"), pk=cycle_id)
    form = ShowingForm(request.POST or None)
    refusal = ""
    try:
        check_showing(cycle=cycle, by=request.user)
        if form.is_valid():
            showing = actions.show_to_group(cycle=cycle, by=request.user, **form.cleaned_data)
            messages.success(request, _("The group sees your clips now."))
            return redirect("showing", showing.pk)
    except ValidationError as error:
        refusal = error.messages[0]
    place = cycle.case.verp_place
    clips = clips_to_show(cycle).prefetch_related("ticks__subject", "turns__person")
    context = {
        "cycle": cycle,
        "case": cycle.case,
        "course": place.course if place else None,
        "form": form,
        "refusal": refusal,
        "people": who_sees(place) if place and not refusal else [],
        "shown": [(clip, seen_in(clip), chain_of(clip)) for clip in clips],
        "open_showing": Showing.objects.filter(cycle=cycle, ended_at=None).first(),
    }
    return render(request, "supervision/showing_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUPERVISE, Permission.WORK_CASES)
@require_GET
def showing(request: SignedInRequest, showing_id: int) -> HttpResponse:
    return _screen(request, _showing(request, showing_id))


@requires(Permission.SUPERVISE, Permission.WORK_CASES)
@require_POST
def group_remarks(request: SignedInRequest, showing_id: int) -> HttpResponse:
    """Write to who shows; answers htmx with all that was written, or with what was typed."""
    of = _showing(request, showing_id)
    form = GroupRemarkForm(request.POST, is_own=of.place.member_id == request.user.pk)
    if form.is_valid():
        try:
            actions.write_to_showing(showing=of, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    is_part = bool(request.headers.get("HX-Request"))
    if not form.is_valid():
        return _screen(request, of, form=form, part="group_remarks" if is_part else "showing")
    return _screen(request, of, part="group_remarks") if is_part else redirect("showing", of.pk)


@requires(Permission.WORK_CASES)
@require_POST
def showing_ending(request: SignedInRequest, showing_id: int) -> HttpResponse:
    """Looked at together, or taken back."""
    of = get_object_or_404(Showing.objects.own_of(request.user), pk=showing_id)
    try:
        actions.end_showing(showing=of, ending=request.POST.get("ending", ""), by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The group does not see these clips any more."))
    return redirect("showing", of.pk)


@requires(Permission.SUPERVISE, Permission.WORK_CASES)
@require_safe
def group_clip(request: SignedInRequest, group_clip_id: int) -> HttpResponse:
    """The file of one clip: to the group for reflecting together, to who shows it as to any guider."""
    shown = get_object_or_404(
        ShowingClip.objects.select_related("footage__custody", "render"),
        pk=group_clip_id,
        showing__in=Showing.objects.visible_to(request.user),
    )
    is_own = Showing.objects.own_of(request.user).filter(pk=shown.showing_id).exists()
    cut = (
        shown.render.files.filter(role=SealedFile.Role.CLIP, complete=True).first() if shown.render else None
    )
    return serve(
        request,
        custody=shown.footage.custody,
        file=cut,
        purpose=Purpose.PREPARATION if is_own else Purpose.GROUP_SUPERVISION,
    )


def _screen(
    request: SignedInRequest, of: Showing, *, form: GroupRemarkForm | None = None, part: str = "showing"
) -> HttpResponse:
    """The page or a part of it. A form that is handed in was refused and keeps what was typed."""
    context = showing_screen(of, request.user)
    status = 422 if form else 200
    if context["may_write"]:
        form = form or GroupRemarkForm(is_own=context["is_own"])
    return render(request, f"supervision/{part}.html", context | {"form": form}, status=status)

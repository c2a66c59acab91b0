"""The administrator's outcome measures: which are in use, with which scales and on what ground."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions
from cases.forms import DirectionForm, LicenceForm, MeasureForm, RatingScaleForm, ScaleForm, attempt
from cases.instruments import BY_CODE, INSTRUMENTS
from cases.models import Measure, MeasureScale


@requires(Permission.OVERSEE_CASES)
@require_GET
def measures(request: SignedInRequest) -> HttpResponse:
    own = list(Measure.objects.filter(organisation_id=request.user.organisation_id))
    taken = {measure.code for measure in own}
    offered = [instrument for instrument in INSTRUMENTS if instrument.code not in taken]
    context = {
        "in_use": [measure for measure in own if measure.is_on],
        "off": [measure for measure in own if not measure.is_on],
        "offered": [instrument for instrument in offered if not instrument.rare],
        "scale_form": RatingScaleForm(initial={"lowest": request.user.organisation.ratings_from}),
        "rare": [instrument for instrument in offered if instrument.rare],
    }
    return render(request, "cases/measures.html", context)


@requires(Permission.OVERSEE_CASES)
@require_POST
def rating_scale(request: SignedInRequest) -> HttpResponse:
    """Where the scale of a new helping question begins."""
    form = RatingScaleForm(request.POST)
    if attempt(form, lambda data: actions.choose_scale(by=request.user, **data)):
        messages.success(request, _("Kept. Questions that are asked already keep their scale."))
    else:
        messages.error(request, _("Please choose one of the two scales."))
    return redirect("measures")


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def measure_definition(request: SignedInRequest, instrument: str) -> HttpResponse:
    """A published measure that is not in use here yet."""
    shown = BY_CODE.get(instrument)
    if shown is None:
        raise Http404
    taken = Measure.objects.filter(organisation_id=request.user.organisation_id, code=shown.code).first()
    if taken:
        return redirect("measure", taken.pk)
    form = LicenceForm(request.POST or None, needs_licence=shown.needs_licence)
    if request.method == "POST":
        made = _made(form, lambda data: actions.take_measure(instrument=shown, by=request.user, **data))
        if made:
            return _in_use(request, made)
    return render(request, "cases/measure_definition.html", {"instrument": shown, "form": form})


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def measure_new(request: SignedInRequest) -> HttpResponse:
    form = MeasureForm(request.POST or None)
    if request.method == "POST":
        made = _made(form, lambda data: actions.add_measure(by=request.user, **data))
        if made:
            return _in_use(request, made)
    return render(request, "cases/measure_new.html", {"form": form})


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def measure(request: SignedInRequest, measure_id: int) -> HttpResponse:
    """Its scales; a scale can be added."""
    shown = _own_measure(request, measure_id)
    form = ScaleForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda data: actions.add_scale(measure=shown, by=request.user, **data)
    ):
        messages.success(request, _("The scale is kept."))
        return redirect("measure", shown.pk)
    context = {
        "measure": shown,
        "scales": shown.scales.all(),
        "form": form,
        "direction_form": DirectionForm(),
        "licence_form": LicenceForm(needs_licence=shown.needs_licence),
    }
    return render(request, "cases/measure.html", context)


@requires(Permission.OVERSEE_CASES)
@require_POST
def measure_switch(request: SignedInRequest, measure_id: int) -> HttpResponse:
    shown = _own_measure(request, measure_id)
    on, confirmed = request.POST.get("on") == "on", request.POST.get("confirmed") == "on"
    done = _("It is in use.") if on else _("It is turned off. All scores stay.")
    return _back(
        request,
        shown,
        lambda: actions.switch_measure(measure=shown, on=on, confirmed=confirmed, by=request.user),
        done,
    )


@requires(Permission.OVERSEE_CASES)
@require_POST
def measure_direction(request: SignedInRequest, measure_id: int, scale_id: int) -> HttpResponse:
    scale = _own_scale(request, measure_id, scale_id)
    form = DirectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose which way is good."))
        return redirect("measure", measure_id)
    return _back(
        request,
        scale.measure,
        lambda: actions.confirm_direction(scale=scale, by=request.user, **form.cleaned_data),
        _("Confirmed. Change is computed from now on."),
    )


@requires(Permission.OVERSEE_CASES)
@require_POST
def measure_scale_removal(request: SignedInRequest, measure_id: int, scale_id: int) -> HttpResponse:
    scale = _own_scale(request, measure_id, scale_id)
    return _back(
        request,
        scale.measure,
        lambda: actions.remove_scale(scale=scale, by=request.user),
        _("The scale is removed."),
    )


def _made(form: Any, act: Callable[[dict[str, Any]], Measure]) -> Measure | None:
    made: list[Measure] = []
    attempt(form, lambda data: made.append(act(data)))
    return made[0] if made else None


def _in_use(request: SignedInRequest, made: Measure) -> HttpResponse:
    messages.success(request, _("It is in use: guiders can now enter scores on the page of a case."))
    return redirect("measure", made.pk)


def _back(request: SignedInRequest, shown: Measure, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, done)
    return redirect("measure", shown.pk)


def _own_measure(request: SignedInRequest, measure_id: int) -> Measure:
    own = Measure.objects.filter(organisation_id=request.user.organisation_id)
    return get_object_or_404(own.select_related("licence_confirmed_by"), pk=measure_id)


def _own_scale(request: SignedInRequest, measure_id: int, scale_id: int) -> MeasureScale:
    own = _own_measure(request, measure_id).scales.select_related("measure")
    return get_object_or_404(own, pk=scale_id)

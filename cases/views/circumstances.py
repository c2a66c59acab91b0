"""Relationships, legal status and placements of somebody in a case."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.actions import circumstances as actions
from cases.forms import attempt
from cases.forms.circumstances import (
    LegalStatusForm,
    MistakeForm,
    PlacementEndForm,
    PlacementForm,
    RelationshipForm,
)
from cases.models import Case, LegalStatus, Participation, Placement, Relationship
from cases.rules.circumstances import rests_on
from cases.views.loading import own_case, own_part


def _fact(case: Case, kind: str, pk: int) -> Relationship | LegalStatus | Placement:
    if kind == "legal-status":
        return get_object_or_404(case.legal_statuses.select_related("person", "case"), pk=pk)
    if kind == "placement":
        return get_object_or_404(case.placements.select_related("person", "case"), pk=pk)
    return get_object_or_404(case.relationships.select_related("person", "other", "case"), pk=pk)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def relationship_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    part = own_part(request, case_id, person_id)
    form = RelationshipForm(request.POST or None, case=part.case, person=part.person)
    return _written(request, part, form, actions.record_relationship, "cases/relationship_new.html")


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def legal_status_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    part = own_part(request, case_id, person_id)
    form = LegalStatusForm(request.POST or None)
    return _written(request, part, form, actions.record_legal_status, "cases/legal_status_new.html")


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def placement_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    part = own_part(request, case_id, person_id)
    form = PlacementForm(request.POST or None, case=part.case)
    return _written(request, part, form, actions.record_placement, "cases/placement_new.html")


def _written(
    request: SignedInRequest, part: Participation, form: Form, act: Callable[..., Any], template: str
) -> HttpResponse:
    if request.method == "POST" and attempt(
        form, lambda data: act(case=part.case, person=part.person, by=request.user, **data)
    ):
        messages.success(request, _("Saved."))
        return redirect("participant", part.case_id, part.person_id)
    return render(request, template, {"case": part.case, "part": part, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def placement_ending(request: SignedInRequest, case_id: int, placement_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    placement = get_object_or_404(case.placements.select_related("person"), pk=placement_id)
    form = PlacementEndForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda data: actions.end_placement(placement=placement, by=request.user, **data)
    ):
        messages.success(request, _("Recorded. Ask again whoever may decide now."))
        return redirect("consent", case.pk)
    context = {"case": case, "placement": placement, "ends": rests_on(placement), "form": form}
    return render(request, "cases/placement_ending.html", context)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def mistake_new(request: SignedInRequest, case_id: int, fact: str, fact_id: int) -> HttpResponse:
    """A fact about somebody was written down by mistake."""
    case = own_case(request, case_id)
    found = _fact(case, fact, fact_id)
    form = MistakeForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda data: actions.take_off(fact=found, by=request.user, **data)
    ):
        messages.success(request, _("Taken off."))
        return redirect("case", case.pk)
    return render(request, "cases/mistake_new.html", {"case": case, "fact": found, "form": form})

"""The people of a case: joining, being corrected, leaving, being born."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases import actions
from cases.forms import AuthorityEndForm, BirthForm, CorrectionForm, ObjectionForm, ParticipantForm, attempt
from cases.models import Authority, Case
from cases.rules.circumstances import is_child_in
from cases.views.loading import own_case, own_part


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def participant_new(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    known = {"only_in_picture": "only_in_picture" in request.GET}
    form = ParticipantForm(request.POST or None, case=case, initial=known)
    if request.method == "POST" and attempt(form, lambda data: _join(case, form, data, request.user)):
        messages.success(request, _("Added. Ask them about consent before they are filmed."))
        return redirect("case", case.pk)
    return render(request, "cases/participant_new.html", {"case": case, "form": form})


@transaction.atomic
def _join(case: Case, form: ParticipantForm, data: dict[str, Any], by: User) -> None:
    part = actions.add_participant(case=case, facts=form.facts(), by=by)
    if data["decided_by"]:
        actions.record_authority(
            case=case,
            holder=data["decided_by"],
            over=part.person,
            kind=data["kind"],
            document=data["document"],
            by=by,
        )


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def participant(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    part = own_part(request, case_id, person_id)
    person = part.person
    known = {
        "name": person.name,
        "role": part.role,
        "is_client": part.is_client,
        "only_in_picture": part.only_in_picture,
        "born_on": person.born_on,
        "due_on": person.due_on,
        "gestation_days": person.gestation_days,
        "language": person.language,
    }
    form = CorrectionForm(request.POST or None, initial=known)
    if request.method == "POST" and attempt(
        form,
        lambda data: actions.change_participant(
            participation=part, facts=form.facts(), reason=data["reason"], by=request.user
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect("case", case_id)
    context = {
        "case": part.case,
        "part": part,
        "form": form,
        "is_child": is_child_in(part.case, person),
        "relationships": part.case.relationships.filter(Q(person=person) | Q(other=person)).select_related(
            "person", "other"
        ),
        "legal_statuses": part.case.legal_statuses.filter(person=person),
        "placements": part.case.placements.filter(person=person).prefetch_related("carers"),
        "corrections": person.corrections.filter(case=case_id).select_related("corrected_by"),
        "objections": person.objections.filter(case=case_id).select_related("noted_by"),
    }
    return render(request, "cases/participant.html", context)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def objection_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    part = own_part(request, case_id, person_id)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda data: actions.note_objection(case=part.case, person=part.person, by=request.user, **data),
    ):
        messages.success(request, _("Noted. It stands beside what they object to."))
        return redirect("participant", case_id, person_id)
    return render(request, "cases/objection_new.html", {"case": part.case, "part": part, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def departure_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    part = own_part(request, case_id, person_id)
    if request.method == "GET":
        return render(request, "cases/departure_new.html", {"case": part.case, "part": part})
    try:
        actions.end_participation(participation=part, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("They no longer take part."))
    return redirect("case", case_id)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def birth_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    part = own_part(request, case_id, person_id)
    form = BirthForm(request.POST or None, initial={"name": part.person.name})
    if request.method == "POST" and attempt(
        form, lambda data: actions.record_birth(participation=part, by=request.user, **data)
    ):
        messages.success(request, _("Welcome! Ask for consent again before filming."))
        return redirect("case", case_id)
    return render(request, "cases/birth_new.html", {"case": part.case, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def authority_ending(request: SignedInRequest, case_id: int, authority_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    people = case.participations.values("person_id")
    of_case = Authority.objects.filter(holder__in=people, over__in=people).select_related("holder", "over")
    authority = get_object_or_404(of_case, pk=authority_id)
    form = AuthorityEndForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda data: actions.end_authority(case=case, authority=authority, by=request.user, **data)
    ):
        messages.success(request, _("Recorded. Ask again whoever may decide now."))
        return redirect("consent", case.pk)
    return render(
        request, "cases/authority_ending.html", {"case": case, "authority": authority, "form": form}
    )

"""Asking for consent on the screen, and the signed record."""

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.actions import record
from audit.models import Outcome
from cases.actions import record_authority
from cases.forms import attempt
from cases.models import Case, Person
from cases.views.loading import own_case
from consent.actions import ensure_form, ensure_policy, sign
from consent.forms import AuthorityForm, ConsentForm
from consent.models import ConsentRecord
from consent.plans import policy_for
from consent.rules import is_unborn
from vault.notes import open_note
from vault.reading import Unreadable

logger = logging.getLogger(__name__)


def person_of(case: Case, person_id: int) -> Person:
    """Whoever takes part in the case, or once did."""
    return get_object_or_404(Person.objects.filter(participations__case=case).distinct(), pk=person_id)


def sent(request: SignedInRequest) -> QueryDict | None:
    """What was sent, also when it is nothing; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def consent_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    person = person_of(case, person_id)
    version = ensure_form(case.organisation)
    ensure_policy(case.organisation)
    form = ConsentForm(sent(request), case=case, person=person, version=version)
    if request.method == "POST" and attempt(form, lambda data: _sign(case, form, data, request.user)):
        messages.success(request, _("Thank you. The answers are recorded."))
        return redirect("consent", case.pk)
    context = {
        "case": case,
        "person": person,
        "version": version,
        "policy": policy_for(case),
        "form": form,
        "is_unborn": is_unborn(person, case),
    }
    return render(request, "consent/consent_new.html", context)


def _sign(case: Case, form: ConsentForm, data: dict[str, Any], by: User) -> None:
    authority = form.authority()
    sign(
        case=case,
        person=form.person,
        answers=form.answers(),
        signer=authority.holder if authority else form.person,
        authority=authority,
        method=data["method"],
        drawing=data["drawing"],
        form=form.version,
        by=by,
    )


@requires(Permission.WORK_CASES)
@require_GET
def consent_record(request: SignedInRequest, record_id: int) -> HttpResponse:
    own = ConsentRecord.objects.visible_to(request.user).select_related(
        "case", "person", "signer", "authority", "form", "witness"
    )
    signed = get_object_or_404(own, pk=record_id)
    words = dict(signed.form.purposes)
    context = {
        "case": signed.case,
        "record": signed,
        "answers": [(each, words.get(each.scope, "")) for each in signed.decisions.order_by("pk")],
    }
    return render(request, "consent/consent_record.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def consent_signature(request: SignedInRequest, record_id: int) -> HttpResponse:
    """The drawn signature, for the guider of the case; who opened it is written down first."""
    own = ConsentRecord.objects.visible_to(request.user).select_related("signature", "case")
    signed = get_object_or_404(own, pk=record_id)
    note = signed.signature
    if note is None:
        raise Http404
    record(
        by=request.user,
        action="signature.read",
        subject=signed,
        case=signed.case,
        outcome=Outcome.ALLOWED,
    )
    try:
        drawing = open_note(note)
    except Unreadable:
        logger.exception("A signature could not be read: %s", note.pk)
        sentence = _("This signature cannot be read at the moment. The answers that were signed still count.")
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(drawing, content_type=note.content_type)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def authority_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    over = person_of(case, person_id)
    form = AuthorityForm(sent(request), case=case, over=over)
    if request.method == "POST" and attempt(
        form, lambda data: record_authority(case=case, over=over, by=request.user, **data)
    ):
        messages.success(request, _("Recorded. Now they can be asked for consent."))
        return redirect("consent-new", case.pk, over.pk)
    return render(request, "consent/authority_new.html", {"case": case, "person": over, "form": form})

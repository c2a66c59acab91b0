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
from cases.forms import attempt
from cases.models import Case, Person
from cases.views.loading import own_case
from consent.actions import ensure_form, ensure_policy, sign
from consent.asking import is_asked_again
from consent.forms import ConsentForm
from consent.models import ConsentRecord, FormVersion
from consent.plans import policy_for
from consent.promises import kept_words
from consent.rules import is_unborn
from consent.rules.forms import form_for, forms_offered, older_than
from consent.rules.papers import without_document
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
    ensure_form(case.organisation)
    ensure_policy(case.organisation)
    before = case.consent_records.filter(person=person).select_related("form").order_by("signed_at").last()
    offered = forms_offered(case.organisation)
    version = _version(request, person, before, offered)
    only_open = before is not None and "whole" not in request.GET and not is_asked_again(case, person)
    form = ConsentForm(
        sent(request),
        request.FILES or None,
        case=case,
        person=person,
        version=version,
        only_open=only_open,
    )
    if request.method == "POST" and attempt(form, lambda data: _sign(case, form, data, request.user)):
        messages.success(request, _("Thank you. The answers are recorded."))
        return redirect("consent", case.pk)
    context = {
        "case": case,
        "person": person,
        "version": version,
        "offered": offered,
        "older": older_than(version),
        "is_in_use": version in offered,
        "kept": kept_words(version, policy_for(case)),
        **{code: version.word(code) for code in ("for_the_work", "if_you_like", "stays_yes")},
        "form": form,
        "is_unborn": is_unborn(person, case),
        "unscanned": without_document(case).filter(over=person),
    }
    return render(request, "consent/consent_new.html", context)


def _version(
    request: SignedInRequest, person: Person, before: ConsentRecord | None, offered: list[FormVersion]
) -> FormVersion:
    """As it was chosen on the page; an older number of it where that is what the paper says."""
    chosen = (request.GET.get("language", ""), request.GET.get("variant", ""))
    signed = before.form if before else None
    version = form_for(offered, chosen=chosen, signed=signed, speaks=person.language)
    number = request.GET.get("version", "")
    return get_object_or_404(older_than(version), version=number) if number.isdecimal() else version


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
        evidence=form.evidence(),
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
    form = signed.form
    context = {
        "case": signed.case,
        "record": signed,
        "answers": [
            (each, form.word(each.scope), words.get(each.scope, ""), form.word(each.answer_word))
            for each in signed.decisions.order_by("pk")
        ],
        "papers": signed.papers.select_related("note").order_by("pk"),
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

"""The consent forms of an organisation: languages, versions, what changed; for administrators."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import languages
from cases.forms import attempt
from consent.actions import ensure_form, save_form, settle_form
from consent.differences import differences
from consent.models import FormVersion
from consent.rules.forms import families_signed, in_order, with_families
from consent.wording import Wording, sample_for, samples
from consent.wording_forms import NewFormForm, StandingForm, WordingForm


@requires(Permission.OVERSEE_CASES)
@require_GET
def forms(request: SignedInRequest) -> HttpResponse:
    ensure_form(request.user.organisation)
    newest = in_order(with_families(_own(request).newest()))
    return render(request, "consent/forms.html", {"forms": newest})


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def form_new(request: SignedInRequest) -> HttpResponse:
    form = NewFormForm(request.POST or None)
    if form.is_valid():
        return redirect("form-wording", form.cleaned_data["language"], form.cleaned_data["variant"])
    return render(request, "consent/form_new.html", {"form": form})


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def form_wording(request: SignedInRequest, language: str, variant: str) -> HttpResponse:
    """The words as they are now, or to begin with the sample, or English to be put into the language."""
    if language not in languages.NAMES or variant not in FormVersion.Variant.values:
        raise Http404
    newest = _own(request).filter(language=language, variant=variant).newest().first()
    begin = newest.wording if newest else _begin(language, variant)
    form = WordingForm(request.POST or None, language=language, begin=begin, newest=newest)
    if request.method == "POST" and attempt(form, lambda _data: _save(request, form, language, variant)):
        return redirect("forms")
    context = {
        "form": form,
        "newest": newest,
        "families": families_signed(newest) if newest else 0,
        "written_in": languages.name_of(language),
        "variant": FormVersion.Variant(variant).label,
        "is_sample": newest is None and (language, variant) in samples(),
    }
    return render(request, "consent/form_wording.html", context)


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def form_version(request: SignedInRequest, form_id: int) -> HttpResponse:
    shown = get_object_or_404(with_families(_own(request)), pk=form_id)
    versions = with_families(_own(request).filter(language=shown.language, variant=shown.variant))
    versions = versions.select_related("made_by").order_by("-version")
    form = StandingForm(request.POST if request.method == "POST" else None, form=shown)
    is_newest = versions[0].pk == shown.pk
    if is_newest and request.method == "POST" and attempt(form, lambda data: _settle(request, shown, data)):
        messages.success(request, _("Recorded."))
        return redirect("form-version", shown.pk)
    context = {"version": shown, "versions": versions, "is_newest": is_newest, "form": form}
    return render(request, "consent/form_version.html", context)


@requires(Permission.OVERSEE_CASES)
@require_GET
def form_differences(request: SignedInRequest, form_id: int, other_id: int) -> HttpResponse:
    new = get_object_or_404(_own(request), pk=form_id)
    same = _own(request).filter(language=new.language, variant=new.variant)
    old = get_object_or_404(same, pk=other_id)
    context = {"old": old, "new": new, "differences": differences(old, new)}
    return render(request, "consent/form_differences.html", context)


def _own(request: SignedInRequest) -> Any:
    return FormVersion.objects.filter(organisation=request.user.organisation_id)


def _begin(language: str, variant: str) -> Wording:
    return sample_for(language, variant) or replace(samples()["en", variant], words={})


def _save(request: SignedInRequest, form: WordingForm, language: str, variant: str) -> None:
    saved = save_form(
        organisation=request.user.organisation,
        language=language,
        variant=variant,
        wording=form.wording(),
        after=form.cleaned_data["after"],
        asks_again=form.asks_again(),
        by=request.user,
    )
    if saved is None:
        messages.info(request, _("Nothing was changed, so there is no new version."))
    else:
        messages.success(request, _what_it_means(saved))


def _what_it_means(saved: FormVersion) -> str:
    families = FormVersion.objects.filter(
        organisation=saved.organisation_id, language=saved.language, variant=saved.variant
    )
    signed = sum(families_signed(form) for form in families.filter(version=saved.version - 1))
    in_use = _("Version %(version)d is in use from now on.") % {"version": saved.version}
    if not signed:
        return in_use
    if saved.asks_again:
        then = ngettext(
            "The version before was signed in %(count)d case. Its guider is told to ask again.",
            "The version before was signed in %(count)d cases. Their guiders are told to ask again.",
            signed,
        )
    else:
        then = ngettext(
            "The version before was signed in %(count)d case, and what was signed stays as it is.",
            "The version before was signed in %(count)d cases, and what was signed stays as it is.",
            signed,
        )
    return f"{in_use} {then % {'count': signed}}"


def _settle(request: SignedInRequest, shown: FormVersion, data: dict[str, Any]) -> None:
    settle_form(
        form=shown, is_offered=data["is_offered"], is_checked=data.get("is_checked", False), by=request.user
    )

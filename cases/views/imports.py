"""Referrals from a CSV file: every row is shown, the good ones come in, the others come back to mend."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases import actions, imports, rules
from cases.forms import ImportForm, PreviewForm
from cases.forms.imports import seal
from cases.imports import Column, Row

CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Preview:
    """The file as it was read, for the person who uploaded it."""

    content: bytes
    of_cases: bool
    came_in: list[int]
    rows: list[Row]

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(of_cases=self.of_cases)

    @property
    def left(self) -> list[Row]:
        """Those to mend; once the good ones came in, all that did not."""
        if self.came_in:
            return [row for row in self.rows if row.number not in self.came_in]
        return [row for row in self.rows if not row.is_good]


def columns_of(*, of_cases: bool) -> tuple[Column, ...]:
    return imports.OF_CASES if of_cases else imports.UNASSIGNED


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def referral_import(request: SignedInRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        of_cases = form.cleaned_data.get("of_cases", False)
        try:
            rules.check_not_imported(
                request.user, rules.fingerprint(form.cleaned_data["file"]), of_cases=of_cases
            )
            preview = _read(form.cleaned_data["file"], request.user, of_cases=of_cases)
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            return _shown(request, preview)
    context = {"form": form, "works": request.user.may(Permission.WORK_CASES)}
    return render(request, "cases/referral_import.html", context)


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_GET
def referral_import_template(request: SignedInRequest) -> HttpResponse:
    """With names for who works cases; `?unassigned` and for everybody else without."""
    of_cases = request.user.may(Permission.WORK_CASES) and "unassigned" not in request.GET
    return _file(imports.template(columns_of(of_cases=of_cases)), "referrals.csv")


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_POST
def referral_import_confirmation(request: SignedInRequest) -> HttpResponse:
    form = PreviewForm(request.POST, by=request.user)
    try:
        preview = _kept(form, request.user)
        chosen = [row for row in preview.rows if row.is_good and row.number in form.ticked]
        _check_any(chosen)
        actions.import_referrals(
            rows=chosen,
            fingerprint=rules.fingerprint(preview.content),
            of_cases=preview.of_cases,
            by=request.user,
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("referral-import")
    came_in = [row.number for row in chosen]
    done = Preview(preview.content, preview.of_cases, came_in, preview.rows)
    context = {"came_in": came_in, "preview": done, "sealed": _sealed(done, request.user)}
    return render(request, "cases/referral_import_done.html", context)


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_POST
def referral_import_mending(request: SignedInRequest) -> HttpResponse:
    try:
        preview = _kept(PreviewForm(request.POST, by=request.user), request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("referral-import")
    return _file(imports.mending_file(preview.left, preview.columns), "referrals-to-mend.csv")


def _shown(request: SignedInRequest, preview: Preview) -> HttpResponse:
    context = {
        "preview": preview,
        "good": [row for row in preview.rows if row.is_good],
        "sealed": _sealed(preview, request.user),
        "most": imports.MOST_ROWS,
    }
    return render(request, "cases/referral_import_preview.html", context)


def _read(content: bytes, by: User, *, of_cases: bool, came_in: list[int] | None = None) -> Preview:
    columns = columns_of(of_cases=of_cases)
    rows = imports.rows_of(imports.read(content, columns), columns)
    if of_cases:
        good = [row for row in rows if row.is_good]
        for row, known in zip(good, rules.find_own([row.facts["people"] for row in good], by), strict=True):
            row.known = known
    return Preview(content, of_cases, came_in or [], rows)


def _kept(form: PreviewForm, by: User) -> Preview:
    if not form.is_valid():
        raise ValidationError(next(iter(form.errors.values()))[0])
    kept = form.cleaned_data["sealed"]
    return _read(kept["content"], by, of_cases=kept["of_cases"], came_in=kept["came_in"])


def _check_any(chosen: list[Row]) -> None:
    if not chosen:
        raise ValidationError(_("No row was chosen, so nothing was imported."))


def _sealed(preview: Preview, by: User) -> str:
    return seal(preview.content, by=by, of_cases=preview.of_cases, came_in=preview.came_in)


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CSV, headers=disposition)

"""Closed periods, the preview of their reports, the release of them, and the frozen files; extracts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, only_where, requires
from accounts.models import Organisation, User
from accounts.roles import Permission
from accounts.step_up import CHANGES, asks_again
from cases.models import Case
from reports import actions, own
from reports.extract.extract_file import BANNER
from reports.files import CONTENT_TYPES
from reports.forms import DraftForm, ExtractForm
from reports.models import Download, Draft, Extract, Release, ReportFile
from reports.periods import Period, closed_periods, period_of
from reports.profiles import PROFILES
from reports.rules import check_is_over, reason_against
from reports.screen import ShownReport
from reports.subjects import TITLES

LISTED = 50


@requires(Permission.WORK_CASES)
@require_GET
def own_numbers(request: SignedInRequest) -> HttpResponse:
    numbers = own.own_numbers(request.user, today=timezone.localdate())
    return render(request, "reports/own_numbers.html", {"numbers": numbers})


@requires(Permission.RELEASE_REPORTS)
@require_GET
def reports(request: SignedInRequest) -> HttpResponse:
    releases = Release.objects.visible_to(request.user).select_related("released_by").defer("cohort")
    released = {release.period: release for release in releases}
    periods = _periods(request.user.organisation)
    open_to = [period for period in periods if not any(period.overlaps(other) for other in released)]
    shown = sorted({*open_to, *released}, key=lambda period: (period.first_day, -period.quarter))
    rows = [(period, released.get(period)) for period in reversed(shown)]
    return render(request, "reports/reports.html", {"rows": rows})


@requires(Permission.RELEASE_REPORTS)
@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest, period: str) -> HttpResponse:
    wanted = _period(period)
    try:
        check_is_over(wanted)
    except ValidationError as refusal:
        words = " ".join(refusal.messages)
        return render(request, "reports/not_over.html", {"period": wanted, "refusal": words}, status=400)
    released = _release(request.user, wanted)
    if released:
        return _released(request, released)
    return _drafted(request, wanted) if request.method == "POST" else _preview(request, wanted)


@requires(Permission.RELEASE_REPORTS)
@require_GET
def draft_progress(request: SignedInRequest, period: str) -> HttpResponse:
    """A part of the preview, asked for again and again until the worker is done."""
    draft = _draft(request.user, _period(period))
    response = render(request, "reports/draft_progress.html", {"draft": draft, "period": period})
    if draft is None or not draft.is_unfinished:
        response["HX-Refresh"] = "true"
    return response


@requires(Permission.RELEASE_REPORTS)
@asks_again(CHANGES)
@require_POST
def release(request: SignedInRequest, period: str) -> HttpResponse:
    draft = _draft(request.user, _period(period))
    if draft is None:
        raise Http404
    try:
        actions.release(draft=draft, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Released. Every download is the same from now on."))
    return redirect("report", period=period)


@requires(Permission.RELEASE_REPORTS)
@asks_again()
@require_GET
def report_file(request: SignedInRequest, report_file_id: int) -> HttpResponse:
    files = ReportFile.objects.visible_to(request.user).select_related("release")
    file = get_object_or_404(files, pk=report_file_id)
    return HttpResponse(
        actions.hand_out(file=file, by=request.user),
        content_type=CONTENT_TYPES[file.format],
        headers={"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"},
    )


@only_where("ROW_EXTRACT")
@requires(Permission.EXTRACT_ROWS)
@asks_again(CHANGES)
@require_http_methods(["GET", "POST"])
def extracts(request: SignedInRequest) -> HttpResponse:
    form = ExtractForm(_periods(request.user.organisation), request.POST or None)
    if form.is_valid():
        try:
            actions.ask_for_extract(**form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Written down. Now another research lead has to release it."))
            return redirect("extracts")
    listed = Extract.objects.visible_to(request.user).select_related("asked_by", "released_by")
    about = {"form": form, "listed": listed.defer("content")[:LISTED], "banner": BANNER}
    return render(request, "reports/extracts.html", about)


@only_where("ROW_EXTRACT")
@requires(Permission.EXTRACT_ROWS)
@asks_again(CHANGES)
@require_POST
def extract_release(request: SignedInRequest, extract_id: int) -> HttpResponse:
    extract = get_object_or_404(Extract.objects.visible_to(request.user), pk=extract_id)
    try:
        actions.release_extract(extract=extract, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Released. Every download is the same from now on."))
    return redirect("extracts")


@only_where("ROW_EXTRACT")
@requires(Permission.EXTRACT_ROWS)
@require_POST
def extract_removal(request: SignedInRequest, extract_id: int) -> HttpResponse:
    extract = get_object_or_404(Extract.objects.visible_to(request.user), pk=extract_id)
    try:
        actions.remove_extract(extract=extract, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The request is removed. Nothing has left."))
    return redirect("extracts")


@only_where("ROW_EXTRACT")
@requires(Permission.EXTRACT_ROWS)
@asks_again()
@require_GET
def extract_file(request: SignedInRequest, extract_id: int) -> HttpResponse:
    extract = get_object_or_404(Extract.objects.visible_to(request.user).released(), pk=extract_id)
    return HttpResponse(
        actions.hand_out_extract(extract=extract, by=request.user),
        content_type=CONTENT_TYPES["csv"],
        headers={
            "Content-Disposition": f'attachment; filename="{extract.name}"',
            "Cache-Control": "no-store",
        },
    )


def _preview(request: SignedInRequest, period: Period, form: DraftForm | None = None) -> HttpResponse:
    draft = _draft(request.user, period)
    releases = list(Release.objects.visible_to(request.user))
    made = draft.reports if draft and draft.state == Draft.State.READY else []
    chosen = {"profile": draft.profile, "merged": draft.merged} if draft else None
    about = {
        "period": period,
        "draft": draft,
        "form": form or DraftForm(initial=chosen),
        "shown": [ShownReport(str(TITLES[each.template]), each) for each in made],
        "hidden": sum(each.hidden for each in made),
        "size": sum(each.size for each in made),
        "refusal": reason_against(draft, releases) if draft and made else "",
        "year": _year_instead(period),
    }
    return render(request, "reports/preview.html", about)


def _drafted(request: SignedInRequest, period: Period) -> HttpResponse:
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _preview(request, period, form)
    try:
        actions.ask_for_draft(
            organisation=request.user.organisation,
            period=period,
            profile=PROFILES[form.cleaned_data["profile"]],
            merged=form.cleaned_data["merged"],
            by=request.user,
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("report", period=str(period))


def _released(request: SignedInRequest, made: Release) -> HttpResponse:
    order = list(TITLES)
    snapshots = sorted(made.snapshots.all(), key=lambda each: order.index(each.template))
    downloads = Download.objects.filter(file__release=made).select_related("file", "taken_by")
    about = {
        "release": made,
        "period": made.period,
        "shown": [ShownReport(str(TITLES[each.template]), each.report, each.sha256) for each in snapshots],
        "files": made.files.defer("content"),
        "history": downloads.defer("file__content")[:LISTED],
    }
    return render(request, "reports/released.html", about)


def _period(code: str) -> Period:
    period = period_of(code)
    if period is None:
        raise Http404
    return period


def _draft(user: User, period: Period) -> Draft | None:
    return Draft.objects.visible_to(user).filter(year=period.year, quarter=period.quarter).first()


def _release(user: User, period: Period) -> Release | None:
    releases = Release.objects.visible_to(user).select_related("released_by").defer("cohort")
    return releases.filter(year=period.year, quarter=period.quarter).first()


def _year_instead(period: Period) -> Period | None:
    """The longer period, where it is over: it hides less."""
    return period.whole_year if period.quarter and period.whole_year.is_over else None


def _periods(organisation: Organisation) -> list[Period]:
    first = Case.objects.filter(organisation=organisation).order_by("referred_on").first()
    return closed_periods(first.referred_on) if first else []

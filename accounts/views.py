"""Home, the way in by invitation, and the people of an organisation."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions, confirmations, rules
from accounts.access import SignedInRequest, public, requires, signed_in
from accounts.forms import InvitationForm, PairAcrossForm, PairForm, PasswordForm, RolesForm
from accounts.models import RoleHeld, SupervisionPair, User
from accounts.roles import Permission, roles_in_use
from accounts.second_factor import has_second_factor
from accounts.step_up import CHANGES, asks_again

OPENED = "opened"


@signed_in
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    if request.user.may(Permission.WORK_CASES):
        return redirect("caseload")
    if request.user.may(Permission.SUPERVISE):
        return redirect("submissions")
    only_extracts = request.user.permissions == {Permission.EXTRACT_ROWS}
    return redirect("extracts" if only_extracts else "board")


@signed_in
@require_GET
def session(request: SignedInRequest) -> HttpResponse:
    """Who is signed in now: a page that outlived its session goes on only for the same person."""
    answer = {"user": request.user.pk, "csrf": get_token(request)}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@public
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """The code moves from the address into the session at once, so that no history keeps a way in."""
    if code != OPENED:
        logout(request)
        request.session["invitation"] = code
        return redirect("invitation", code=OPENED)
    person = rules.invited_by(request.session.get("invitation", ""))
    if person is None:
        return render(request, "accounts/invitation_over.html", status=410)
    form = PasswordForm(person, request.POST or None)
    if form.is_valid():
        actions.join(person=person, password=form.cleaned_data["password"])
        request.session.flush()
        messages.success(request, _("Your password is set. Sign in with your e-mail address."))
        return redirect("account_login")
    return render(request, "accounts/invitation.html", {"form": form, "person": person})


@requires(Permission.MANAGE_PEOPLE)
@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    held = RoleHeld.objects.filter(until=None).order_by("role")
    everyone = (
        User.objects.filter(organisation=request.user.organisation_id)
        .prefetch_related(Prefetch("roles_held", held, to_attr="roles_now"))
        .order_by("-is_active", "name")
    )
    return render(request, "accounts/people.html", {"people": everyone})


@requires(Permission.MANAGE_PEOPLE)
@asks_again()
@require_http_methods(["GET", "POST"])
def person_new(request: SignedInRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        made = actions.invite(
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            organisation=request.user.organisation,
            roles=set(form.cleaned_data["roles"]),
            by=request.user,
        )
        actions.send_invitation(person=made, link=_link(request, made))
        return redirect("person", person_id=made.pk)
    return render(request, "accounts/person_new.html", {"form": form, "roles": roles_in_use().values()})


@requires(Permission.MANAGE_PEOPLE)
@asks_again(CHANGES)
@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest, person_id: int) -> HttpResponse:
    shown = _colleague(request, person_id)
    form = RolesForm(request.POST or None, initial={"roles": sorted(shown.role_codes)})
    if form.is_valid():
        try:
            actions.change_roles(person=shown, roles=set(form.cleaned_data["roles"]), by=request.user)
        except ValidationError as refusal:
            form.add_error("roles", refusal)
        else:
            messages.success(request, _("The roles are changed. They count from the next click on."))
            return redirect("person", person_id=shown.pk)
    return render(request, "accounts/person.html", _about(request, shown) | {"form": form})


@requires(Permission.MANAGE_PEOPLE)
@asks_again()
@require_http_methods(["GET", "POST"])
def person_invitation(request: SignedInRequest, person_id: int) -> HttpResponse:
    shown = _colleague(request, person_id)
    asked = confirmations.new_invitation(shown)
    if request.method == "POST":
        try:
            actions.invite_again(person=shown, by=request.user)
        except ValidationError as error:
            return _refused(request, asked, error)
        actions.send_invitation(person=shown, link=_link(request, shown))
        return redirect("person", person_id=shown.pk)
    return render(request, "accounts/confirmation.html", asked)


@requires(Permission.MANAGE_PEOPLE)
@asks_again()
@require_http_methods(["GET", "POST"])
def person_removal(request: SignedInRequest, person_id: int) -> HttpResponse:
    shown = _colleague(request, person_id)
    asked = confirmations.closed_account(shown, _open_cases(shown))
    if request.method == "POST":
        try:
            actions.close_account(person=shown, by=request.user)
        except ValidationError as error:
            return _refused(request, asked, error)
        messages.success(request, _("The account is closed. They are signed out everywhere."))
        return redirect("people")
    return render(request, "accounts/confirmation.html", asked)


@requires(Permission.MANAGE_PEOPLE)
@asks_again()
@require_http_methods(["GET", "POST"])
def second_factor_removal(request: SignedInRequest, person_id: int) -> HttpResponse:
    shown = _colleague(request, person_id)
    asked = confirmations.lost_phone(shown)
    if request.method == "POST":
        try:
            actions.remove_second_factor(person=shown, by=request.user)
        except ValidationError as error:
            return _refused(request, asked, error)
        messages.success(request, _("Their next sign-in asks to set up an authenticator app again."))
        return redirect("person", person_id=shown.pk)
    return render(request, "accounts/confirmation.html", asked)


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def pair_new(request: SignedInRequest, person_id: int) -> HttpResponse:
    trainee = _colleague(request, person_id)
    form = PairForm(request.user.organisation, request.POST)
    try:
        if form.is_valid():
            actions.pair(supervisor=form.cleaned_data["supervisor"], trainee=trainee, by=request.user)
        else:
            messages.error(request, _("Choose a supervisor from the list."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("person", person_id=trainee.pk)


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def pair_end(request: SignedInRequest, person_id: int, pair_id: int) -> HttpResponse:
    trainee = _colleague(request, person_id)
    ending = get_object_or_404(trainee.supervisor_pairs.current(), pk=pair_id)
    actions.end_pair(pair=ending, by=request.user)
    return redirect("person", person_id=trainee.pk)


@requires(Permission.MANAGE_PEOPLE)
@asks_again()
@require_http_methods(["GET", "POST"])
def pair_across(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Name somebody of another organisation as the supervisor of this one trainee."""
    trainee = _colleague(request, person_id)
    form = PairAcrossForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.pair_across(trainee=trainee, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            _send_outside(request, made.supervisor)
            named = {"name": made.supervisor.name, "house": made.supervisor.organisation.name}
            messages.success(request, _("Named: %(name)s, %(house)s. A message is on its way.") % named)
            return redirect("person", person_id=trainee.pk)
    context = {"form": form, "person": trainee}
    return render(request, "accounts/pair_across.html", context, status=422 if form.is_bound else 200)


@requires(Permission.MANAGE_PEOPLE)
@asks_again()
@require_http_methods(["GET", "POST"])
def pair_invitation(request: SignedInRequest, person_id: int, pair_id: int) -> HttpResponse:
    trainee = _colleague(request, person_id)
    named = get_object_or_404(trainee.supervisor_pairs.current().across(), pk=pair_id)
    asked = confirmations.outsiders_new_invitation(named.supervisor, trainee)
    if request.method == "POST":
        try:
            actions.invite_outsider_again(person=named.supervisor, by=request.user)
        except ValidationError as error:
            return _refused(request, asked, error)
        _send_outside(request, named.supervisor)
        return redirect("person", person_id=trainee.pk)
    return render(request, "accounts/confirmation.html", asked)


def _send_outside(request: SignedInRequest, supervisor: User) -> None:
    has_joined = rules.has_joined(supervisor)
    link = request.build_absolute_uri(reverse("home")) if has_joined else _link(request, supervisor)
    actions.send_invitation(person=supervisor, link=link, host=request.user.organisation)


def _refused(request: HttpRequest, asked: confirmations.Words, refusal: ValidationError) -> HttpResponse:
    words = asked | {"refusal": " ".join(refusal.messages)}
    return render(request, "accounts/confirmation.html", words, status=400)


def _colleague(request: SignedInRequest, person_id: int) -> User:
    return get_object_or_404(User, pk=person_id, organisation=request.user.organisation_id)


def _link(request: HttpRequest, invited: User) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[rules.invitation_code(invited)]))


def _open_cases(shown: User) -> int:
    """Cases that would stand without a guider. Casework lies above this app, hence the reverse relation."""
    return shown.cases.exclude(status__in=["closed", "declined", "redirected"]).count()


def _about(request: SignedInRequest, shown: User) -> dict[str, object]:
    pairs = SupervisionPair.objects.current()
    waiting = shown.is_active and not rules.has_joined(shown)
    houses = ("supervisor__organisation", "trainee__organisation")
    return {
        "person": shown,
        "roles": roles_in_use().values(),
        "link": _link(request, shown) if waiting else "",
        "second_factor": has_second_factor(shown),
        "supervisors": [
            _supervisor(request, pair) for pair in pairs.filter(trainee=shown).select_related(*houses)
        ],
        "trainees": pairs.filter(
            supervisor=shown, trainee__organisation=request.user.organisation_id
        ).select_related("trainee"),
        "pair_form": PairForm(request.user.organisation) if "trainee" in shown.role_codes else None,
        "open_cases": _open_cases(shown),
    }


def _supervisor(request: SignedInRequest, pair: SupervisionPair) -> dict[str, object]:
    """How they are let in, where nobody else can: they were invited from outside."""
    helped = pair.is_across and rules.looks_after(request.user.organisation, pair.supervisor)
    link = _link(request, pair.supervisor) if helped and not rules.has_joined(pair.supervisor) else ""
    return {"pair": pair, "helped": helped, "link": link}

"""Where somebody is signed in, for themselves and for the administrator of their organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import actions, rules
from accounts.access import SignedInRequest, requires, signed_in
from accounts.models import SignIn, User
from accounts.roles import Permission


@signed_in
@require_GET
def sign_ins(request: SignedInRequest) -> HttpResponse:
    _remember(request)
    return render(request, "accounts/sign_ins.html", _listed(request, request.user))


@signed_in
@require_POST
def sign_ins_end(request: SignedInRequest) -> HttpResponse:
    _end(request, request.user)
    return redirect("sign-ins")


@requires(Permission.MANAGE_PEOPLE)
@require_GET
def person_sign_ins(request: SignedInRequest, person_id: int) -> HttpResponse:
    return render(request, "accounts/sign_ins.html", _listed(request, _colleague(request, person_id)))


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def person_sign_ins_end(request: SignedInRequest, person_id: int) -> HttpResponse:
    person = _colleague(request, person_id)
    _end(request, person)
    return redirect("person-sign-ins", person.pk)


def _end(request: SignedInRequest, person: User) -> None:
    """The one that was pressed, or all but the one this page was asked with."""
    wanted = request.POST.get("sign_in", "")
    ending = [
        each
        for each in rules.open_sign_ins(person)
        if (str(each.pk) == wanted if wanted else not _is_this(request, each))
    ]
    actions.end_sign_ins(person=person, ending=ending, by=request.user)
    if ending:
        messages.success(request, _("Ended. Whoever sits there has to sign in again at the next click."))
    else:
        messages.info(request, _("That had ended already."))


def _listed(request: SignedInRequest, person: User) -> dict[str, object]:
    shown = [(each, _is_this(request, each)) for each in rules.open_sign_ins(person)]
    others = sum(not is_this for _each, is_this in shown)
    own = person == request.user
    return {"person": person, "own": own, "back": person.name, "shown": shown, "others": others}


def _is_this(request: HttpRequest, each: SignIn) -> bool:
    return each.session_key == request.session.session_key


def _remember(request: SignedInRequest) -> None:
    """The page shows the browser it is looked at with, also right after the password was changed."""
    user_agent = request.headers.get("User-Agent", "")
    key = str(request.session.session_key)
    actions.remember_use(session_key=key, user_agent=user_agent, by=request.user)


def _colleague(request: SignedInRequest, person_id: int) -> User:
    return get_object_or_404(User, pk=person_id, organisation=request.user.organisation_id)

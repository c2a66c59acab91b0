"""My caseload: what is due first."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import rules
from cases.facts import gather, with_people_and_question
from cases.models import Case
from cases.next_step import Reminder, Step, Urgency, next_step, reminder

# More than anybody has open at one time; beyond it the order by next step holds within a page.
PER_PAGE = 60
FILTERS = {"open": _("Open"), "paused": _("Paused"), "finished": _("Finished"), "all": _("All")}


@dataclass(frozen=True)
class Card:
    case: Case
    step: Step | None
    standing: rules.CurrentQuestion | None
    reminder: Reminder | None


# A search is posted, because a name has no place in an address.
@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def caseload(request: SignedInRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    words, status = asked.get("words", "").strip(), asked.get("status", "open")
    own = Case.objects.visible_to(request.user)
    page = Paginator(_matching(own, words, status), PER_PAGE).get_page(asked.get("page"))
    context = {
        "cards": _cards(page),
        "page": page,
        "words": words,
        "status": status,
        "filters": FILTERS.items(),
        "is_first_case": not page.object_list and not own.exists(),
    }
    part = "#cards" if request.headers.get("HX-Request") else ""
    return render(request, f"cases/caseload.html{part}", context)


def _matching(cases: QuerySet[Case], words: str, status: str) -> QuerySet[Case]:
    if status == "open":
        cases = cases.exclude(status__in=Case.FINISHED)
    elif status == "paused":
        cases = cases.filter(status=Case.Status.PAUSED)
    elif status == "finished":
        cases = cases.filter(status__in=Case.FINISHED)
    if words:
        named = cases.filter(participations__person__name__icontains=words)
        cases = cases.filter(number__icontains=words) | cases.filter(pk__in=named.values("pk"))
    return with_people_and_question(cases.order_by("referred_on", "pk"))


def _cards(page: Page[Case]) -> list[Card]:
    listed = list(page.object_list)
    facts = gather(listed, today=timezone.localdate())
    cards = [
        Card(
            case,
            next_step(facts[case.pk]),
            rules.current_question(case),
            reminder(facts[case.pk]),
        )
        for case in listed
    ]
    return sorted(cards, key=_pressing)


def _pressing(card: Card) -> tuple[int, bool]:
    """Of two equally pressing cases, the one that is visited today or tomorrow."""
    urgency = card.step.urgency if card.step else len(Urgency) + 1
    return urgency, not (card.reminder and card.reminder.is_soon)

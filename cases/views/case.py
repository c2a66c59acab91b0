"""The case: the hub from which everything in it is reached."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.facts import gather, with_people_and_question
from cases.models import Case
from cases.next_step import next_step, reminder
from cases.rating_charts import shown_questions
from cases.views.visits import visit_list


@requires(Permission.WORK_CASES)
@require_GET
def case(request: SignedInRequest, case_id: int) -> HttpResponse:
    own = with_people_and_question(Case.objects.visible_to(request.user))
    shown = get_object_or_404(own.select_related("guider", "referral", "interpreting"), pk=case_id)
    people = shown.people_now()
    facts = gather([shown], today=timezone.localdate())[shown.pk]
    context = {
        "case": shown,
        "step": next_step(facts),
        "reminder": reminder(facts),
        "questions": shown_questions(shown),
        "visits": visit_list(shown),
        "restrictions": shown.restrictions.filter(lifted_at=None).select_related("person", "set_by"),
        "people": people,
        "left": [part for part in shown.participations.all() if part.until],
    }
    return render(request, "cases/case.html", context)

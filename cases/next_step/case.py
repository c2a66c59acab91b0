"""What a case as a whole asks for next. Each question answers with a step, or with nothing."""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cases.facts import CaseFacts
from cases.models import Case
from cases.next_step.cycle import step_of_cycle
from cases.next_step.steps import Step, Urgency
from cases.next_step.visits import attendance_to_record, visit_soon

USUAL_CYCLES = 3


def referral_to_decide(facts: CaseFacts) -> Step | None:
    if facts.status != Case.Status.REFERRED:
        return None
    hint = _("Have a first talk, then take the case on or pass it back.")
    return Step(_("Decide about this referral"), hint, "decision", (facts.pk,))


def on_waiting_list(facts: CaseFacts) -> Step | None:
    if facts.status != Case.Status.WAITING:
        return None
    hint = _("The longest wait comes first. Begin when there is room.")
    return Step(_("Begin when it is their turn"), hint, "case", (facts.pk,), Urgency.WAITING, "triage")


def resting(facts: CaseFacts) -> Step | None:
    """After a loss."""
    if not facts.is_resting:
        return None
    hint = _("Nothing is due. When they would like to go on, you can say so.")
    return Step(_("Take the time you need"), hint, "case", (facts.pk,), Urgency.RESTING, "rest")


def paused(facts: CaseFacts) -> Step | None:
    if facts.status != Case.Status.PAUSED:
        return None
    pause = facts.pause
    if pause and pause.review_on and pause.review_on <= facts.today:
        hint = _("You wanted to ask about now. Carry on, or let it rest some more.")
        return Step(_("Ask whether the time is right"), hint, "case", (facts.pk,), fragment="course")
    hint = _("Everything stays as it is until you carry on.")
    if pause:
        hint = _("Resting since %(day)s. %(hint)s") % {"day": date_format(pause.began_on), "hint": hint}
    return Step(_("Carry on when the time is right"), hint, "case", (facts.pk,), Urgency.RESTING, "course")


def no_client(facts: CaseFacts) -> Step | None:
    if facts.has_client:
        return None
    hint = _("Say whose wish the work will follow.")
    return Step(_("Add the person you work with"), hint, "participant-new", (facts.pk,))


def no_helping_question(facts: CaseFacts) -> Step | None:
    if facts.has_question:
        return None
    hint = _("Start from what they would like more of, in their own words.")
    return Step(_("Agree the helping question"), hint, "helping-question", (facts.pk,))


def no_first_rating(facts: CaseFacts) -> Step | None:
    if facts.is_rated:
        return None
    hint = _("Where are things now, and where would they like them to be?")
    return Step(_("Ask for a first rating"), hint, "rating-new", (facts.pk,))


def people_without_film_answer(facts: CaseFacts) -> Step | None:
    if not facts.not_asked:
        return None
    names = get_text_list(facts.not_asked, _("and"))
    hint = _("%(names)s: not asked about being filmed yet.") % {"names": names}
    return Step(_("Ask for consent"), hint, "consent", (facts.pk,))


def people_whose_consent_lapsed(facts: CaseFacts) -> Step | None:
    if not facts.lapsed:
        return None
    names = get_text_list(facts.lapsed, _("and"))
    hint = _("%(names)s: whoever agreed may no longer decide for them.") % {"names": names}
    return Step(_("Ask for consent again"), hint, "consent", (facts.pk,))


def open_cycles(facts: CaseFacts) -> Step | None:
    """The most pressing step of all open cycles; the older cycle where they are equal."""
    steps = [step_of_cycle(facts, cycle) for cycle in facts.open_cycles]
    return min(steps, key=lambda step: step.urgency, default=None)


def nobody_agreed_to_film(facts: CaseFacts) -> Step | None:
    if facts.film_agreed:
        return None
    hint = _("Nobody is to be filmed at the moment. The talking can go on, and they can say yes any day.")
    return Step(_("Talk about what would feel right"), hint, "consent", (facts.pk,), Urgency.PLANNED)


def no_open_cycle(facts: CaseFacts) -> Step:
    done = facts.complete_cycles
    if facts.is_own_practice and not done:
        hint, sentence = _("Five to fifteen minutes of your own practice."), _("Plan the first filming")
    elif done > USUAL_CYCLES and not facts.is_own_practice:
        return _ending(facts)
    elif done >= USUAL_CYCLES:
        hint = _("%(number)s cycles are complete. Film once more, or look back together and close.")
        sentence = _("Plan another filming, or the ending")
    elif done:
        hint = _("%(number)s complete so far.")
        if not facts.is_own_practice:
            hint = _("%(number)s complete so far. Three or four are usual.")
        sentence = _("Plan the next filming")
    else:
        hint = _("Five to fifteen minutes of something they like doing together.")
        sentence = _("Plan the first filming")
    return Step(sentence, hint % {"number": done}, "case", (facts.pk,), Urgency.PLANNED, "cycles")


def _ending(facts: CaseFacts) -> Step:
    """No status: an open case in which enough has been done. Filming once more stays possible."""
    hint = _("%(number)s cycles are complete. Look back together; you can still film once more first.")
    number = {"number": facts.complete_cycles}
    return Step(_("Plan the ending together"), hint % number, "closure", (facts.pk,), Urgency.PLANNED)


QUESTIONS: list[Callable[[CaseFacts], Step | None]] = [
    resting,
    attendance_to_record,
    referral_to_decide,
    on_waiting_list,
    paused,
    no_client,
    no_helping_question,
    no_first_rating,
    people_without_film_answer,
    people_whose_consent_lapsed,
    open_cycles,
    visit_soon,
    nobody_agreed_to_film,
    no_open_cycle,
]

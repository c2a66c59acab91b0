"""The one obvious next step of a case.

Each question below looks at the facts and answers with a step, or with nothing. The first answer counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cases.facts import CaseFacts, CycleFacts, FilmingFacts
from cases.models import Case

USUAL_CYCLES = 3


class Urgency(IntEnum):
    """The order of the caseload."""

    NEEDS_CARE = 1
    TO_DO = 2
    PLANNED = 3
    WAITING = 4
    RESTING = 5


def invitation(urgency: Urgency) -> str:
    """The words on the button."""
    if urgency == Urgency.NEEDS_CARE:
        return _("Look at it now")
    return _("Start") if urgency == Urgency.TO_DO else _("Open")


@dataclass(frozen=True)
class Step:
    sentence: str
    hint: str
    url_name: str
    args: tuple[object, ...]
    urgency: Urgency = Urgency.TO_DO
    fragment: str = ""

    @property
    def action(self) -> str:
        return invitation(self.urgency)

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args) + (f"#{self.fragment}" if self.fragment else "")


def next_step(facts: CaseFacts) -> Step | None:
    """None when the case is finished."""
    if facts.status in Case.FINISHED:
        return None
    return next(step for question in QUESTIONS if (step := question(facts)))


def referral_to_decide(facts: CaseFacts) -> Step | None:
    if facts.status != Case.Status.REFERRED:
        return None
    hint = _("Have a first talk, then take the case on or pass it back.")
    return Step(_("Decide about this referral"), hint, "case", (facts.pk,), fragment="referral")


def paused(facts: CaseFacts) -> Step | None:
    if facts.status != Case.Status.PAUSED:
        return None
    hint = _("Everything stays as it is until you carry on.")
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
    elif done >= USUAL_CYCLES:
        hint = _("%(number)s cycles are complete. Film once more, or look back together and close.")
        sentence = _("Plan another filming, or the ending")
    elif done:
        hint, sentence = _("%(number)s complete so far."), _("Plan the next filming")
    else:
        hint = _("Five to fifteen minutes of something they like doing together.")
        sentence = _("Plan the first filming")
    return Step(sentence, hint % {"number": done}, "case", (facts.pk,), Urgency.PLANNED, "cycles")


def step_of_cycle(facts: CaseFacts, cycle: CycleFacts) -> Step:
    return next(step for question in CYCLE_QUESTIONS if (step := question(facts, cycle)))


def review_to_write_up(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if cycle.review is None:
        return None
    hint = _("Write down what was said while it is fresh.")
    return Step(_("Write up the shared review"), hint, "review", (cycle.review,))


def filming_to_plan(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if cycle.filmings:
        return None
    hint = _("When, where, and what will they be doing?")
    return Step(_("Plan the filming"), hint, "filming-new", (cycle.pk,), Urgency.PLANNED)


def film_to_add(facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if cycle.films:
        return None
    filming = cycle.filmings[-1]
    if filming.held_on > facts.today:
        day = date_format(filming.held_on, "l j F")
        hint = _("You can read the plan again before you go.")
        return _filming_step(_("Filming on %(day)s") % {"day": day}, hint, filming, Urgency.PLANNED)
    hint = _("Put it here, and then it can be deleted from the phone.")
    return _filming_step(_("Add the film"), hint, filming, Urgency.TO_DO)


def _filming_step(sentence: str, hint: str, filming: FilmingFacts, urgency: Urgency) -> Step:
    return Step(sentence, hint, "filming", (filming.pk,), urgency)


def film_that_failed(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    failed = [it for it in cycle.filmings if any(film.state == "failed" for film in it.films)]
    if not failed or cycle.chosen:
        return None
    hint = _("The film could not be prepared. Nothing is lost: see what can be done.")
    return _filming_step(_("Look at the film that needs help"), hint, failed[0], Urgency.NEEDS_CARE)


def people_in_film_to_name(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    unnamed = [film for film in cycle.films if not film.people]
    if not unnamed:
        return None
    hint = _("Nobody can watch the film before that, not even you.")
    return Step(_("Say who is in the film"), hint, "footage-people", (unnamed[0].pk,), Urgency.NEEDS_CARE)


def moments_to_find(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    ready = [film for film in cycle.films if film.state == "ready"]
    if cycle.chosen or not ready or any(film.clips for film in ready):
        return None
    if any(film.on_phone for film in ready):
        hint = _("The film is ready to watch. It can be deleted from the phone now.")
    else:
        hint = _("The film is ready to watch.")
    return Step(_("Look for good moments"), hint, "studio", (ready[0].pk,))


def clips_to_choose(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if cycle.chosen or not any(film.clips for film in cycle.films):
        return None
    hint = _("You have made clips. Choose the few that answer the helping question best.")
    return Step(_("Choose clips"), hint, "selection", (cycle.pk,))


def film_on_its_way(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if cycle.chosen:
        return None
    filming = next(it for it in reversed(cycle.filmings) if it.films)
    if any(film.state == "receiving" for film in filming.films):
        hint = _("The upload carries on where it stopped whenever this page is open.")
        return _filming_step(_("Finish the upload"), hint, filming, Urgency.TO_DO)
    hint = _("The film is being prepared. There is nothing you have to do.")
    return _filming_step(_("See how far the film is"), hint, filming, Urgency.WAITING)


def clips_to_submit(facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if not facts.needs_supervision or cycle.submission:
        return None
    hint = _("The clips are chosen. Ask your supervisor what you would like to know.")
    return Step(_("Take the clips to supervision"), hint, "submission-new", (cycle.pk,))


def supervision_to_wait_for(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if not cycle.submission or cycle.verdict:
        return None
    hint = _("Your supervisor has the clips.")
    return Step(_("Waiting for supervision"), hint, "submission", (cycle.submission,), Urgency.WAITING)


def remarks_to_read(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if cycle.verdict != "returned":
        return None
    hint = _("Your supervisor has thoughts about the clips. Look, change what you like, bring them again.")
    return Step(_("Look at the remarks"), hint, "submission", (cycle.submission,))


def clips_with_the_group(_facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if not cycle.showing:
        return None
    hint = _("Your clips are with the group. When you have talked about them, say so there.")
    return Step(_("Read what the group writes"), hint, "showing", (cycle.showing,), Urgency.PLANNED)


def clips_to_show(facts: CaseFacts, cycle: CycleFacts) -> Step | None:
    if not facts.is_own_practice:
        return None
    hint = _("The clips are chosen. Ask the group what you would like to know.")
    return Step(_("Show your clips to the group"), hint, "showing-new", (cycle.pk,))


def review_to_prepare(_facts: CaseFacts, cycle: CycleFacts) -> Step:
    hint = _("The clips are chosen. Put them in order and see that everything is ready.")
    return Step(_("Prepare the shared review"), hint, "review-new", (cycle.pk,))


QUESTIONS: list[Callable[[CaseFacts], Step | None]] = [
    referral_to_decide,
    paused,
    no_client,
    no_helping_question,
    no_first_rating,
    people_without_film_answer,
    people_whose_consent_lapsed,
    open_cycles,
    nobody_agreed_to_film,
    no_open_cycle,
]
CYCLE_QUESTIONS: list[Callable[[CaseFacts, CycleFacts], Step | None]] = [
    review_to_write_up,
    filming_to_plan,
    film_to_add,
    film_that_failed,
    people_in_film_to_name,
    moments_to_find,
    clips_to_choose,
    film_on_its_way,
    clips_to_submit,
    supervision_to_wait_for,
    remarks_to_read,
    clips_with_the_group,
    clips_to_show,
    review_to_prepare,
]

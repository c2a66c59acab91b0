"""What one open cycle asks for next. Each question answers with a step, or with nothing."""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.facts import CaseFacts, CycleFacts, FilmingFacts
from cases.next_step.steps import Step, Urgency


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
    if cycle.set_aside:
        hint = _("Nothing was usable last time, and that happens. When do you film again?")
    else:
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

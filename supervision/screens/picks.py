"""What a supervisor sees before the clips: the films, and nothing of what the trainee found in them."""

from typing import Any

from accounts.models import User
from clips.film_of_review import table_or_none
from supervision.models import Submission
from supervision.screens.moments import picked_in
from supervision.screens.people import part_in_case, parts_now, words_for
from supervision.screens.review import clips_of, film_of, question_of


def pick_screen(submission: Submission, viewer: User) -> dict[str, Any]:
    films = {clip.footage_id: clip.footage for clip in clips_of(submission)}
    tables = {key: table_or_none(film) for key, film in films.items()}
    case = submission.selection.cycle.case
    return {
        "submission": submission,
        "people": [part_in_case(part) for part in parts_now(case)],
        "question": question_of(case, words_for(viewer, case)),
        "films": [film_of(film, submission, tables[key], viewer) for key, film in films.items()],
        "picked": picked_in(submission, tables),
    }

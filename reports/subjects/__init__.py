"""The fixed templates of reports, each in a module of its own. Nobody combines categories freely."""

from reports.counts import Subject
from reports.subjects import (
    activity,
    closing,
    films,
    funnel,
    outcomes,
    people,
    referrals,
    waits,
    workforce,
)

SUBJECTS: tuple[Subject, ...] = (
    referrals.SUBJECT,
    waits.SUBJECT,
    funnel.SUBJECT,
    activity.SUBJECT,
    closing.SUBJECT,
    outcomes.SUBJECT,
    people.SUBJECT,
    films.SUBJECT,
    workforce.SUBJECT,
)
TITLES = {subject.code: subject.title for subject in SUBJECTS}

"""A year that has been released."""

from types import SimpleNamespace

from reports import actions
from reports.making import make
from reports.models import Draft, Release
from reports.periods import Period
from reports.profiles import STANDARD
from tests.reports.history import YEAR


def released(cast: SimpleNamespace) -> Release:
    made = make(cast.organisation, Period(YEAR), STANDARD)
    draft = Draft.objects.create(
        organisation=cast.organisation,
        year=YEAR,
        quarter=0,
        profile=STANDARD.code,
        state="ready",
        contents=[report.to_json() for report in made.reports],
        cohort=made.cohort,
        asked_by=cast.administrator,
    )
    return actions.release(draft=draft, by=cast.administrator)

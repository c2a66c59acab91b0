"""Outcome measures: turned on and off by the service, scored on a case."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.status import for_work
from cases.instruments import Instrument
from cases.models import Case, Measure, MeasureScale, Person, Score


@transaction.atomic
def choose_scale(*, lowest: int, by: User) -> None:
    """For helping questions from now on. Those that are asked already keep theirs."""
    rules.check_manages_measures(by)
    by.organisation.ratings_from = lowest
    by.organisation.save(update_fields=["ratings_from"])
    record(by=by, action="rating.scale_chosen", subject=by.organisation, lowest=lowest)


@transaction.atomic
def take_measure(*, instrument: Instrument, confirmed: bool, by: User) -> Measure:
    """A published definition becomes a measure of this service, with the scales that are known."""
    measure = _new_measure(
        by=by,
        confirmed=confirmed,
        code=instrument.code,
        name=instrument.name,
        when=instrument.when,
        licence_note=str(instrument.licence),
        needs_licence=instrument.needs_licence,
    )
    MeasureScale.objects.bulk_create(
        MeasureScale(
            measure=measure,
            name=scale.name,
            lowest=scale.lowest,
            highest=scale.highest,
            direction=scale.direction,
            threshold=scale.threshold,
        )
        for scale in instrument.scales
    )
    return measure


@transaction.atomic
def add_measure(
    *, name: str, when: str, licence_note: str, needs_licence: bool, confirmed: bool, by: User
) -> Measure:
    """One that the service uses and this product does not know."""
    return _new_measure(
        by=by,
        confirmed=confirmed,
        name=name.strip(),
        when=when,
        licence_note=licence_note,
        needs_licence=needs_licence,
    )


@transaction.atomic
def add_scale(
    *,
    measure: Measure,
    name: str,
    lowest: Decimal,
    highest: Decimal,
    direction: str,
    threshold: Decimal | None,
    by: User,
) -> MeasureScale:
    measure = _managed(measure, by)
    taken = measure.scales.values_list("name", flat=True)
    rules.check_scale(lowest=lowest, highest=highest, threshold=threshold, name=name, taken=taken)
    scale = measure.scales.create(
        name=name, lowest=lowest, highest=highest, direction=direction, threshold=threshold
    )
    record(by=by, action="measure.scale_added", subject=scale)
    return scale


@transaction.atomic
def remove_scale(*, scale: MeasureScale, by: User) -> None:
    _managed(scale.measure, by)
    if scale.scores.exists():
        raise ValidationError(_("There are scores on this scale, so it stays."))
    record(by=by, action="measure.scale_removed", subject=scale)
    scale.delete()


@transaction.atomic
def confirm_direction(*, scale: MeasureScale, direction: str, by: User) -> None:
    """The service has looked into the manual. From now on change is computed."""
    _managed(scale.measure, by)
    scale.direction = direction
    scale.save(update_fields=["direction"])
    record(by=by, action="measure.direction_confirmed", subject=scale, direction=direction)


@transaction.atomic
def switch_measure(*, measure: Measure, on: bool, confirmed: bool, by: User) -> None:
    """Off: nothing new is scored. The scores stay where they are."""
    measure = _managed(measure, by)
    if on:
        rules.check_licence(needs_licence=measure.needs_licence, confirmed=confirmed)
        if measure.needs_licence:
            measure.licence_confirmed_on, measure.licence_confirmed_by = timezone.localdate(), by
    measure.is_on = on
    measure.save(update_fields=["is_on", "licence_confirmed_on", "licence_confirmed_by"])
    record(by=by, action="measure.turned_on" if on else "measure.turned_off", subject=measure)


@transaction.atomic
def score(
    *,
    case: Case,
    measure: Measure,
    values: Mapping[MeasureScale, Decimal],
    rater: str,
    person: Person | None,
    given_on: date,
    moment: str,
    by: User,
) -> list[Score]:
    """The numbers of one sheet, given by one rater on one day."""
    case = for_work(case, by)
    rules.check_can_score(case, measure)
    rules.check_given_on(given_on)
    if not values:
        raise ValidationError(_("Please enter at least one score."))
    for scale, value in values.items():
        rules.check_score(case, scale, value=value, rater=rater, person=person)
    made = [
        Score.objects.create(
            case=case,
            scale=scale,
            value=value,
            lowest=scale.lowest,
            highest=scale.highest,
            rater=rater,
            person=person,
            given_on=given_on,
            moment=moment,
        )
        for scale, value in values.items()
    ]
    record(by=by, action="score.given", subject=made[0], case=case, measure=measure.pk, moment=moment)
    return made


@transaction.atomic
def remove_score(*, score: Score, by: User) -> None:
    case = for_work(score.case, by)
    record(by=by, action="score.removed", subject=score, case=case, measure=score.scale.measure_id)
    score.delete()


def _new_measure(*, by: User, confirmed: bool, **facts: str | bool) -> Measure:
    rules.check_manages_measures(by)
    needs_licence = bool(facts["needs_licence"])
    rules.check_licence(needs_licence=needs_licence, confirmed=confirmed)
    taken = Measure.objects.filter(organisation_id=by.organisation_id).values_list("name", flat=True)
    rules.check_new_measure(str(facts["name"]), taken)
    measure = Measure.objects.create(
        organisation_id=by.organisation_id,
        licence_confirmed_on=timezone.localdate() if needs_licence else None,
        licence_confirmed_by=by if needs_licence else None,
        **facts,
    )
    record(by=by, action="measure.turned_on", subject=measure, code=measure.code or "own")
    return measure


def _managed(measure: Measure, by: User) -> Measure:
    """Locked, if it belongs to the service of this administrator."""
    rules.check_manages_measures(by)
    return Measure.objects.select_for_update().get(pk=measure.pk, organisation_id=by.organisation_id)

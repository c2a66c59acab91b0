"""Outcome measures: what is shipped, what a service turns on, what a score may be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions
from cases.instruments import BY_CODE, INSTRUMENTS
from cases.measure_charts import shown_measures
from cases.models import Measure, MeasureScale, Score
from clips.personal_data import sections
from tests import builders

FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 16)


def take(cast, code="phq9"):
    return actions.take_measure(instrument=BY_CODE[code], confirmed=True, by=cast.administrator)


def give(cast, family, measure, *values, **fields):
    scales = list(measure.scales.all())
    facts = {"rater": "person", "person": family.client, "given_on": FIRST, "moment": "baseline"}
    return actions.score(
        case=family.case,
        measure=measure,
        values=dict(zip(scales, map(Decimal, values), strict=False)),
        by=cast.guider,
        **(facts | fields),
    )


def refused(act, sentence):
    before = Entry.objects.count(), Measure.objects.count(), Score.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        act()
    assert (Entry.objects.count(), Measure.objects.count(), Score.objects.count()) == before


def test_the_shipped_definitions_are_those_of_the_published_table():
    ranges = {
        instrument.code: [
            (scale.name, str(scale.lowest), str(scale.highest), scale.direction.value, str(scale.threshold))
            for scale in instrument.scales
        ]
        for instrument in INSTRUMENTS
    }
    assert ranges["phq9"] == [("", "0", "27", "difficult", "6")]
    assert ranges["gad7"] == [("", "0", "21", "difficult", "4")]
    assert ranges["core10"] == [("", "0", "40", "difficult", "5")]
    assert (ranges["wemwbs"], ranges["swemwbs"]) == (
        [("", "14", "70", "good", "9")],
        [("", "7", "35", "good", "3")],
    )
    assert ranges["bpses"] == [("", "5", "25", "unconfirmed", "None")]
    assert ranges["kips"] == []
    assert {"gbo", "pcri", "poem"} & ranges.keys() == set()
    rare = {instrument.code for instrument in INSTRUMENTS if instrument.rare}
    assert rare == {"kips", "care_index", "piios", "bmis", "nichd", "adbb"}


def test_a_measure_is_taken_with_its_scales_once(cast, trail):
    measure = take(cast, "mors_sf")
    assert list(measure.scales.values_list("name", "direction")) == [
        ("Warmth", "good"),
        ("Invasion", "difficult"),
    ]
    assert (measure.licence_confirmed_on, measure.licence_confirmed_by) == (
        timezone.localdate(),
        cast.administrator,
    )
    assert trail()[-1] == ("measure.turned_on", {"code": "mors_sf"})
    refused(lambda: take(cast, "mors_sf"), "there already")


def test_without_a_confirmed_licence_and_without_the_role_nothing_is_turned_on(cast):
    epds, phq9 = BY_CODE["epds"], BY_CODE["phq9"]
    refused(
        lambda: actions.take_measure(instrument=epds, confirmed=False, by=cast.administrator), "confirm first"
    )
    refused(lambda: actions.take_measure(instrument=phq9, confirmed=True, by=cast.guider), "administrator")
    assert actions.take_measure(instrument=phq9, confirmed=False, by=cast.administrator).is_on


@pytest.mark.parametrize("gone", ["licence_confirmed_on", "licence_confirmed_by"])
def test_the_database_asks_for_the_licence_too(cast, gone):
    measure = take(cast, "epds")
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(**{gone: None})


@pytest.mark.parametrize(
    ("value", "fields", "sentence"),
    [
        ("28", {}, "between 0 and 27"),
        ("-1", {}, "between 0 and 27"),
        ("5", {"rater": "guider"}, "which professional"),
        ("5", {"person": None}, "which professional"),
        ("5", {"given_on": date(2999, 1, 1)}, "future"),
    ],
)
def test_a_score_that_cannot_be_is_refused(cast, family, value, fields, sentence):
    measure = take(cast)
    refused(lambda: give(cast, family, measure, value, **fields), sentence)


def test_nobody_from_outside_the_case_and_no_other_service_scores(cast, family):
    measure = take(cast)
    outsider = builders.person(builders.case(cast.guider))
    refused(lambda: give(cast, family, measure, 5, person=outsider), "take part")
    refused(lambda: give(cast, family, measure), "at least one")
    Measure.objects.filter(pk=measure.pk).update(organisation=cast.stranger.organisation)
    measure.refresh_from_db()
    refused(lambda: give(cast, family, measure, 5), "not in use")


@pytest.mark.parametrize("fields", [{"value": 28}, {"value": -1}, {"person": None}, {"rater": "guider"}])
def test_the_database_keeps_a_score_in_its_range_and_its_rater_named(cast, family, fields):
    (score,) = give(cast, family, take(cast), 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(pk=score.pk).update(**fields)


def test_off_takes_no_new_scores_and_keeps_those_there_are(cast, sign_in, family):
    measure = take(cast, "epds")
    give(cast, family, measure, 9)
    actions.switch_measure(measure=measure, on=False, confirmed=False, by=cast.administrator)
    measure.refresh_from_db()
    refused(lambda: give(cast, family, measure, 5), "not in use")
    page = sign_in(cast.guider).get(reverse("case", args=[family.case.pk])).content.decode()
    assert ("EPDS" in page, "Add scores" in page) == (True, False)
    refused(
        lambda: actions.switch_measure(measure=measure, on=True, confirmed=False, by=cast.administrator),
        "confirm",
    )
    actions.switch_measure(measure=measure, on=True, confirmed=True, by=cast.administrator)
    measure.refresh_from_db()
    assert measure.is_on


def test_change_of_a_doubtful_direction_is_computed_once_it_is_confirmed(cast, family, trail):
    measure = take(cast, "bpses")
    scale = measure.scales.get()
    scale.threshold = 4
    scale.save()
    family.case.first_contact_on = FIRST
    family.case.save()
    seen_on(family.case, SECOND)
    give(cast, family, measure, 10)
    give(cast, family, measure, 16, given_on=SECOND)
    assert results(family.case) == [("Ada", "not_computed")]
    actions.confirm_direction(scale=scale, direction="good", by=cast.administrator)
    assert trail()[-1] == ("measure.direction_confirmed", {"direction": "good"})
    assert results(family.case) == [("Ada", "improved")]


def test_two_raters_are_two_lines_and_never_one_pair(cast, family):
    measure = take(cast)
    family.case.first_contact_on = FIRST
    family.case.save()
    seen_on(family.case, SECOND)
    give(cast, family, measure, 20)
    give(cast, family, measure, 5, given_on=SECOND, rater="guider", person=None)
    assert results(family.case) == [("Ada", "not_paired"), ("The guider", "not_paired")]
    (shown,) = shown_measures(family.case)
    assert [line.label for line in shown.scales[0].chart.lines] == ["Ada", "The guider"]


def test_the_section_shows_only_where_the_service_uses_a_measure(cast, sign_in, family):
    client, url = sign_in(cast.guider), reverse("case", args=[family.case.pk])
    assert "Outcome measures" not in client.get(url).content.decode()
    measure = take(cast)
    page = client.get(url).content.decode()
    new = reverse("score-new", args=[family.case.pk, measure.pk])
    assert ("Outcome measures" in page, new in page) == (True, True)


def test_a_guider_enters_scores_and_takes_a_wrong_one_away(cast, sign_in, family, trail):
    measure = take(cast, "hads")
    anxiety, depression = measure.scales.all()
    client, url = sign_in(cast.guider), reverse("score-new", args=[family.case.pk, measure.pk])
    sheet = {
        f"scale_{anxiety.pk}": "12",
        f"scale_{depression.pk}": "22",
        "given_by": str(family.client.pk),
        "given_on": "2026-03-02",
        "moment": "baseline",
    }
    refusal = client.post(url, sheet)
    assert (refusal.status_code, Score.objects.count()) == (200, 0)
    assert 'value="12"' in refusal.content.decode()
    client.post(url, sheet | {f"scale_{depression.pk}": ""})
    score = Score.objects.get()
    assert (score.scale, score.value, score.person, score.highest) == (anxiety, 12, family.client, 21)
    assert trail()[-1] == ("score.given", {"measure": measure.pk, "moment": "baseline"})
    removal = reverse("score-removal", args=[family.case.pk, score.pk])
    assert "Anxiety: 12" in client.get(removal).content.decode()
    client.post(removal)
    assert (Score.objects.count(), trail()[-1]) == (0, ("score.removed", {"measure": measure.pk}))


def test_an_administrator_adds_a_measure_of_the_service_with_a_scale(cast, sign_in, family):
    client = sign_in(cast.administrator)
    assert client.get(reverse("measures")).status_code == 200
    unconfirmed = {"confirmed": ""}
    page = client.post(reverse("measure-definition", args=["epds"]), unconfirmed).content.decode()
    assert ("Please confirm first" in page, Measure.objects.count()) == (True, 0)
    client.post(reverse("measure-definition", args=["epds"]), {"confirmed": "on"})
    client.post(reverse("measure-new"), {"name": "Ours", "when": "pre_post", "needs_licence": ""})
    own = Measure.objects.get(name="Ours")
    url = reverse("measure", args=[own.pk])
    scale = {"name": "", "lowest": "1", "highest": "5", "direction": "good", "threshold": "9"}
    assert "fits into the range" in client.post(url, scale).content.decode()
    client.post(url, scale | {"threshold": "1"})
    made = own.scales.get()
    assert (made.lowest, made.highest, made.threshold) == (1, 5, 1)
    give(cast, family, own, "4.5")
    client.post(reverse("measure-scale-removal", args=[own.pk, made.pk]))
    assert MeasureScale.objects.filter(pk=made.pk).exists()


def test_scores_are_in_the_copy_of_the_person_they_are_from(cast, family):
    give(cast, family, take(cast), 7)
    told = {part.title: [dict(line) for line in part.lines] for part in sections(family.case, family.client)}
    assert told["Scores of questionnaires"] == [
        {
            "Measure": "PHQ-9",
            "Score": "7, from 0 to 27",
            "Rated by": "Ada",
            "When": "At the start, 2 March 2026",
        }
    ]
    of_child = [part.title for part in sections(family.case, family.child)]
    assert "Scores of questionnaires" not in of_child


def test_the_case_asks_the_same_however_much_was_scored(cast, sign_in, family):
    client, url = sign_in(cast.guider), reverse("case", args=[family.case.pk])
    give(cast, family, take(cast), 7)
    client.get(url)
    before = queries_of(client, url)
    for code in ("gad7", "hads", "sdq", "core10"):
        measure = take(cast, code)
        for day in range(10):
            give(cast, family, measure, 3, 4, given_on=FIRST + timedelta(days=day))
    assert queries_of(client, url) == before


def queries_of(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def results(case):
    return [
        (rater, change.result.value)
        for shown in shown_measures(case)
        for scale in shown.scales
        for rater, change in scale.changes
    ]


def seen_on(case, day):
    case.visits.create(
        day=day, place="home", purpose="filming", attendance="on_time", attendance_by=case.guider
    )

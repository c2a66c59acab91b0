"""Several helping questions: which one leads, how they end, on which scale they are rated."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions, rules
from cases.models import HelpingQuestion, Rating, Unrated
from cases.rating_charts import shown_questions
from tests import builders

TODAY = timezone.localdate
FIRST, SECOND = "How do we enjoy each other?", "How do we find rest?"


@pytest.fixture
def two(cast, family):
    """Two questions of the case; the first leads."""
    first = builders.helping_question(family.case, rated_by=family.client)
    second = actions.add_question(
        case=family.case, own_words="I am tired", agreed_wording=SECOND, lowest=1, by=cast.guider
    )
    return first, second


def reworded(question, by, **words):
    before = {"own_words": question.own_words, "agreed_wording": question.agreed_wording}
    return actions.reword_question(question=question, by=by, **(before | words))


def refused(act, sentence):
    before = Entry.objects.count(), Rating.objects.count(), HelpingQuestion.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        act()
    assert (Entry.objects.count(), Rating.objects.count(), HelpingQuestion.objects.count()) == before


@pytest.mark.parametrize(
    ("questions", "leader"),
    [
        ([], None),
        ([("active", False)], 0),
        ([("active", False), ("active", False)], 0),
        ([("active", False), ("active", True)], 1),
        ([("met", False), ("active", False)], 1),
        ([("met", False), ("met", False)], 1),
        ([("met", False), ("dropped", False)], 0),
        ([("dropped", False)], None),
        ([("changed", False), ("active", False)], 1),
    ],
)
def test_one_question_leads(questions, leader):
    made = [
        HelpingQuestion(pk=number, status=status, leads=leads)
        for number, (status, leads) in enumerate(questions, start=1)
    ]
    assert rules.leading(made) == (None if leader is None else made[leader])


def test_the_first_question_leads_until_another_is_put_first(cast, family, two, trail):
    first, second = two
    assert rules.current_question(family.case).question == first
    actions.lead_with(question=second, by=cast.guider)
    assert rules.current_question(family.case).question == second
    assert trail()[-1] == ("question.put_first", {})
    actions.lead_with(question=first, by=cast.guider)
    assert rules.current_question(family.case).question == first


def test_another_wording_of_the_leading_question_leads_on(cast, family, two):
    first, second = two
    after = reworded(first, cast.guider, agreed_wording="What do we enjoy?")
    first.refresh_from_db()
    assert (first.status, first.ended_on, first.replaced_by) == ("changed", TODAY(), after)
    assert rules.current_question(family.case).question == after
    assert rules.other_questions(family.case) == [second]


def test_another_wording_of_the_second_leaves_the_first_in_the_lead(cast, family, two):
    first, second = two
    after = reworded(second, cast.guider, agreed_wording="When do we rest?")
    assert rules.current_question(family.case).question == first
    assert rules.other_questions(family.case) == [after]
    assert after.scale == (1, 10)


def test_another_scale_is_another_version(cast, family, two):
    first, _second = two
    after = reworded(first, cast.guider, lowest=1)
    assert (after.scale, after.agreed_wording, after.ratings.count()) == ((1, 10), FIRST, 0)
    assert set(first.ratings.values_list("scale_min", flat=True)) == {0}


def test_the_same_words_on_the_same_scale_change_nothing(cast, two):
    refused(lambda: reworded(two[0], cast.guider), "stand already")


def test_a_wording_of_yesterday_is_not_reworded_ended_or_put_first(cast, two):
    first, _second = two
    reworded(first, cast.guider, agreed_wording="What do we enjoy?")
    refused(lambda: reworded(first, cast.guider, agreed_wording="Again"), "worded anew")
    refused(lambda: actions.lead_with(question=first, by=cast.guider), "work on")
    refused(
        lambda: actions.set_question_status(question=first, status="met", on=TODAY(), by=cast.guider), "anew"
    )


def test_the_same_question_is_not_asked_twice(cast, family, two):
    words = {"own_words": "I am tired", "agreed_wording": SECOND}
    refused(lambda: actions.add_question(case=family.case, by=cast.guider, **words), "already")


def test_a_question_comes_true_and_is_taken_up_again(cast, family, two, trail):
    first, second = two
    actions.set_question_status(question=first, status="met", on=date(2026, 3, 1), by=cast.guider)
    first.refresh_from_db()
    assert (first.status, first.ended_on) == ("met", date(2026, 3, 1))
    assert rules.current_question(family.case).question == second
    assert trail()[-1] == ("question.status_set", {"status": "met"})
    actions.set_question_status(question=first, status="active", on=TODAY(), by=cast.guider)
    first.refresh_from_db()
    assert (first.status, first.ended_on) == ("active", None)


@pytest.mark.parametrize(
    ("status", "on", "sentence"), [("changed", 0, "anew"), ("met", 1, "future"), ("lost", 0, "anew")]
)
def test_a_status_that_cannot_be_is_refused(cast, two, status, on, sentence):
    day = TODAY() + timedelta(days=on)
    question = two[0]
    refused(
        lambda: actions.set_question_status(question=question, status=status, on=day, by=cast.guider),
        sentence,
    )
    question.refresh_from_db()
    assert question.status == "active"


@pytest.mark.parametrize(
    ("lowest", "status", "value", "sentence"),
    [
        (0, "active", 0, ""),
        (0, "active", 10, ""),
        (1, "active", 1, ""),
        (1, "met", 10, ""),
        (1, "active", 0, "between 1 and 10"),
        (0, "active", 11, "between 0 and 10"),
        (0, "dropped", 5, "no longer asked"),
    ],
)
def test_a_rating_lies_on_the_scale_of_its_question(cast, family, lowest, status, value, sentence):
    question = builders.helping_question(family.case)
    question.scale_min, question.status = lowest, status
    question.ended_on = None if status == "active" else TODAY()
    question.save()
    given = {"kind": "now", "moment": "review", "value": value, "rated_by": family.client, "by": cast.guider}
    if sentence:
        refused(lambda: actions.rate(question=question, **given), sentence)
    else:
        assert actions.rate(question=question, **given).scale == (lowest, 10)


@pytest.mark.parametrize(
    "fields",
    [
        {"scale_min": 2},
        {"scale_max": 7},
        {"status": "met"},
        {"ended_on": date(2026, 1, 1)},
        {"status": "changed", "ended_on": date(2026, 1, 1)},
        {"status": "met", "ended_on": date(2026, 1, 1), "leads": True},
    ],
)
def test_the_database_keeps_scale_and_status_in_order(family, fields):
    question = builders.helping_question(family.case)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpingQuestion.objects.filter(pk=question.pk).update(**fields)


def test_only_one_question_of_a_case_leads(family, two):
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpingQuestion.objects.filter(case=family.case).update(leads=True)


def test_no_number_this_time_has_a_reason_and_counts_as_asked(cast, sign_in, family, trail):
    question = builders.helping_question(family.case)
    client = sign_in(cast.guider)
    said = {"unrated_reason": "preferred_not", "moment": "baseline", "rated_by": family.client.pk}
    client.post(reverse("rating-new", args=[family.case.pk]), said)
    noted = Unrated.objects.get()
    assert (noted.question, noted.person, noted.noted_on) == (question, family.client, TODAY())
    assert trail()[-1] == ("rating.not_given", {"moment": "baseline", "reason": "preferred_not"})
    page = client.get(reverse("case", args=[family.case.pk])).content.decode()
    assert "They preferred not to" in page
    assert "Ask for a first rating" not in page


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [({}, "or say below why"), ({"now": "3", "unrated_reason": "other"}, "not both"), ({"now": "0"}, "0")],
)
def test_a_rating_is_a_number_of_the_scale_or_a_reason(cast, sign_in, family, answer, sentence):
    HelpingQuestion.objects.filter(pk=builders.helping_question(family.case).pk).update(scale_min=1)
    said = {"moment": "baseline", "rated_by": family.client.pk, **answer}
    response = sign_in(cast.guider).post(reverse("rating-new", args=[family.case.pk]), said)
    assert (response.status_code, Rating.objects.count(), Unrated.objects.count()) == (200, 0, 0)
    assert sentence in response.content.decode()


def test_each_scale_is_drawn_apart_with_a_line_for_each_rater(cast, family):
    question = builders.helping_question(family.case, rated_by=family.client)
    carer = builders.person(family.case, "carer", "Cleo")
    later = TODAY() + timedelta(days=9)
    Rating.objects.create(
        question=question, kind="now", moment="review", value=6, rated_by=carer, rated_on=later
    )
    same_scale = reworded(question, cast.guider, agreed_wording="What do we enjoy?")
    Rating.objects.create(question=same_scale, kind="now", moment="review", value=7, rated_by=family.client)
    other = reworded(same_scale, cast.guider, lowest=1)
    Rating.objects.create(
        question=other, kind="now", moment="end", value=8, scale_min=1, rated_by=family.client
    )
    (shown,) = shown_questions(family.case)
    assert [chart.scale for chart in shown.charts] == [(1, 10), (0, 10)]
    lines = [
        (line.label, line.hoped_for, [point.value for point in line.points], len(line.pieces))
        for line in shown.charts[1].chart.lines
    ]
    assert lines == [
        ("Ada (Parent)", True, [8], 1),
        ("Ada (Parent)", False, [3, 7], 2),
        ("Cleo (Carer)", False, [6], 1),
    ]
    hoped_for = shown.charts[1].chart.lines[0].pieces[0]
    assert hoped_for.until > hoped_for.points[-1].x
    assert [len(chart.chart.changes) for chart in shown.charts] == [0, 1]
    assert [question.agreed_wording for question in shown.earlier] == ["What do we enjoy?", FIRST]


def test_the_page_of_a_case_asks_the_same_however_much_was_rated(cast, sign_in, family):
    client, url = sign_in(cast.guider), reverse("case", args=[family.case.pk])
    question = builders.helping_question(family.case, rated_by=family.client)
    Unrated.objects.create(question=question, moment="review", reason="other", person=family.client)
    client.get(url)
    before = queries_of(client, url)
    for _number in range(30):
        asked = builders.helping_question(family.case)
        Rating.objects.bulk_create(
            Rating(question=asked, kind="now", moment="review", value=value, rated_by=family.client)
            for value in range(10)
        )
        Unrated.objects.create(question=asked, moment="end", reason="other", person=family.client)
    assert queries_of(client, url) == before


def queries_of(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_the_pages_of_a_question_keep_words_status_and_lead(cast, sign_in, family, two):
    first, second = two
    client, case = sign_in(cast.guider), family.case
    assert SECOND in client.get(reverse("case", args=[case.pk])).content.decode()
    client.post(reverse("helping-question-lead", args=[case.pk, second.pk]))
    assert rules.current_question(case).question == second
    ended = {"status": "dropped", "on": "2026-02-01"}
    client.post(reverse("helping-question-status", args=[case.pk, first.pk]), ended)
    first.refresh_from_db()
    assert (first.status, first.ended_on) == ("dropped", date(2026, 2, 1))
    words = {"own_words": "More", "agreed_wording": "What do we share?", "lowest": "1"}
    response = client.post(reverse("helping-question-new", args=[case.pk]), words)
    third = case.helping_questions.get(agreed_wording="What do we share?")
    assert response.url == reverse("helping-question-rating-new", args=[case.pk, third.pk])
    rating = {"now": "2", "moment": "baseline", "rated_by": family.client.pk}
    client.post(response.url, rating)
    assert third.ratings.get().scale == (1, 10)
    words["agreed_wording"] = "When do we share?"
    client.post(reverse("helping-question-wording", args=[case.pk, third.pk]), words)
    third.refresh_from_db()
    assert third.replaced_by.agreed_wording == "When do we share?"


def test_a_question_of_another_case_is_not_reached_through_mine(cast, sign_in, family):
    foreign = builders.helping_question(builders.case(cast.other_guider))
    client = sign_in(cast.guider)
    for name in ("wording", "status", "rating-new", "lead"):
        url = reverse(f"helping-question-{name}", args=[family.case.pk, foreign.pk])
        assert client.post(url, {"status": "met", "on": "2026-01-01"}).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.status, foreign.leads) == ("active", False)

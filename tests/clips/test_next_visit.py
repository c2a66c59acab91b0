"""At the end of a shared review: the next visit, and the new rating that stands in the chart at once."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Visit
from cases.rules import VisitPlan
from clips.actions import reviews
from clips.personal_data import sections
from clips.summary import summary
from consent.models import ConsentRecord, FormVersion
from tests.papers import text_of

HTMX = {"HX-Request": "true"}
DAY = timezone.localdate


def sent(days=14, **changes):
    day = (DAY() + timedelta(days=days)).isoformat()
    plan = {"purpose": "filming_and_review", "day": day, "starts_at": "14:30", "where": "home"}
    return plan | {"minutes": "60"} | changes


@pytest.fixture
def client(held, sign_in):
    return sign_in(held.guider)


def ask(client, held, data):
    return client.post(reverse("review-visit", args=[held.review.pk]), data, headers=HTMX)


def test_the_next_visit_is_agreed_on_the_page_of_the_review(client, held):
    answer = ask(client, held, sent())
    [visit] = held.case.visits.all()
    assert (visit.purpose, visit.starts_at) == ("filming_and_review", time(14, 30))
    text = answer.content.decode()
    assert "Shared review and filming in one visit · At home" in text
    assert reverse("visit-move", args=[visit.pk]) in text
    assert reverse("review-visit", args=[held.review.pk]) not in text


def test_a_day_that_is_not_later_is_refused_and_what_was_typed_stays(client, held):
    answer = ask(client, held, sent(days=0))
    assert answer.status_code == 422
    assert "on a later day than this review" in answer.content.decode()
    assert 'value="14:30"' in answer.content.decode()
    assert held.case.visits.count() == 0


def test_nothing_is_agreed_once_the_review_is_finished(held):
    reviews.finish(review=held.review, by=held.guider)
    plan = VisitPlan(day=DAY() + timedelta(days=7), place="home")
    with pytest.raises(ValidationError):
        reviews.agree_visit(review=held.review, plan=plan, purpose="filming", by=held.guider)
    assert held.case.visits.count() == 0


@pytest.mark.parametrize(
    ("language", "where", "said"),
    [
        ("en", "home", "at 14:30, at home"),
        ("de", "clinic", "um 14:30 Uhr, in der Praxis"),
        ("fr", "video_call", "à 14:30, par appel vidéo"),
        ("es", "telephone", "a las 14:30, por teléfono"),
        ("nl", "school", "om 14:30 uur, op school of op de kinderopvang"),
    ],
)
def test_the_page_they_take_home_says_when_and_how_in_their_language(client, held, language, where, said):
    form = FormVersion.objects.first()
    form.pk, form.language, form.version = None, language, 99
    form.save(force_insert=True)
    ConsentRecord.objects.filter(signer=held.parent).update(form=form)
    ask(client, held, sent(where=where))
    assert said in " ".join(text_of(summary(held.review)).split())


def test_a_visit_that_was_cancelled_is_not_printed(held):
    day = DAY() + timedelta(days=7)
    Visit.objects.create(
        case=held.case,
        day=day,
        place="home",
        purpose="filming",
        attendance="cancelled_by_client",
        attendance_by=held.guider,
    )
    assert "We meet again" not in text_of(summary(held.review))


def test_the_new_rating_stands_in_the_chart_of_the_case_at_once(client, held):
    before = client.get(reverse("case", args=[held.case.pk])).content.decode()
    data = {"value": "7", "rated_by": held.parent.pk}
    client.post(reverse("review-ratings", args=[held.review.pk]), data)
    after = client.get(reverse("case", args=[held.case.pk])).content.decode()
    given = '<td class="number">7</td>'
    assert [(given in page, "chart-dot" in page) for page in (before, after)] == [
        (False, False),
        (True, True),
    ]


@pytest.mark.parametrize(
    ("medium", "said"),
    [("video_call", 'form="begin" checked'), ("telephone", "cannot be seen together")],
)
def test_a_remote_visit_says_so_before_and_during_the_review(ready, sign_in, medium, said):
    visit = Visit.objects.create(
        case=ready.case, day=DAY(), place="remote", medium=medium, purpose="shared_review"
    )
    client = sign_in(ready.guider)
    assert said in client.get(reverse("review-new", args=[ready.cycle.pk])).content.decode()
    review = reviews.show(cycle=ready.cycle, by=ready.guider)
    assert review.visit == visit
    assert visit.where in client.get(reverse("review", args=[review.pk])).content.decode()


def test_the_copy_of_what_is_kept_holds_the_visits_of_whom_they_were_with(held, client):
    ask(client, held, sent())
    titles = [
        [section.title for section in sections(held.case, person)] for person in (held.parent, held.child)
    ]
    assert ["Visits" in each for each in titles] == [True, False]

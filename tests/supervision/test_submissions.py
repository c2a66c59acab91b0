"""The queue."""

import re
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from supervision.actions import decide
from supervision.models import Submission
from tests.supervision.conftest import choose_clips, send


def order_of(client):
    page = client.get(reverse("submissions")).content.decode()
    return [int(pk) for pk in re.findall(r'href="/supervision/(\d+)/"', page)]


def test_the_nearest_planned_review_comes_first_then_the_oldest(cast, sign_in):
    plans = (None, date(2027, 5, 1), None, date(2027, 4, 1))
    made = [send(choose_clips(cast, cast.trainee), review_planned_on=plan) for plan in plans]
    for days, submission in enumerate((made[2], made[0], made[1], made[3])):
        Submission.objects.filter(pk=submission.pk).update(
            submitted_at=timezone.now() - timedelta(days=9 - days)
        )
    assert order_of(sign_in(cast.supervisor)) == [made[3].pk, made[1].pk, made[2].pk, made[0].pk]


def test_each_sees_their_own_and_what_is_decided_comes_last(cast, sign_in):
    first, second = (send(choose_clips(cast, cast.trainee)) for _ in range(2))
    decide(submission=first, verdict="returned", words="Earlier", minutes=5, by=cast.supervisor)
    assert order_of(sign_in(cast.supervisor)) == [second.pk, first.pk]
    assert order_of(sign_in(cast.trainee)) == [second.pk, first.pk]
    assert "Returned" in sign_in(cast.trainee).get(reverse("submissions")).content.decode()


def test_an_empty_queue_says_what_to_expect(cast, sign_in):
    assert "appear here" in sign_in(cast.supervisor).get(reverse("submissions")).content.decode()
    assert "then bring them" in sign_in(cast.trainee).get(reverse("submissions")).content.decode()


def test_the_number_of_queries_does_not_grow(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.supervisor)

    def add(number):
        for _ in range(number):
            submission = send(choose_clips(cast, cast.trainee))
        decide(submission=submission, verdict="released", words="", minutes=5, by=cast.supervisor)

    add(3)
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("submissions"))
    add(27)
    with django_assert_max_num_queries(40) as many:
        client.get(reverse("submissions"))
    assert len(many) == len(few)

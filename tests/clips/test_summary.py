"""The page that a family takes home from a review: their own words, in their language, on one page."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from audit.models import Entry
from clips.actions import reviews
from clips.models import AgreedPoint, Reflection
from clips.summary import _words, language_of, summary
from consent.models import ConsentRecord, FormVersion
from sessions.models import Cycle, FilmedSession
from tests import builders
from tests.papers import facts_of, text_of

NOT_THEIRS = ("At 0", "At 300", "Wait for her", "What do you see?", "Guider")


@pytest.fixture
def spoken(held):
    """What two people of the family and the guider said."""
    reviews.plan_clip(clip=held.clips[0], prompt="What do you see?", note="Wait for her", by=held.guider)
    reviews.reflect(shown=held.shown, said_by=held.parent, words="He looks at me!", by=held.guider)
    for kind, words in (("strength", "I wait for him."), ("working_point", "Sit lower.")):
        reviews.agree_point(review=held.review, kind=kind, words=words, by=held.guider)
    reviews.rate_review(review=held.review, value="6", rated_by=held.parent, by=held.guider)
    later = Cycle.objects.create(case=held.case, number=2)
    FilmedSession.objects.create(
        cycle=later, kind="filming", held_on=held.review.held_on + timedelta(days=14)
    )
    return held


def signs_in(held, language):
    form = FormVersion.objects.first()
    form.pk, form.language, form.version = None, language, 99
    form.save(force_insert=True)
    ConsentRecord.objects.filter(signer=held.parent).update(form=form)


def test_it_holds_their_words_and_nothing_of_the_guiders(spoken):
    text = text_of(summary(spoken.review))
    for words in (
        "What we saw together", "How do we enjoy each other?", "6 of 10", "What works", "I wait for him.",
        "Next small steps", "Sit lower.", "What you said", "Clip 1", "He looks at me!", "We meet again on",
        "Page 1 of 1",
    ):  # fmt: skip
        assert words in text
    for words in (*NOT_THEIRS, spoken.case.number, "Juniper", "Robin"):
        assert words not in text


def test_what_the_guider_noted_beside_the_words_is_not_on_it(spoken):
    Reflection.objects.update(contact="initiative", noticed_by=spoken.child)
    text = text_of(summary(spoken.review))
    assert [words in text for words in ("He looks at me!", "initiative", "noticed")] == [True, False, False]


def test_a_long_talk_still_fits_on_one_page(spoken):
    for shown in spoken.review.shown_clips.all():
        for _each in range(3):
            reviews.reflect(
                shown=shown, said_by=spoken.parent, words="He looks, and waits. " * 5, by=spoken.guider
            )
    assert facts_of(summary(spoken.review))["Pages"] == "1"


def test_who_said_it_is_told_where_several_spoke_and_the_guiders_own_words_stay_out(spoken):
    helper = builders.person(spoken.case, "guider", "Ash")
    reviews.reflect(shown=spoken.shown, said_by=spoken.child, words="Mama laughs", by=spoken.guider)
    reviews.reflect(shown=spoken.shown, said_by=helper, words="A good pause", by=spoken.guider)
    text = text_of(summary(spoken.review))
    assert "Juniper: He looks at me!" in text
    assert "Robin: Mama laughs" in text
    assert "A good pause" not in text


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "What we saw together"),
        ("de", "Was wir zusammen gesehen haben"),
        ("fr-CA", "Ce que nous avons vu ensemble"),
        ("es", "Lo que vimos juntos"),
        ("nl", "Wat we samen zagen"),
        ("so", "What we saw together"),
    ],
)
def test_it_is_in_the_language_they_signed_in_where_it_is_written_in_it(spoken, language, title):
    signs_in(spoken, language)
    text = text_of(summary(spoken.review))
    assert title in text
    assert "He looks at me!" in text


def test_every_language_has_every_word():
    known = _words()
    assert [language for language, words in known.items() if words.keys() != known["en"].keys()] == []
    assert {code.partition("-")[0] for code, _name in settings.LANGUAGES} - known.keys() == set()


def test_an_empty_review_is_still_a_page(held):
    AgreedPoint.objects.all().delete()
    assert language_of(held.case) == "en"
    text = text_of(summary(held.review))
    assert "What we saw together" in text
    assert "What works" not in text


def test_printing_it_is_in_the_trail_and_its_name_names_nobody(spoken, sign_in):
    answer = sign_in(spoken.guider).get(reverse("review-summary", args=[spoken.review.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert (
        answer.headers["Content-Disposition"]
        == f'attachment; filename="shared-review-{spoken.review.pk}.pdf"'
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert Entry.objects.filter(action="review.printed").count() == 1


@pytest.mark.parametrize(("who", "status"), [("other_guider", 404), ("stranger", 404), ("supervisor", 403)])
def test_nobody_else_prints_it(spoken, sign_in, who, status):
    client = sign_in(getattr(spoken.cast, who))
    assert client.get(reverse("review-summary", args=[spoken.review.pk])).status_code == status
    assert Entry.objects.filter(action="review.printed").count() == 0


def test_the_new_rating_stands_in_the_chart_of_the_case(held, sign_in):
    client = sign_in(held.guider)
    before = client.get(reverse("case", args=[held.case.pk])).content.decode()
    reviews.rate_review(review=held.review, value="7", rated_by=held.parent, by=held.guider)
    after = client.get(reverse("case", args=[held.case.pk])).content.decode()
    row = re.compile(r'<td class="chart-rater">Juniper \(Parent\)</td>\s*<td class="number">7</td>')
    assert (bool(row.search(before)), bool(row.search(after))) == (False, True)

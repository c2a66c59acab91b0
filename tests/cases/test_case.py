"""The pages of one case: for its guider, and for nobody else."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Authority, Case, Participation
from tests import builders

PAGES = [
    "case",
    "decision",
    "first-contact",
    "referrer",
    "participant-new",
    "helping-question",
    "rating-new",
    "closure",
    "pause",
]
POSTS = ["beginning", "reconsideration", "resumption"]
OF_A_PERSON = ["participant", "departure-new", "birth-new"]


@pytest.mark.parametrize("name", [*PAGES, *OF_A_PERSON])
@pytest.mark.parametrize(
    ("who", "status"),
    [("guider", 200), ("other_guider", 404), ("stranger", 404), ("administrator", 403), ("supervisor", 403)],
)
def test_a_case_opens_for_its_guider_only(cast, sign_in, family, name, who, status):
    builders.helping_question(family.case, rated_by=family.client)
    args = [family.case.pk] + ([family.child.pk] if name in OF_A_PERSON else [])
    response = sign_in(getattr(cast, who)).get(reverse(name, args=args))
    assert response.status_code == status
    if status != 200:
        assert family.case.number not in response.content.decode()


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize(("who", "status"), [("other_guider", 404), ("administrator", 403)])
def test_others_do_not_move_a_case(cast, sign_in, family, name, who, status):
    url = reverse(name, args=[family.case.pk])
    assert sign_in(getattr(cast, who)).post(url).status_code == status
    assert sign_in(cast.guider).get(url).status_code == 405
    family.case.refresh_from_db()
    assert (family.case.status, Entry.objects.filter(outcome="done").count()) == ("engaging", 0)


def test_a_person_of_another_case_is_not_reached_through_mine(cast, sign_in, family):
    other = builders.person(builders.case(cast.other_guider))
    url = reverse("participant", args=[family.case.pk, other.pk])
    assert sign_in(cast.guider).get(url).status_code == 404


def test_the_hub_shows_step_question_people_and_parts(cast, sign_in, family):
    builders.helping_question(family.case, rated_by=family.client)
    page = sign_in(cast.guider).get(reverse("case", args=[family.case.pk])).content.decode()
    for part in ("Ask for consent", "How do we enjoy each other?", "Ada", "Bo", "<svg", "Hoped for"):
        assert part in page
    for name in ("cycles", "consent-summary"):
        assert f'hx-get="{reverse(name, args=[family.case.pk])}"' in page


def test_the_hub_takes_few_queries_whatever_is_in_it(cast, sign_in, family, django_assert_max_num_queries):
    for _ in range(5):
        builders.person(family.case, "sibling")
    builders.helping_question(family.case, rated_by=family.client)
    client = sign_in(cast.guider)
    with django_assert_max_num_queries(35):
        client.get(reverse("case", args=[family.case.pk]))


def test_no_name_stands_in_a_title(cast, sign_in, family):
    for name in PAGES:
        page = sign_in(cast.guider).get(reverse(name, args=[family.case.pk]), follow=True).content.decode()
        title = page[page.index("<title>") : page.index("</title>")]
        assert "Ada" not in title


def test_the_question_leads_on_to_its_rating(cast, sign_in, family):
    client = sign_in(cast.guider)
    words = {
        "own_words": "He never listens",
        "agreed_wording": "How do we listen to each other?",
        "lowest": 0,
    }
    response = client.post(reverse("helping-question", args=[family.case.pk]), words)
    assert response.url == reverse("rating-new", args=[family.case.pk])
    rating = {"now": "3", "hoped_for": "8", "moment": "baseline", "rated_by": family.client.pk}
    response = client.post(response.url, rating)
    assert response.url == reverse("case", args=[family.case.pk])
    question = family.case.helping_questions.get()
    assert sorted(question.ratings.values_list("kind", "value")) == [("hoped_for", 8), ("now", 3)]


def test_a_question_half_written_keeps_what_was_typed(cast, sign_in, family):
    url = reverse("helping-question", args=[family.case.pk])
    page = sign_in(cast.guider).post(url, {"own_words": "He never listens"}).content.decode()
    assert "He never listens" in page
    assert family.case.helping_questions.count() == 0


def test_a_rating_of_somebody_elses_person_is_refused(cast, sign_in, family):
    question = builders.helping_question(family.case)
    outsider = builders.person(builders.case(cast.other_guider))
    rating = {"now": "3", "moment": "baseline", "rated_by": outsider.pk}
    response = sign_in(cast.guider).post(reverse("rating-new", args=[family.case.pk]), rating)
    assert (response.status_code, question.ratings.count()) == (200, 0)


def test_without_a_question_the_rating_page_leads_to_it(cast, sign_in, family):
    response = sign_in(cast.guider).get(reverse("rating-new", args=[family.case.pk]))
    assert response.url == reverse("helping-question", args=[family.case.pk])


def test_somebody_joins_with_the_one_who_decides_for_them(cast, sign_in, family):
    url = reverse("participant-new", args=[family.case.pk])
    facts = {"name": "Cy", "role": "sibling", "decided_by": family.client.pk, "document": ""}
    page = sign_in(cast.guider).post(url, facts).content.decode()
    assert "Please say on what ground" in page
    assert family.case.participations.count() == 2
    response = sign_in(cast.guider).post(url, facts | {"kind": "parental_responsibility"})
    assert response.status_code == 302
    authority = Authority.objects.get()
    assert (authority.holder, authority.over.name) == (family.client, "Cy")


def test_a_refused_authority_adds_nobody(cast, sign_in, family):
    url = reverse("participant-new", args=[family.case.pk])
    facts = {"name": "Cy", "role": "sibling", "decided_by": family.client.pk, "kind": "delegated"}
    page = sign_in(cast.guider).post(url, facts).content.decode()
    assert "name the document" in page
    assert (family.case.participations.count(), Entry.objects.count()) == (2, 0)


def test_a_departure_is_confirmed_first(cast, sign_in, family):
    client, url = sign_in(cast.guider), reverse("departure-new", args=[family.case.pk, family.child.pk])
    client.get(url)
    assert Participation.objects.filter(until=None).count() == 2
    client.post(url)
    assert Participation.objects.filter(until=None).count() == 1


def test_a_birth_is_written_down(cast, sign_in, family):
    unborn = builders.person(family.case, "unborn", "Bump", due_on="2026-05-01")
    url = reverse("birth-new", args=[family.case.pk, unborn.pk])
    sign_in(cast.guider).post(url, {"name": "Rae", "born_on": "2026-04-30"})
    assert family.case.participations.filter(role="child", person__name="Rae").count() == 1


def test_closing_asks_for_a_rating_or_its_reason(cast, sign_in, family):
    builders.helping_question(family.case)
    client, url = sign_in(cast.guider), reverse("closure", args=[family.case.pk])
    sent = {"reason": "moved", "may_ask_again": "no"}
    page = client.post(url, sent).content.decode()
    assert "Please add the last rating" in page
    assert Case.objects.get().status == "engaging"
    client.post(url, sent | {"unrated_reason": "not_met"})
    assert Case.objects.get().status == "closed"
    assert client.get(reverse("case", args=[family.case.pk])).status_code == 200


def test_an_open_cycle_is_named_before_anybody_fills_in_the_form(cast, sign_in, family):
    family.case.cycles.create(number=4)
    page = sign_in(cast.guider).get(reverse("closure", args=[family.case.pk])).content.decode()
    assert "Cycle 4 is under way" in page
    assert "How did it end?" not in page


def test_a_pause_and_its_end(cast, sign_in, family):
    client = sign_in(cast.guider)
    client.post(reverse("pause", args=[family.case.pk]), {"reason": "away"})
    assert Case.objects.get().status == "paused"
    again = client.post(reverse("pause", args=[family.case.pk]), {"reason": "away"})
    page = again.content.decode()
    assert "This is not possible while the case is “Paused”." in page
    client.post(reverse("resumption", args=[family.case.pk]))
    assert Case.objects.get().status == "engaging"

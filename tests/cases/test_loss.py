"""A pregnancy has ended: recorded quietly, nothing due, nothing destroyed, taken back where it was wrong."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions, rules
from cases.actions import loss
from cases.facts import gather, with_people_and_question
from cases.models import Case, Participation, Rating
from cases.next_step import next_step
from clips.personal_data import sections
from consent.asking import to_ask
from consent.models import ConsentRecord
from tests import builders, consent_builders


@pytest.fixture
def expecting(cast):
    """An active case with a client, a rated helping question and a child who is expected."""
    case = builders.case(cast.guider, status="active")
    client = builders.person(case, "parent", "Ada")
    builders.person(case, "unborn", "Littlest", due_on=date(2030, 1, 20))
    builders.helping_question(case, rated_by=client)
    return case


@pytest.fixture
def unborn(expecting):
    return expecting.participations.select_related("person", "case").get(role="unborn")


def step_of(case):
    shown = with_people_and_question(Case.objects.filter(pk=case.pk)).get()
    return next_step(gather([shown], today=timezone.localdate())[case.pk])


def test_after_a_loss_nothing_is_due(cast, expecting, unborn, trail):
    consent_builders.film(expecting, expecting.participations.get(role="parent").person)
    loss.record_loss(participation=unborn, by=cast.guider)
    assert trail() == [("pregnancy.ended", {})]
    case = Case.objects.get(pk=expecting.pk)
    step = step_of(case)
    assert (step.sentence, step.urgency.name) == ("Take the time you need", "RESTING")
    assert (rules.expects_visits(case), to_ask(case)) == (False, [])
    assert [part.person.name for part in case.people_now()] == ["Ada"]
    assert (case.custodies.count(), Rating.objects.count()) == (1, 2)


@pytest.mark.parametrize("name", ["case", "caseload", "consent", "rating-new"])
def test_no_page_speaks_of_it(cast, expecting, unborn, sign_in, name):
    guider = sign_in(cast.guider)
    loss.record_loss(participation=unborn, by=cast.guider)
    page = guider.get(reverse(name, args=[] if name == "caseload" else [expecting.pk])).content.decode()
    words = page[page.index("<main") :].lower()
    assert [word for word in ("2030", "unborn", "baby", "birth of", "not born") if word in words] == []
    if name in ("caseload", "consent"):
        assert "littlest" not in words


def test_the_card_shows_no_question_and_no_step_that_presses(cast, expecting, unborn, sign_in):
    guider = sign_in(cast.guider)
    assert "How do we enjoy" in guider.get(reverse("caseload")).content.decode()
    loss.record_loss(participation=unborn, by=cast.guider)
    card = guider.get(reverse("caseload")).content.decode()
    assert "How do we enjoy" not in card
    assert "Take the time you need" in card


def test_it_can_be_taken_back_and_everything_is_as_before(cast, expecting, unborn):
    before = step_of(expecting).sentence
    kept = Participation.objects.filter(case=expecting).order_by("pk").values()
    as_it_was = list(kept)
    loss.record_loss(participation=unborn, by=cast.guider)
    loss.take_back_loss(participation=unborn, by=cast.guider)
    assert (step_of(expecting).sentence, list(kept.all())) == (before, as_it_was)
    assert Case.objects.get(pk=expecting.pk).resting_since is None
    assert Entry.objects.last().action == "pregnancy.ended_by_mistake"
    with pytest.raises(ValidationError, match="nothing to take back"):
        loss.take_back_loss(participation=unborn, by=cast.guider)


def test_of_two_losses_taking_back_one_leaves_the_case_at_rest(cast, expecting, unborn):
    twin = builders.person(expecting, "unborn", "Twin", due_on=date(2030, 1, 20))
    other = expecting.participations.get(person=twin)
    for part in (unborn, other):
        loss.record_loss(participation=part, by=cast.guider)
    loss.take_back_loss(participation=other, by=cast.guider)
    assert Case.objects.get(pk=expecting.pk).resting_since == timezone.localdate()


def test_they_go_on_when_they_would_like_to(cast, expecting, unborn, sign_in):
    loss.record_loss(participation=unborn, by=cast.guider)
    guider = sign_in(cast.guider)
    assert "They would like to go on" in guider.get(reverse("case", args=[expecting.pk])).content.decode()
    answer = guider.post(reverse("continuation", args=[expecting.pk]))
    assert answer.url == reverse("case", args=[expecting.pk])
    assert step_of(expecting).sentence == "Ask for consent"
    assert Entry.objects.last().action == "case.rest_ended"
    with pytest.raises(ValidationError, match="goes on already"):
        loss.go_on(case=expecting, by=cast.guider)


def test_only_a_child_who_is_expected_can_be_lost(cast, expecting, unborn):
    client = expecting.participations.get(role="parent")
    loss.record_loss(participation=unborn, by=cast.guider)
    for part in (client, unborn):
        with pytest.raises(ValidationError, match="Nothing was changed"):
            loss.record_loss(participation=part, by=cast.guider)
    assert Entry.objects.filter(action="pregnancy.ended").count() == 1


def test_the_pages_ask_for_no_word(cast, expecting, unborn, sign_in):
    guider = sign_in(cast.guider)
    address = reverse("loss-new", args=[expecting.pk, unborn.person_id])
    assert (
        address in guider.get(reverse("participant", args=[expecting.pk, unborn.person_id])).content.decode()
    )
    page = guider.get(address).content.decode()
    assert "<textarea" not in page
    assert guider.post(address).url == reverse("case", args=[expecting.pk])
    mistake = reverse("loss-mistake", args=[expecting.pk, unborn.pk])
    assert mistake in guider.get(reverse("case", args=[expecting.pk])).content.decode()
    assert guider.get(mistake).status_code == 200
    assert guider.post(mistake).url == reverse("case", args=[expecting.pk])
    assert Participation.objects.get(pk=unborn.pk).until is None


def test_the_copy_of_data_codes_it_without_detail(cast, expecting, unborn):
    loss.record_loss(participation=unborn, by=cast.guider)
    about = sections(expecting, unborn.person)[0].lines
    assert any("The pregnancy ended" in str(line) for line in about)


def test_a_birth_keeps_the_history_and_asks_the_child_and_the_carers_again(cast, expecting, unborn):
    client = expecting.participations.get(role="parent").person
    consent_builders.answers(expecting, client, film="given")
    ConsentRecord.objects.update(signed_at=timezone.now() - timedelta(days=30))
    Participation.objects.filter(person=client).update(since=date(2026, 1, 1))
    film = consent_builders.film(expecting, client)
    child = actions.record_birth(
        participation=unborn, born_on=timezone.localdate(), name="Bo", by=cast.guider
    )
    asked = {each.person.name: [str(why) for why in each.why] for each in to_ask(expecting)}
    assert asked == {"Ada": ["birth"], "Bo": ["born"]}
    assert list(expecting.custodies.all()) == [film]
    assert Rating.objects.count() == 2
    unborn.refresh_from_db()
    assert (unborn.ended_as, unborn.person) == ("born", child.person)

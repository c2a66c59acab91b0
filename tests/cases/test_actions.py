"""Each verb: what it writes, what the trail says, what it refuses without a trace."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Entry
from cases import actions
from cases.models import Authority, Case, HelpingQuestion, Participation, Person, Rating
from cases.rules import Ending, PersonFacts
from sessions.models import Cycle
from tests import builders

ADA = PersonFacts(name=" Ada ", role="parent", is_client=True)
BO = PersonFacts(name="Bo", role="unborn", due_on=date(2027, 1, 20))


def open_case(by, **changes):
    facts = {"referred_on": date(2026, 3, 4), "source": "midwife", "reason": "perinatal", "people": [ADA, BO]}
    return actions.open_case(by=by, **(facts | changes))


def close(cast, family, **facts):
    return actions.close_case(case=family.case, ending=Ending(**facts), by=cast.guider)


def refused(act, sentence):
    """The act is refused with this sentence, and neither the case tables nor the trail changed."""
    models = (Case, Person, Participation, Authority, HelpingQuestion, Rating, Entry)
    before = [list(model.objects.values()) for model in models]
    with pytest.raises(ValidationError, match=sentence):
        act()
    assert [list(model.objects.values()) for model in models] == before


def test_a_referral_becomes_a_case_with_its_people(cast, trail):
    case = open_case(cast.guider)
    assert (case.guider, case.organisation, case.status) == (cast.guider, cast.organisation, "engaging")
    people = case.participations.order_by("pk").values_list("person__name", "role", "is_client")
    assert list(people) == [("Ada", "parent", True), ("Bo", "unborn", False)]
    assert trail() == [
        ("case.opened", {"source": "midwife", "reason": "perinatal", "status": "engaging"}),
        ("person.added", {"role": "parent", "is_client": True}),
        ("person.added", {"role": "unborn", "is_client": False}),
    ]


def test_a_referral_can_wait_for_a_decision(cast):
    assert open_case(cast.guider, status="referred").status == "referred"


def test_numbers_count_up_by_year_and_organisation(cast):
    year = f"{timezone.localdate():%y}"
    numbers = [open_case(by).number for by in (cast.guider, cast.other_guider, cast.stranger)]
    assert numbers == [f"{year}-0001", f"{year}-0002", f"{year}-0001"]


def test_numbers_go_on_after_the_ten_thousandth_case(cast):
    year = f"{timezone.localdate():%y}"
    for number in (f"{year}-9999", f"{year}-10000", "25-0044"):
        builders.case(cast.guider, number=number)
    assert open_case(cast.guider).number == f"{year}-10001"


def test_a_referral_from_the_future_or_with_nobody_is_refused(cast):
    refused(lambda: open_case(cast.guider, referred_on=timezone.localdate() + timedelta(days=1)), "future")
    refused(lambda: open_case(cast.guider, people=[ADA]), "one more person")


def test_only_somebody_who_works_with_cases_opens_one(cast):
    with pytest.raises(PermissionDenied):
        open_case(cast.administrator)
    assert Case.objects.count() == 0


def test_somebody_joins_and_leaves(cast, family, trail):
    facts = PersonFacts(name="Cy", role="interpreter")
    part = actions.add_participant(case=family.case, facts=facts, by=cast.guider)
    actions.end_participation(participation=part, by=cast.guider)
    part.refresh_from_db()
    assert part.until == timezone.localdate()
    assert [name for name, _codes in trail()] == ["person.added", "participation.ended"]
    refused(lambda: actions.end_participation(participation=part, by=cast.guider), "does not take part")


def test_the_only_client_cannot_leave(cast, family):
    part = family.case.participations.get(person=family.client)
    refused(lambda: actions.end_participation(participation=part, by=cast.guider), "work is for this person")


def test_an_unborn_child_is_not_born_by_correction(cast):
    part = open_case(cast.guider).participations.get(role="unborn")
    facts = PersonFacts(name="Bo", role="child")
    refused(lambda: actions.change_participant(participation=part, facts=facts, by=cast.guider), "is born")


def test_a_birth_keeps_the_person(cast, trail):
    unborn = open_case(cast.guider).participations.get(role="unborn")
    day = timezone.localdate()
    child = actions.record_birth(participation=unborn, born_on=day, name="Bo Ray", by=cast.guider)
    unborn.refresh_from_db()
    assert (child.person_id, child.role, child.until) == (unborn.person_id, "child", None)
    assert unborn.until == day
    person = Person.objects.get(pk=child.person_id)
    assert (person.name, person.born_on, person.due_on) == ("Bo Ray", day, None)
    assert trail()[-1] == ("person.born", {})
    again = {"participation": child, "born_on": day, "name": "Bo", "by": cast.guider}
    refused(lambda: actions.record_birth(**again), "not born yet")


def test_a_birth_is_recorded_once_though_two_windows_tell_it(cast):
    unborn = open_case(cast.guider).participations.get(role="unborn")
    other_window = Participation.objects.get(pk=unborn.pk)
    day = timezone.localdate()
    actions.record_birth(participation=unborn, born_on=day, name="Bo Ray", by=cast.guider)
    again = {"participation": other_window, "born_on": day, "name": "Bo", "by": cast.guider}
    refused(lambda: actions.record_birth(**again), "not born yet")


def test_authority_is_recorded(cast, family, trail):
    facts = {"case": family.case, "holder": family.client, "over": family.child, "by": cast.guider}
    authority = actions.record_authority(kind="court_order", document=" Order ", **facts)
    assert (authority.holder, authority.over, authority.document) == (family.client, family.child, "Order")
    codes = {"kind": "court_order", "holder": family.client.pk, "over": family.child.pk}
    assert trail() == [("authority.recorded", codes)]
    refused(lambda: actions.record_authority(kind="delegated", **facts), "name the document")


def test_the_first_question_makes_the_case_active(cast, family, trail):
    words = {"own_words": "He never listens", "agreed_wording": "How do we listen to each other?"}
    actions.agree_question(case=family.case, by=cast.guider, **words)
    family.case.refresh_from_db()
    assert family.case.status == "active"
    assert [name for name, _codes in trail()] == ["question.agreed", "case.activated"]
    refused(lambda: actions.agree_question(case=family.case, by=cast.guider, **words), "stand already")


def test_a_rewording_is_a_new_version_and_ratings_stay(cast, family):
    first = builders.helping_question(family.case, rated_by=family.client)
    wording = "How do we laugh together?"
    second = actions.agree_question(
        case=family.case, own_words=first.own_words, agreed_wording=wording, by=cast.guider
    )
    first.refresh_from_db()
    assert (first.replaced_by, second.replaced_by) == (second, None)
    assert (first.ratings.count(), second.ratings.count()) == (2, 0)
    rating = {"kind": "now", "moment": "review", "value": 4, "rated_by": family.client, "by": cast.guider}
    refused(lambda: actions.rate(question=first, **rating), "wording has changed")


def test_a_question_needs_both_wordings(cast, family):
    words = {"own_words": "He never listens", "agreed_wording": "  "}
    refused(lambda: actions.agree_question(case=family.case, by=cast.guider, **words), "write both")


def test_both_ratings_are_kept_with_their_scale(cast, family, trail):
    question = builders.helping_question(family.case)
    actions.rate_both(
        question=question, moment="baseline", now=0, hoped_for=10, rated_by=family.client, by=cast.guider
    )
    kept = question.ratings.values_list("kind", "value", "scale_min", "scale_max")
    assert list(kept) == [("now", 0, 0, 10), ("hoped_for", 10, 0, 10)]
    assert trail() == [
        ("rating.given", {"kind": "now", "moment": "baseline"}),
        ("rating.given", {"kind": "hoped_for", "moment": "baseline"}),
    ]


def test_a_rating_off_the_scale_or_by_an_outsider_is_refused(cast, family):
    question = builders.helping_question(family.case)
    outsider = builders.person(builders.case(cast.guider))
    facts = {"question": question, "kind": "now", "moment": "baseline", "by": cast.guider}
    refused(lambda: actions.rate(value=11, rated_by=family.client, **facts), "between 0 and 10")
    refused(lambda: actions.rate(value=5, rated_by=outsider, **facts), "does not take part")
    both = {"question": question, "moment": "baseline", "rated_by": family.client, "by": cast.guider}
    refused(lambda: actions.rate_both(now=5, hoped_for=12, **both), "between 0 and 10")


def test_closing_keeps_the_last_rating(cast, family, trail):
    question = builders.helping_question(family.case)
    actions.close_case(
        case=family.case,
        ending=Ending(reason="completed", final_rating=9, rated_by=family.client),
        by=cast.guider,
    )
    family.case.refresh_from_db()
    closed = (family.case.status, family.case.closing_reason, family.case.closed_on)
    assert closed == ("closed", "completed", timezone.localdate())
    assert list(question.ratings.values_list("moment", "value")) == [("end", 9)]
    codes = {"kind": "now", "moment": "end"}
    assert trail() == [("rating.given", codes), ("case.closed", {"reason": "completed"})]


def test_closing_without_a_rating_says_why(cast, family):
    builders.helping_question(family.case)
    refused(
        lambda: close(cast, family, reason="moved"),
        "last rating",
    )
    actions.close_case(
        case=family.case, ending=Ending(reason="moved", unrated_reason="not_met"), by=cast.guider
    )
    family.case.refresh_from_db()
    assert (family.case.status, family.case.unrated_reason) == ("closed", "not_met")


def test_open_cycles_keep_a_case_open_until_they_are_let_go(cast, family):
    cycle = Cycle.objects.create(case=family.case, number=1)
    refused(
        lambda: close(cast, family, reason="moved"),
        "Cycle 1 is still open",
    )
    Cycle.objects.filter(pk=cycle.pk).update(state="abandoned", abandon_reason="case_closed")
    assert close(cast, family, reason="moved").status == "closed"


def test_a_closed_case_is_not_changed_any_more(cast, family):
    close(cast, family, reason="moved")
    words = {"own_words": "a", "agreed_wording": "b"}
    refused(lambda: actions.agree_question(case=family.case, by=cast.guider, **words), "finished")
    facts = PersonFacts(name="Cy", role="family")
    refused(lambda: actions.add_participant(case=family.case, facts=facts, by=cast.guider), "finished")


def test_a_pause_ends_where_the_case_stood(cast, family, trail):
    actions.pause(case=family.case, reason="away", by=cast.guider)
    assert actions.resume(case=family.case, by=cast.guider).status == "engaging"
    builders.helping_question(family.case)
    actions.pause(case=family.case, reason="away", by=cast.guider)
    assert actions.resume(case=family.case, by=cast.guider).status == "active"
    names = ["paused", "resumed", "paused", "resumed", "activated"]
    assert [name for name, _codes in trail()] == [f"case.{name}" for name in names]


def test_a_closed_case_opens_again_without_its_end(cast, family, trail):
    close(cast, family, reason="moved")
    case = actions.reopen_case(case=family.case, by=cast.guider)
    case.refresh_from_db()
    assert (case.status, case.closed_on, case.closing_reason) == ("engaging", None, "")
    assert case.resumed_at is not None
    assert trail()[-1] == ("case.reopened", {"ended": timezone.localdate().isoformat()})
    refused(lambda: actions.reopen_case(case=family.case, by=cast.guider), "not possible")


def test_a_hand_over_moves_the_case_and_ends_the_old_access(cast, family, trail):
    facts = {"case": family.case, "reason": "leave", "by": cast.administrator}
    actions.hand_over(to=cast.trainee, **facts)
    assert list(Case.objects.visible_to(cast.guider)) == []
    assert list(Case.objects.visible_to(cast.trainee)) == [family.case]
    codes = {"reason": "leave", "before": cast.guider.pk, "after": cast.trainee.pk}
    assert trail() == [("case.handed_over", codes)]
    pause = {"case": family.case, "reason": "away", "by": cast.guider}
    refused(lambda: actions.pause(**pause), "Only the guider in charge")


@pytest.mark.parametrize("to", ["guider", "administrator", "supervisor", "stranger"])
def test_a_case_goes_only_to_another_guider_of_the_service(cast, family, to):
    hand_over = {"case": family.case, "to": getattr(cast, to), "reason": "leave", "by": cast.administrator}
    refused(lambda: actions.hand_over(**hand_over), "already in charge|somebody of this service")


@pytest.mark.parametrize("by", ["guider", "other_guider", "supervisor", "stranger"])
def test_only_an_administrator_hands_over(cast, family, by):
    hand_over = {"case": family.case, "to": cast.trainee, "reason": "leave", "by": getattr(cast, by)}
    refused(lambda: actions.hand_over(**hand_over), "Only an administrator")


def test_the_trail_holds_no_names(cast, family):
    actions.add_participant(case=family.case, facts=PersonFacts(name="Zaphod", role="family"), by=cast.guider)
    assert "Zaphod" not in str(list(Entry.objects.values()))

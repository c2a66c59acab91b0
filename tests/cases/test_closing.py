"""The end of a case: what is still open, what happens to the film and when, and what was agreed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Entry
from cases import actions
from cases.models import Case, Closing, FollowUp, Visit
from cases.rules import Ending
from clips.models import Keepsake
from clips.personal_data import sections
from consent.models import RetentionPolicy
from consent.plans import clocks_of
from sessions.models import Cycle
from tests import consent_builders

STATUSES = dict.fromkeys(("engaging", "active", "paused"), True) | dict.fromkeys(
    ("referred", "waiting", "closed", "declined", "redirected"), False
)


@pytest.fixture
def client(sign_in, cast):
    return sign_in(cast.guider)


@pytest.fixture
def closure(client, family):
    def closure(**sent):
        url = reverse("closure", args=[family.case.pk])
        return client.post(url, sent) if sent else client.get(url)

    return closure


def close(cast, family, **facts):
    ending = Ending(**({"reason": "completed"} | facts))
    return actions.close_case(case=family.case, ending=ending, by=cast.guider)


def refused(cast, family, sentence, **facts):
    before = list(Case.objects.values()), Closing.objects.count(), Entry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        close(cast, family, **facts)
    assert (list(Case.objects.values()), Closing.objects.count(), Entry.objects.count()) == before


def promise(cast, **days):
    periods = {"raw_days": 60, "clips_days": 60, "review_days": 60} | days
    RetentionPolicy.objects.create(
        organisation=cast.organisation, mode="tool", made_by=cast.administrator, **periods
    )


def visit(family, days, purpose="filming"):
    day = timezone.localdate() + timedelta(days=days)
    return Visit.objects.create(case=family.case, day=day, place="home", purpose=purpose)


@pytest.mark.parametrize(("status", "may"), STATUSES.items())
def test_a_case_under_way_or_at_rest_is_closed(cast, family, status, may):
    Case.objects.update(
        status=status,
        decision_reason="fits" if status in Case.NOT_TAKEN_ON else "",
        redirected_to="early_help" if status == "redirected" else "",
        closed_on=timezone.localdate() if status == "closed" else None,
        closing_reason="moved" if status == "closed" else "",
    )
    if may:
        assert close(cast, family).status == "closed"
    else:
        refused(cast, family, "not possible")


def test_what_was_agreed_is_kept_and_stays_for_the_next_end(cast, family, closure):
    words = "We look at each other."
    closure(reason="completed", summary=words, may_ask_again="no")
    closing = Closing.objects.get()
    assert (closing.summary, closing.may_ask_again, closing.written_by) == (words, False, cast.guider)
    actions.reopen_case(case=family.case, by=cast.guider)
    assert words in closure().content.decode()
    close(cast, family, summary="And we sing.")
    assert Closing.objects.get().summary == "And we sing."


@pytest.mark.parametrize("offer", ["", "later"])
def test_where_there_is_film_a_keepsake_is_offered_or_it_says_why_not(cast, family, offer):
    consent_builders.film(family.case, family.client)
    refused(cast, family, "whether a keepsake was offered", keepsake_offer=offer)
    close(cast, family, keepsake_offer="declined")
    assert Entry.objects.latest("pk").detail == {"reason": "completed", "keepsake": "declined"}


@pytest.mark.parametrize("answer", ["offered", "declined", "given"])
def test_what_was_answered_about_the_keepsake_is_filled_in(closure, cast, family, answer):
    consent_builders.film(family.case, family.client)
    Keepsake.objects.create(case=family.case, answer=answer, offered_by=cast.guider)
    form = closure().context["form"]
    assert (form["keepsake_offer"].value(), form["keepsake_offer"].field.required) == (answer, True)


def test_the_case_says_one_thing_about_the_keepsake(client, cast, family):
    consent_builders.film(family.case, family.client)
    close(cast, family, keepsake_offer="offered")
    shown = client.get(reverse("keepsake-state", args=[family.case.pk])).content.decode()
    said = "they are thinking about it", "No keepsake has been offered yet."
    assert [words in shown for words in said] == [True, False]


def test_where_nothing_was_filmed_no_keepsake_is_asked_about(closure):
    assert "keepsake_offer" not in closure().content.decode()


def test_open_cycles_are_named_with_the_way_to_let_them_go(closure, family):
    cycle = Cycle.objects.create(case=family.case, number=1)
    shown = closure().content.decode()
    assert reverse("cycle-abandonment", args=[cycle.pk]) + "?reason=case_closed" in shown
    assert 'name="reason"' not in shown


def test_planned_visits_are_called_off_by_the_service_once_they_know(cast, family, closure):
    ahead, follow_up, past = visit(family, 3), visit(family, 90, "follow_up"), visit(family, -3)
    refused(cast, family, "Visits are still planned")
    shown = closure().content.decode()
    assert ("Closing calls it off" in shown, "Of 1 visit nobody has said yet" in shown) == (True, True)
    closure(reason="completed", may_ask_again="no")
    assert Case.objects.get().status == "engaging"
    closure(reason="completed", may_ask_again="no", visits_called_off="on")
    assert Case.objects.get().status == "closed"
    kept = {each.pk: each.attendance for each in Visit.objects.all()}
    assert kept == {ahead.pk: "cancelled_by_service", follow_up.pk: "", past.pk: ""}


def test_what_was_typed_stays_when_something_is_missing(closure):
    again = closure(reason="", summary="They laugh.", may_ask_again="yes").content.decode()
    assert "They laugh." in again
    assert Closing.objects.count() == 0


def test_the_page_says_before_pressing_what_goes_when(client, cast, family):
    consent_builders.film(family.case, family.client, state="ready")
    url = reverse("closing-retention", args=[family.case.pk])
    assert "has not decided yet" in client.get(url).content.decode()
    RetentionPolicy.objects.create(
        organisation=cast.organisation,
        mode="tool",
        raw_days=60,
        clips_days=30,
        review_days=0,
        made_by=cast.administrator,
    )
    shown = client.get(url).content.decode()
    for days in (60, 30):
        day = timezone.localdate() + timedelta(days=days)
        assert f"Destroyed on {date_format(day, 'j F Y')}" in shown
    assert "1 film of this case is still there" in shown


def test_days_count_from_the_closing_and_anew_after_it_was_opened_again(cast, family):
    RetentionPolicy.objects.create(
        organisation=cast.organisation,
        mode="tool",
        raw_days=60,
        clips_days=60,
        review_days=60,
        made_by=cast.administrator,
    )
    first = timezone.localdate() - timedelta(days=40)
    close(cast, family)
    Case.objects.update(closed_on=first)
    assert clocks_of(family.case)["raw"].on == first + timedelta(days=60)
    case = actions.reopen_case(case=family.case, by=cast.guider)
    assert (clocks_of(family.case), case.resumed_at is not None) == ({}, True)
    close(cast, family)
    assert clocks_of(family.case)["raw"].on == timezone.localdate() + timedelta(days=60)


@pytest.mark.parametrize(
    ("reason", "agreed"), [("completed", True), ("completed", False), ("no_contact", False)]
)
def test_two_follow_ups_are_planned_where_they_like_to_be_asked(cast, family, reason, agreed):
    close(cast, family, reason=reason, may_ask_again=agreed)
    assert list(FollowUp.objects.values_list("months", flat=True)) == ([3, 6] if agreed else [])


def test_nobody_is_asked_again_without_contact(cast, family):
    refused(cast, family, "With no contact", reason="no_contact", may_ask_again=True)


def test_the_summary_is_read_by_the_guider_in_charge_only(cast, family, sign_in):
    close(cast, family, summary="We look at each other.")
    url = reverse("case", args=[family.case.pk])
    assert "We look at each other." in sign_in(cast.guider).get(url).content.decode()
    assert sign_in(cast.other_guider).get(url).status_code == 404


@pytest.mark.parametrize(("who", "reads"), [("client", True), ("child", False)])
def test_the_words_of_the_end_are_for_whom_the_work_is_for(cast, family, who, reads):
    close(cast, family, summary="We look at each other.", may_ask_again=True)
    written = str(sections(family.case, getattr(family, who)))
    assert ("We look at each other." in written) is reads
    assert "To be asked again from" in written

"""A referral is decided about with a reason, waits for its turn, and its first contact is kept."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions, rules
from cases.models import Case, DecisionReason, Referral
from cases.rules import ReferrerFacts
from clips.personal_data import sections
from tests import builders

VERBS = ("accept", "enlist", "redirect", "decline")
#          accept, enlist, redirect, decline
REASONS = {
    "fits": (True, True, False, False),
    "alongside": (True, True, False, False),
    "soon": (True, True, False, False),
    "better_elsewhere": (False, False, True, False),
    "other_first": (False, False, True, True),
    "outside": (False, False, True, True),
    "not_wished": (False, False, False, True),
    "not_reached": (False, False, False, True),
    "timing": (False, False, False, True),
    "supported": (False, False, False, True),
    "twice": (False, False, False, True),
    "other": (False, False, True, True),
}
CELLS = [
    (reason, verb, fits) for reason, row in REASONS.items() for verb, fits in zip(VERBS, row, strict=True)
]


@pytest.fixture
def referred(cast):
    case = builders.case(cast.guider, status="referred")
    builders.person(case, name="Ada")
    return case


def refused(act, sentence):
    before = list(Case.objects.values()), list(Referral.objects.values()), Entry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        act()
    assert (list(Case.objects.values()), list(Referral.objects.values()), Entry.objects.count()) == before


@pytest.mark.parametrize(("reason", "verb", "fits"), CELLS)
def test_a_reason_fits_what_was_decided(reason, verb, fits):
    to = "social_care" if verb == "redirect" else ""
    if fits:
        rules.check_decision(verb, reason=reason, redirected_to=to)
    else:
        with pytest.raises(ValidationError, match="a reason that fits"):
            rules.check_decision(verb, reason=reason, redirected_to=to)


def test_the_table_names_every_reason_and_every_decision():
    assert (set(REASONS), set(VERBS)) == (set(DecisionReason.values), set(rules.DECISIONS))


@pytest.mark.parametrize(
    ("verb", "reason", "to", "status", "trail_of"),
    [
        ("accept", "fits", "", "engaging", ("case.accepted", {"reason": "fits"})),
        ("enlist", "soon", "", "waiting", ("case.enlisted", {"reason": "soon"})),
        ("decline", "timing", "", "declined", ("case.declined", {"reason": "timing"})),
        (
            "redirect",
            "other_first",
            "perinatal",
            "redirected",
            ("case.redirected", {"reason": "other_first", "to": "perinatal"}),
        ),
    ],
)
def test_a_decision_is_kept_with_its_day_and_reason(
    cast, referred, trail, verb, reason, to, status, trail_of
):
    case = actions.decide(case=referred, verb=verb, reason=reason, redirected_to=to, by=cast.guider)
    case.refresh_from_db()
    assert (case.status, case.decision_reason, case.redirected_to) == (status, reason, to)
    assert case.decided_on == timezone.localdate()
    assert trail() == [trail_of]


def test_passing_on_says_where_to_and_nothing_else_does(cast, referred):
    facts = {"case": referred, "by": cast.guider}
    refused(lambda: actions.decide(verb="redirect", reason="outside", **facts), "which kind of service")
    refused(
        lambda: actions.decide(verb="decline", reason="outside", redirected_to="other", **facts),
        "Only a referral that is passed on",
    )


def test_only_the_guider_in_charge_decides(cast, referred):
    for other in (cast.other_guider, cast.administrator, cast.stranger):
        refused(
            lambda other=other: actions.decide(case=referred, verb="accept", reason="fits", by=other),
            "guider in charge",
        )


def test_whoever_waited_begins_when_it_is_their_turn(cast, referred, trail):
    actions.decide(case=referred, verb="enlist", reason="fits", by=cast.guider)
    assert actions.begin(case=referred, by=cast.guider).status == "engaging"
    refused(lambda: actions.begin(case=referred, by=cast.guider), "not possible")
    assert trail()[-1] == ("case.begun", {})


def test_a_decision_against_can_be_looked_at_again(cast, referred, trail):
    actions.decide(
        case=referred, verb="redirect", reason="outside", redirected_to="education", by=cast.guider
    )
    case = actions.reconsider(case=referred, by=cast.guider)
    case.refresh_from_db()
    facts = (case.status, case.decided_on, case.decision_reason, case.redirected_to)
    assert facts == ("referred", None, "", "")
    assert trail()[-1] == ("case.reconsidered", {"before": "outside"})


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "declined", "decision_reason": ""},
        {"status": "redirected", "redirected_to": ""},
        {"status": "active", "redirected_to": "education"},
        {"first_contact_on": date(2025, 12, 31)},
    ],
)
def test_the_database_refuses_what_does_not_add_up(cast, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.case(cast.guider, **fields)
    assert Case.objects.count() == 0


def test_the_first_contact_is_kept_and_put_right(cast, referred, trail):
    for day in (date(2026, 1, 9), date(2026, 1, 8)):
        actions.record_first_contact(case=referred, first_contact_on=day, by=cast.guider)
    referred.refresh_from_db()
    assert referred.first_contact_on == date(2026, 1, 8)
    assert trail()[-1] == ("case.first_contact", {"on": "2026-01-08", "before": "2026-01-09"})


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2026, 1, 4), "before the day"), (timezone.localdate() + timedelta(days=1), "in the future")],
)
def test_a_first_contact_lies_between_the_referral_and_today(cast, referred, day, sentence):
    refused(
        lambda: actions.record_first_contact(case=referred, first_contact_on=day, by=cast.guider), sentence
    )


def test_the_page_decides_and_the_case_says_what_was_decided(cast, sign_in, referred):
    client, page = sign_in(cast.guider), reverse("decision", args=[referred.pk])
    kept = client.post(page, {"verb": "redirect", "reason": "fits", "redirected_to": "education"})
    assert "a reason that fits what you decided" in kept.content.decode()
    assert '<option value="education" selected>' in kept.content.decode()
    client.post(page, {"verb": "redirect", "reason": "outside", "redirected_to": "education"})
    hub = client.get(reverse("case", args=[referred.pk])).content.decode()
    assert "School or nursery. Outside of what this service offers." in hub
    assert "decided about already" in client.get(page).content.decode()
    client.post(reverse("reconsideration", args=[referred.pk]))
    assert "Decide about this referral" in client.get(reverse("case", args=[referred.pk])).content.decode()


def test_a_case_on_the_waiting_list_begins_from_its_page(cast, sign_in, referred):
    client = sign_in(cast.guider)
    client.post(reverse("decision", args=[referred.pk]), {"verb": "enlist", "reason": "fits"})
    assert "Waiting since 5 January 2026" in client.get(reverse("case", args=[referred.pk])).content.decode()
    client.post(reverse("beginning", args=[referred.pk]))
    assert Case.objects.get().status == "engaging"


def test_the_first_contact_is_noted_on_its_page(cast, sign_in, referred):
    client, page = sign_in(cast.guider), reverse("first-contact", args=[referred.pk])
    assert "cannot be before" in client.post(page, {"first_contact_on": "2025-12-01"}).content.decode()
    client.post(page, {"first_contact_on": "2026-01-09"})
    assert "9 January 2026" in client.get(reverse("case", args=[referred.pk])).content.decode()


WORDS = ReferrerFacts(
    referrer="Jo Example", referrer_organisation="Rosehill surgery", asked_for="Support with bonding."
)


def test_what_came_with_a_referral_is_read_by_the_guider_alone(cast, sign_in, referred):
    page = reverse("referrer", args=[referred.pk])
    typed = {name: getattr(WORDS, name) for name in ReferrerFacts.__dataclass_fields__}
    sign_in(cast.guider).post(page, typed)
    assert (
        "Support with bonding."
        in sign_in(cast.guider).get(reverse("case", args=[referred.pk])).content.decode()
    )
    board = sign_in(cast.administrator).get(reverse("board")).content.decode()
    for hidden in typed.values():
        assert hidden not in board
        assert hidden not in str(list(Entry.objects.values()))


def test_a_copy_of_what_is_kept_has_what_was_asked_for_and_only_for_the_client(cast, referred):
    child = builders.person(referred, "child")
    actions.write_referrer(case=referred, facts=WORDS, by=cast.guider)
    copies = {
        part.role: str(sections(referred, part.person)) for part in referred.participations.select_related()
    }
    assert "Support with bonding." in copies["parent"]
    assert "Support with bonding." not in copies["child"]
    assert "Jo Example" not in copies["parent"] + copies["child"]
    assert child.name in copies["child"]


def test_referrals_declined_before_there_were_reasons_get_one(cast):
    migration = import_module("cases.migrations.0003_referral_decided")
    case = builders.case(cast.guider, status="active")
    Case.objects.filter(pk=case.pk).update(status="declined", decision_reason="timing")
    migration.give_a_reason(apps, None)
    assert Case.objects.get().decision_reason == "other"

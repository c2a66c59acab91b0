"""Relationships, legal status, placements: what they do, what they refuse, and how the pages show them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions
from cases.actions import circumstances
from cases.models import Authority, Case, Correction, LegalStatus, Placement, Relationship
from clips.personal_data import sections
from consent.asking import to_ask
from consent.rules import standing
from tests import builders, consent_builders

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def carer(family):
    return builders.person(family.case, "foster_carer", "Rowan")


@pytest.fixture
def write(cast, family):
    """`write("relationship", kind=…)`: by the guider in charge, in the family's case."""

    def write(what, **fields):
        return getattr(circumstances, f"record_{what}")(case=family.case, by=cast.guider, **fields)

    return write


def refused(act, sentence):
    before = [list(model.objects.values()) for model in (Relationship, LegalStatus, Placement, Entry)]
    with pytest.raises(ValidationError, match=sentence):
        act()
    after = [list(model.objects.values()) for model in (Relationship, LegalStatus, Placement, Entry)]
    assert after == before


def test_a_relationship_is_said_once_for_both(family, write, trail):
    made = write("relationship", person=family.client, kind="parent", other=family.child)
    assert trail() == [
        (
            "relationship.recorded",
            {"kind": "parent", "person": family.client.pk, "other": family.child.pk},
        )
    ]
    assert not Authority.objects.exists()
    again = {"person": family.client, "kind": "parent", "other": family.child}
    refused(lambda: write("relationship", **again), "written down already")
    twin = builders.person(family.case, "child", "Cy")
    write("relationship", person=twin, kind="twin", other=family.child)
    turned = {"person": family.child, "kind": "twin", "other": twin}
    refused(lambda: write("relationship", **turned), "written down already")
    assert made in family.case.relationships.all()


def test_only_two_people_of_the_case_are_related(cast, family, write):
    elsewhere = builders.person(builders.case(cast.guider))
    refused(lambda: write("relationship", person=family.client, kind="partner", other=elsewhere), "take part")
    refused(
        lambda: write("relationship", person=family.client, kind="partner", other=family.client),
        "two different people",
    )


def test_the_legal_status_before_ends_where_the_next_begins(family, write):
    write("legal_status", person=family.child, kind="voluntary", since=MARCH)
    write("legal_status", person=family.child, kind="care_order", since=JUNE, until=date(2030, 1, 1))
    held = family.child.legal_statuses.order_by("since").values_list("kind", "since", "until")
    assert list(held) == [("voluntary", MARCH, JUNE), ("care_order", JUNE, date(2030, 1, 1))]


@pytest.mark.parametrize(
    ("whose", "since", "until", "sentence"),
    [
        ("client", MARCH, None, "Only a child"),
        ("child", date(2999, 1, 1), None, "in the future"),
        ("child", JUNE, JUNE, "cannot end before"),
        ("child", MARCH, None, "written down for that day"),
    ],
)
def test_a_legal_status_that_cannot_be(family, write, whose, since, until, sentence):
    write("legal_status", person=family.child, kind="no_order", since=MARCH)
    fields = {"person": getattr(family, whose), "kind": "care_order", "since": since, "until": until}
    refused(lambda: write("legal_status", **fields), sentence)


@pytest.mark.parametrize(
    ("whose", "with_whom", "since", "sentence"),
    [
        ("client", "carer", MARCH, "Only a child is placed"),
        ("child", "nobody", MARCH, "with whom"),
        ("child", "child", MARCH, "with whom"),
        ("child", "carer", date(2999, 1, 1), "in the future"),
    ],
)
def test_a_placement_that_cannot_be(family, carer, write, whose, with_whom, since, sentence):
    carers = {"carer": [carer], "nobody": [], "child": [family.child]}[with_whom]
    refused(lambda: write("placement", person=getattr(family, whose), carers=carers, since=since), sentence)


def test_a_child_lives_in_one_place_at_a_time(cast, family, carer, write):
    first = write("placement", person=family.child, carers=[carer], since=MARCH)
    again = {"person": family.child, "carers": [carer]}
    refused(lambda: write("placement", since=JUNE, **again), "end the placement before")
    circumstances.end_placement(placement=first, ended_on=JUNE, by=cast.guider)
    refused(lambda: write("placement", since=MARCH, **again), "ended later")
    write("placement", since=JUNE, **again)


def test_the_end_of_a_placement_ends_what_its_carers_decide_and_asks_again(cast, family, carer, write):
    today = timezone.localdate()
    placement = write("placement", person=family.child, carers=[carer], since=MARCH)
    delegated = consent_builders.authority(carer, family.child, "delegated", since=MARCH)
    parental = consent_builders.authority(family.client, family.child, since=MARCH)
    consent_builders.answers(family.case, family.child, on=delegated, film="given")
    assert standing(family.case)[family.child.pk, "film"] == "given"
    circumstances.end_placement(placement=placement, ended_on=today, by=cast.guider)
    delegated.refresh_from_db()
    parental.refresh_from_db()
    assert (delegated.until, parental.until) == (today, None)
    assert standing(family.case)[family.child.pk, "film"] == "lapsed"
    asked = {each.person: [str(why) for why in each.why] for each in to_ask(family.case)}
    assert asked[family.child] == ["authority"]
    entry = Entry.objects.get(action="placement.ended")
    assert entry.detail["authorities"] == [delegated.pk]
    with pytest.raises(ValidationError, match="ended already"):
        circumstances.end_placement(placement=placement, ended_on=today, by=cast.guider)


def test_a_move_and_a_new_order_ask_again_also_where_a_parent_signed(family, carer, write):
    today = timezone.localdate()
    parental = consent_builders.authority(family.client, family.child, since=MARCH)
    signed = consent_builders.answers(family.case, family.child, on=parental, film="given")
    family.case.participations.update(since=MARCH)
    type(signed).objects.update(signed_at=timezone.now() - timedelta(days=9))
    assert [each.person for each in to_ask(family.case) if each.person == family.child] == []
    write("placement", person=family.child, carers=[carer], since=today)
    write("legal_status", person=family.child, kind="interim_care_order", since=today)
    asked = {each.person: [str(why) for why in each.why] for each in to_ask(family.case)}
    assert asked[family.child] == ["carer", "legal_status"]


@pytest.mark.parametrize("what", ["relationship", "legal_status", "placement"])
def test_what_was_written_by_mistake_is_taken_off_and_the_page_says_so(cast, family, carer, write, what):
    fact = {
        "relationship": lambda: write(what, person=family.child, kind="sibling", other=carer),
        "legal_status": lambda: write(what, person=family.child, kind="care_order", since=MARCH),
        "placement": lambda: write(what, person=family.child, carers=[carer], since=MARCH),
    }[what]()
    with pytest.raises(ValidationError, match="say why"):
        circumstances.take_off(fact=fact, reason=" ", by=cast.guider)
    assert (type(fact).objects.count(), Correction.objects.count()) == (1, 0)
    kept = circumstances.take_off(fact=fact, reason="The wrong child", by=cast.guider)
    assert (type(fact).objects.count(), kept.person) == (0, family.child)
    shown = {
        "relationship": "brother or sister of",
        "legal_status": "Care order",
        "placement": "1 March 2026",
    }
    assert (kept.fact, kept.shown_before) == (what, shown.get(what, "1 March 2026"))
    assert Entry.objects.last().action == f"{what}.removed"


@pytest.mark.parametrize(
    ("kind", "over", "allowed"),
    [
        ("attorney", "resident", True),
        ("deputy", "resident", True),
        ("attorney", "child", False),
        ("deputy", "child", False),
        ("court_order", "child", True),
    ],
)
def test_some_grounds_are_for_adults_only(cast, family, kind, over, allowed):
    person = builders.person(family.case, over, "Zed")
    fields = {"holder": family.client, "over": person, "kind": kind, "document": "Registered in May"}
    if not allowed:
        refused(lambda: actions.record_authority(case=family.case, by=cast.guider, **fields), "for an adult")
        return
    actions.record_authority(case=family.case, by=cast.guider, **fields)
    assert Authority.objects.filter(kind=kind).count() == 1


def test_the_case_says_who_is_what_and_who_decides(cast, family, carer, write, sign_in):
    write("relationship", person=carer, kind="foster_carer", other=family.child)
    write("legal_status", person=family.child, kind="voluntary", since=MARCH)
    write("placement", person=family.child, carers=[carer], since=MARCH)
    page = sign_in(cast.guider).get(reverse("case", args=[family.case.pk])).content.decode()
    words = " ".join(page.split())
    for said in (
        "Foster carer of Bo.",
        "Voluntary arrangement (section 20) since 1 Mar 2026.",
        "Lives with Rowan since 1 Mar 2026",
        "Who decides for whom",
        "Nobody is written down yet.",
    ):
        assert said in words
    consent_builders.authority(carer, family.child, "delegated", since=MARCH)
    words = " ".join(
        sign_in(cast.guider).get(reverse("case", args=[family.case.pk])).content.decode().split()
    )
    assert "Rowan: Delegated authority, with document (Placement plan of 3 March), since 1 Mar 2026" in words
    assert "Nobody is written down yet." not in words


def test_all_three_are_written_down_by_their_pages(cast, family, carer, sign_in):
    guider = sign_in(cast.guider)
    child = reverse("participant", args=[family.case.pk, family.child.pk])
    sent = {
        "relationship-new": {"kind": "foster_carer", "other": carer.pk},
        "legal-status-new": {"kind": "care_order", "since": "2026-03-01"},
        "placement-new": {"carers": [carer.pk], "since": "2026-03-01"},
    }
    for name, data in sent.items():
        address = reverse(name, args=[family.case.pk, family.child.pk])
        assert guider.get(address).status_code == 200
        assert guider.post(address, {}).status_code == 200
        assert guider.post(address, data).url == child
    placement = Placement.objects.get()
    shown = guider.get(child).content.decode()
    assert all(words in shown for words in ("foster carer of", "Care order", "Lives with"))
    end = reverse("placement-ending", args=[family.case.pk, placement.pk])
    assert "No delegated authority rests" in guider.get(end).content.decode()
    assert guider.post(end, {"ended_on": "2026-04-01"}).url == reverse("consent", args=[family.case.pk])
    mistake = reverse("mistake-new", args=[family.case.pk, "legal-status", LegalStatus.objects.get().pk])
    assert "Care order" in guider.get(mistake).content.decode()
    assert guider.post(mistake, {"reason": "Wrong child"}).url == reverse("case", args=[family.case.pk])
    assert "Wrong child" in guider.get(child).content.decode()


def test_the_copy_of_their_data_says_it(family, carer, write):
    write("relationship", person=carer, kind="foster_carer", other=family.child)
    write("legal_status", person=family.child, kind="care_order", since=MARCH)
    write("placement", person=family.child, carers=[carer], since=MARCH)
    about = {section.title: section.lines for section in sections(family.case, family.child)}
    assert [len(about[title]) for title in ("What you are to each other", "Orders and placements")] == [1, 2]
    about = {section.title: section.lines for section in sections(family.case, carer)}
    assert len(about["Orders and placements"]) == 1


@pytest.mark.parametrize("people", [3, 30])
def test_the_page_asks_the_same_few_questions_for_any_number_of_people(
    cast, family, carer, write, sign_in, people, django_assert_max_num_queries
):
    for _ in range(people):
        child = builders.person(family.case, "child")
        write("relationship", person=carer, kind="foster_carer", other=child)
        write("placement", person=child, carers=[carer], since=MARCH)
        consent_builders.authority(carer, child, "delegated")
    guider = sign_in(cast.guider)
    with django_assert_max_num_queries(34):
        guider.get(reverse("case", args=[family.case.pk]))
    assert Case.objects.count() == 1

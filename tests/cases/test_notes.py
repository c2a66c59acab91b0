"""Notes: drafted in private, signed for good, amended with history; read by who is in charge."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions, rules
from cases.models import Case, NoteDraft, NoteVersion
from cases.rules import DraftConflict, NoteFacts
from tests import builders
from tests.note_builders import amended, signed

DAY = date(2026, 2, 3)


def facts(words="We laughed a lot.", **fields):
    return NoteFacts(**({"kind": "contact", "about_on": DAY, "words": words} | fields))


def keep(case, key, facts, version=0, by=None, **fields):
    return actions.keep_draft(
        case=case, key=key, facts=facts, version=version, by=by or case.guider, **fields
    )


def sign(case, facts, key=None, version=0, by=None, **fields):
    return actions.sign_note(
        case=case, key=key or uuid4(), facts=facts, version=version, by=by or case.guider, **fields
    )


def rows():
    return list(NoteVersion.objects.values_list("kind", "about_on", "words", "reason", "signed_by"))


def close(case):
    Case.objects.filter(pk=case.pk).update(
        status="closed", closed_on=date(2026, 3, 2), closing_reason="completed"
    )


# Drafts


def test_a_draft_is_kept_while_it_is_typed_and_becomes_a_note_once_signed(family, trail):
    key = uuid4()
    first = keep(family.case, key, facts("We laugh"))
    second = keep(family.case, key, facts("We laughed a lot."), first.version)
    assert (second.version, NoteDraft.objects.get().words) == (2, "We laughed a lot.")

    sign(family.case, facts("We laughed a lot. "), key, second.version)

    assert rows() == [("contact", DAY, "We laughed a lot.", "", family.case.guider_id)]
    assert not NoteDraft.objects.exists()
    assert trail() == [("note.begun", {}), ("note.signed", {"kind": "contact"})]


def test_nothing_typed_leaves_no_draft(family):
    keep(family.case, uuid4(), facts(""))
    assert not NoteDraft.objects.exists()


def test_two_windows_are_shown_both_versions_and_the_same_words_are_no_conflict(family):
    key = uuid4()
    keep(family.case, key, facts("Mine"))
    keep(family.case, key, facts("Other"), 1)
    with pytest.raises(DraftConflict) as conflict:
        keep(family.case, key, facts("Mine again"), 1)
    assert (conflict.value.current.words, NoteDraft.objects.get().words) == ("Other", "Other")
    with pytest.raises(DraftConflict):
        sign(family.case, facts("Mine again"), key, 1)
    assert rows() == []

    assert keep(family.case, key, facts("Other"), 1).version == 2  # the answer was lost, and it came again


def test_what_is_signed_twice_is_signed_once_and_typing_on_changes_nothing(family):
    key = uuid4()
    assert sign(family.case, facts(), key) == sign(family.case, facts(), key)
    with pytest.raises(ValidationError, match="signed meanwhile"):
        keep(family.case, key, facts("Something else"))
    with pytest.raises(ValidationError, match="signed meanwhile"):
        sign(family.case, facts("Something else"), key)
    assert (len(rows()), NoteDraft.objects.count()) == (1, 0)


def test_a_draft_is_its_writers_own_also_after_a_hand_over(cast, family, sign_in):
    key = uuid4()
    keep(family.case, key, facts("Not ready"))
    Case.objects.filter(pk=family.case.pk).update(guider=cast.other_guider)
    address = reverse("note-draft", args=[family.case.pk, key])
    assert sign_in(cast.other_guider).get(address).status_code == 404
    assert sign_in(cast.guider).get(address).status_code == 404
    for act in (keep, sign):
        with pytest.raises(ValidationError, match="Somebody else is writing this"):
            act(family.case, key=key, facts=facts("Over it"), version=1, by=cast.other_guider)
    draft = NoteDraft.objects.get()
    with pytest.raises(ValidationError, match="Somebody else is writing this"):
        actions.discard_draft(draft=draft, by=cast.other_guider)
    assert (draft.words, rows()) == ("Not ready", [])


# Who may sign and amend, and when


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("guider", None),
        ("other_guider", "Only the guider in charge"),
        ("supervisor", "Only the guider in charge"),
        ("administrator", "Only the guider in charge"),
        ("stranger", "Only the guider in charge"),
    ],
)
def test_the_guider_in_charge_signs_and_amends_also_when_the_case_is_closed(
    cast, family, who, sentence, is_closed
):
    if is_closed:
        close(family.case)
    standing = signed(family.case, "As it was")
    before = rows()
    by = getattr(cast, who)
    more = facts("As it is", reason="Heard wrongly.")
    for change in ({"facts": facts()}, {"facts": more, "amends": standing}):
        if sentence:
            with pytest.raises(ValidationError, match=sentence):
                sign(family.case, **change, by=by)
        else:
            sign(family.case, **change, by=by)
    assert len(rows()) == len(before) + (0 if sentence else 2)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, None),
        ({"about_on": timezone.localdate}, None),
        ({"words": " "}, "Please write something"),
        ({"about_on": lambda: timezone.localdate() + timedelta(days=1)}, "cannot be in the future"),
    ],
)
def test_a_note_needs_words_and_a_day_that_has_come(family, changed, sentence):
    made = {name: value() if callable(value) else value for name, value in changed.items()}
    if sentence is None:
        sign(family.case, facts(**made))
        return
    with pytest.raises(ValidationError, match=sentence):
        sign(family.case, facts(**made))
    assert (rows(), Entry.objects.filter(action="note.signed").count()) == ([], 0)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"words": "As it is"}, None),
        ({"kind": "telephone"}, None),
        ({"about_on": date(2026, 2, 2)}, None),
        ({}, "Nothing is different"),
        ({"words": "As it is", "reason": ""}, "Please say why it is amended"),
        ({"words": ""}, "Please write something"),
    ],
)
def test_an_amendment_changes_something_and_says_why(family, changed, sentence):
    standing = signed(family.case, "As it was")
    made = facts(**({"words": "As it was", "reason": "Heard wrongly."} | changed))
    if sentence:
        with pytest.raises(ValidationError, match=sentence):
            sign(family.case, made, amends=standing)
        assert rows() == [("contact", DAY, "As it was", "", family.case.guider_id)]
    else:
        sign(family.case, made, amends=standing)
        assert rows()[0][2] == "As it was"


def test_only_the_words_that_stand_are_amended(family):
    first = signed(family.case, "One")
    amended(first, "Two")
    with pytest.raises(ValidationError, match="amended meanwhile"):
        sign(family.case, facts("Three", reason="Late."), amends=first)
    assert [row[2] for row in rows()] == ["One", "Two"]


def test_the_database_keeps_a_note_from_standing_twice_or_being_amended_without_a_reason(family):
    first = signed(family.case, "One")
    for wrong in (
        {"amends": None},
        {"amends": first, "reason": ""},
        {"amends": first, "words": "", "reason": "x"},
    ):
        made = {"kind": "contact", "about_on": DAY, "words": "Two", "signed_by": family.case.guider} | wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            NoteVersion.objects.create(note=first.note, **made)
    assert len(rows()) == 1


# Searching


def test_earlier_words_are_found_and_other_cases_are_not(cast, family):
    first = signed(family.case, "A quiet morning at the clinic")
    amended(first, "A lively morning at the clinic")
    signed(family.case, "On the telephone", kind="telephone", about_on=date(2026, 2, 9))
    signed(builders.case(cast.guider), "A quiet morning elsewhere")

    def found(words):
        return [version.words for version in rules.notes_with(family.case, words)]

    assert found("") == ["On the telephone", "A lively morning at the clinic"]
    assert found("quiet clinic") == ["A lively morning at the clinic"]
    assert found("heard wrongly") == ["A lively morning at the clinic"]
    assert found("elsewhere") == []

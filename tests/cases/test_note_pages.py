"""The pages of notes: found, read with their history, kept while they are typed."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import expect

from audit.models import Entry
from cases.models import NoteDraft, NoteVersion
from tests import builders
from tests.clips.film_page import enter
from tests.note_builders import amended, signed

TYPED = {"kind": "telephone", "about_on": "2026-02-03", "words": "She rang, and laughed.", "version": 0}


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.guider)


def address(name, case, *more):
    return reverse(name, args=[case.pk, *more])


def queries(ask):
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def put(client, case, key, **typed):
    sent = TYPED | typed
    return client.put(address("note-draft", case, key), sent, content_type="application/json")


def test_a_new_note_has_an_address_of_its_own_and_reading_it_writes_nothing(guider, family):
    first = guider.get(address("note-new", family.case))
    assert first.url != guider.get(address("note-new", family.case)).url
    assert "What went well today" in guider.get(first.url).content.decode()
    assert (NoteDraft.objects.count(), Entry.objects.filter(outcome="done").count()) == (0, 0)


def test_what_is_typed_is_kept_and_found_again_and_half_a_day_keeps_no_words_away(guider, family):
    key = uuid4()
    assert put(guider, family.case, key).json() == {"version": 1}
    assert put(guider, family.case, key, about_on="2026-02-", words="She rang.", version=1).json() == {
        "version": 2
    }
    draft = NoteDraft.objects.get()
    assert (draft.kind, str(draft.about_on), draft.words) == ("telephone", "2026-02-03", "She rang.")
    page = guider.get(address("note-draft", family.case, key)).content.decode()
    assert "She rang." in page
    for name in ("notes", "notes-latest"):
        assert str(key) in guider.get(address(name, family.case)).content.decode()


def test_a_second_window_is_told_what_the_first_kept(guider, family):
    key = uuid4()
    put(guider, family.case, key)
    put(guider, family.case, key, words="Two", version=1)
    answer = put(guider, family.case, key, words="Three", version=1)
    assert (answer.status_code, answer.json()["current"]["words"]) == (409, "Two")
    page = guider.post(address("note-signature", family.case, key), TYPED | {"words": "Three", "version": 1})
    shown = page.content.decode()
    assert ("Two" in shown, "Three" in shown, 'name="version" value="2"' in shown) == (True, True, True)
    assert NoteVersion.objects.count() == 0
    guider.post(address("note-signature", family.case, key), TYPED | {"words": "Three", "version": 2})
    assert NoteVersion.objects.get().words == "Three"


def test_what_cannot_be_read_or_signed_gets_a_sentence_and_stays(guider, family):
    key = uuid4()
    unread = guider.put(address("note-draft", family.case, key), "{", content_type="application/json")
    assert (unread.status_code, unread.json()["reasons"]) == (
        400,
        ["This could not be read. Load the page again."],
    )
    page = guider.post(address("note-signature", family.case, key), TYPED | {"about_on": "2099-01-01"})
    assert "cannot be in the future" in page.content.decode()
    assert "She rang, and laughed." in page.content.decode()
    assert not NoteVersion.objects.exists()


def test_an_amendment_goes_on_where_it_was_left_and_keeps_the_earlier_words(guider, family):
    standing = signed(family.case, "As it was")
    begin = address("note-amendment-new", family.case, standing.note_id)
    first = guider.get(begin).url
    assert "As it was" in guider.get(first).content.decode()
    key = first.split("/")[-3]
    put(guider, family.case, key, words="As it is", amends=standing.pk)
    assert guider.get(begin).url == first
    sent = TYPED | {"words": "As it is", "reason": "Heard wrongly.", "version": 1}
    answer = guider.post(address("note-signature", family.case, key), sent)
    page = guider.get(answer.url).content.decode()
    for words in ("As it was", "As it is", "Heard wrongly.", "What it said before"):
        assert words in page


def test_notes_and_drafts_of_another_case_are_not_reached_through_mine(cast, guider, family):
    other = signed(builders.case(cast.other_guider), "Not yours")
    for name in ("note", "note-amendment-new"):
        assert guider.get(address(name, family.case, other.note_id)).status_code == 404
    answer = put(guider, family.case, uuid4(), amends=other.pk)
    assert (answer.status_code, NoteDraft.objects.count()) == (404, 0)


def test_a_draft_is_discarded_and_a_signed_note_is_not(guider, family):
    key = uuid4()
    put(guider, family.case, key)
    page = address("note-draft-removal", family.case, key)
    assert "4 words that you typed" in guider.get(page).content.decode()
    guider.post(page)
    assert (NoteDraft.objects.count(), guider.get(page).status_code) == (0, 404)


def test_the_search_is_posted_and_answers_a_part(guider, family):
    signed(family.case, "On the swings")
    signed(family.case, "At the table")
    page = guider.post(address("notes", family.case), {"words": "swings"}, headers={"HX-Request": "true"})
    text = page.content.decode()
    assert ("On the swings" in text, "At the table" in text, "<html" in text) == (True, False, False)


@pytest.mark.parametrize("name", ["notes", "notes-latest"])
def test_as_many_queries_with_300_notes_as_with_3(guider, family, name):
    for number in range(3):
        amended(signed(family.case, f"Note {number}"), "Amended")
    few = queries(lambda: guider.get(address(name, family.case)))
    for number in range(297):
        signed(family.case, f"Note {number}")
    assert queries(lambda: guider.get(address(name, family.case))) == few


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_typing_is_kept_through_the_end_of_a_session(cast, live_server, sign_in, page, family):
    client = sign_in(cast.guider)
    enter(page, live_server, client)
    page.goto(live_server.url + address("note-new", family.case))
    page.get_by_label("Your note").fill("We played")
    expect(page.get_by_text("Kept as a draft.")).to_be_visible()
    assert NoteDraft.objects.get().words == "We played"
    client.session.flush()
    page.get_by_label("Your note").fill("We played on the floor")
    dialog = page.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_be_visible()
    enter(page, live_server, sign_in(cast.guider))
    dialog.get_by_role("button", name="I am signed in again").click()
    expect(dialog).not_to_be_visible()
    NoteDraft.objects.update(words="In another window", version=9)
    page.get_by_label("Your note").fill("We played on the floor again")
    both = page.get_by_role("dialog", name="This was changed in another window")
    expect(both).to_contain_text("In another window")
    both.get_by_role("button", name="Keep mine").click()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed. These words stay")).to_be_visible()
    assert NoteVersion.objects.get().words == "We played on the floor again"

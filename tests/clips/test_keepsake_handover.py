"""A keepsake is handed over once, and goes with the consent that it rests on."""

import pytest
from django.urls import reverse

from audit.models import Entry
from clips.actions.keepsakes import (
    answer_keepsake,
    hand_over,
    write_keepsake,
)
from clips.keepsake_rules import Item, file_of
from clips.models import Keepsake, TakenHome
from clips.personal_data import sections
from clips.record.ended import taken_home as taken_home_in_record
from consent import actions as consent_actions
from consent.models import Destruction, Hold
from consent.viewings import access_list
from tests import vault_builders
from tests.clips.keepsake_scene import assert_refused, chosen, keepsake_scene
from vault.models import SealedFile
from vault.reading import Unreadable, read_all

REASON = "The printer stopped half way."


@pytest.fixture
def scene(cast):
    return keepsake_scene(cast)


@pytest.fixture
def pictures(scene):
    return chosen(scene)


@pytest.fixture
def guider(scene, sign_in):
    return sign_in(scene.guider)


def taken_home(scene):
    return reverse("keepsake-taken-home", args=[scene.case.pk])


def kept(picture):
    return SealedFile.objects.filter(job__recording=picture.still.footage.custody.recording, role="keepsake")


def test_it_is_handed_over_once_and_written_down_with_hashes(scene, pictures, guider):
    answer = guider.post(taken_home(scene), {"kind": "card-a6"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="keepsake.pdf"'
    assert answer["Cache-Control"] == "no-store"
    taken = TakenHome.objects.get()
    assert (taken.kind, taken.handed_by, taken.reason) == ("card-a6", scene.guider, "")
    hashes = [file_of(each).sha256 for each in pictures]
    assert [item.sha256 for item in taken.items.all()] == hashes
    assert Keepsake.objects.get().answer == "given"
    entries = Entry.objects.filter(case=f"cases.case:{scene.case.pk}").order_by("pk")
    assert [(each.action, each.purpose, each.outcome) for each in entries][-3:] == [
        ("film.read", "keepsake", "allowed"),
        ("film.read", "keepsake", "allowed"),
        ("keepsake.handed_over", "keepsake", "done"),
    ]
    assert entries.last().detail == {"kind": "card-a6", "hashes": hashes, "once_more": False}

    again = guider.post(taken_home(scene), {"kind": "booklet", "reason": ""})
    assert again["Content-Type"].startswith("text/html")
    assert "Say in a few words why it goes out once more." in again.content.decode()
    assert TakenHome.objects.count() == 1

    with_reason = guider.post(taken_home(scene), {"kind": "card-a6", "reason": REASON})
    assert with_reason["Content-Type"] == "application/pdf"
    assert list(TakenHome.objects.values_list("reason", flat=True)) == ["", REASON]


def test_what_was_handed_over_is_not_declined_afterwards(scene, pictures, guider):
    guider.post(taken_home(scene), {"kind": "card-a5"})
    assert_refused(
        lambda: answer_keepsake(case=scene.case, answer="declined", by=scene.guider), "has been handed over"
    )


@pytest.mark.parametrize("scope", ["keepsake", ""])
def test_consent_taken_back_between_choosing_and_printing_refuses_it(scene, pictures, guider, scope):
    consent_actions.withdraw(case=scene.case, person=scene.other, scope=scope, by=scene.guider)
    answer = guider.post(taken_home(scene), {"kind": "card-a5"})
    assert answer["Content-Type"].startswith("text/html")
    assert TakenHome.objects.count() == 0
    assert not Entry.objects.filter(action="keepsake.handed_over").exists()
    assert guider.get(reverse("keepsake-picture-file", args=[pictures[0].pk])).status_code in (403, 410)


def test_consent_taken_back_after_the_pictures_were_read_still_refuses_it(scene, pictures):
    items = [Item(scene.footage.custody, file_of(each)) for each in pictures]
    consent_actions.withdraw(case=scene.case, person=scene.other, scope="keepsake", by=scene.guider)
    act = lambda: hand_over(case=scene.case, kind="card-a5", items=items, by=scene.guider)  # noqa: E731
    assert_refused(act, "Child has taken back the consent to “Still pictures to keep”.")


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_taking_the_scope_back_destroys_the_pictures_and_leaves_film_stills_and_the_record(
    scene, pictures, guider
):
    guider.post(taken_home(scene), {"kind": "card-a5"})
    files = list(kept(pictures[0]))
    consent_actions.withdraw(case=scene.case, person=scene.parent, scope="keepsake", by=scene.guider)
    for file in files:
        with pytest.raises(Unreadable):
            read_all(file)
    assert read_all(scene.stills[0].picture.files.get()).startswith(b"\xff\xd8\xff")
    assert TakenHome.objects.get().items.count() == 2
    page = guider.get(reverse("keepsake", args=[scene.case.pk])).content.decode()
    assert "Parent has taken back the consent to “Still pictures to keep”." in page
    assert not Destruction.objects.exists()


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_the_pictures_are_destroyed_with_the_film_and_the_record_of_handing_over_stays(
    scene, pictures, guider
):
    guider.post(taken_home(scene), {"kind": "card-a5"})
    consent_actions.destroy_film(custody=scene.footage.custody, reason="removed", by=scene.guider)
    for file in kept(pictures[0]):
        with pytest.raises(Unreadable):
            read_all(file)
    assert guider.get(reverse("keepsake-picture-file", args=[pictures[0].pk])).status_code == 410
    assert TakenHome.objects.get().items.count() == 2


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_under_a_hold_they_are_shut_and_go_when_it_ends(scene, pictures, guider, cast):
    hold = Hold.objects.create(
        case=scene.case, kind="legal", reason="The court asked.", review_on="2030-01-01", set_by=cast.guider
    )
    consent_actions.withdraw(case=scene.case, person=scene.parent, scope="keepsake", by=scene.guider)
    address = reverse("keepsake-picture-file", args=[pictures[0].pk])
    assert guider.get(address).status_code == 403
    assert kept(pictures[0]).filter(complete=True).count() == 2
    consent_actions.end_hold(hold=hold, reason="The court has decided.", by=cast.administrator)
    assert kept(pictures[0]).filter(complete=True).count() == 0


def test_whoever_takes_consent_back_is_told_what_is_in_the_familys_hands(scene, pictures, guider):
    guider.post(taken_home(scene), {"kind": "card-a5"})
    page = guider.get(reverse("withdrawal-new", args=[scene.case.pk, scene.parent.pk])).content.decode()
    assert "Pictures that were made to keep are destroyed here. The film stays." in page
    assert "Those are theirs: Attune cannot reach them." in page


def test_the_list_of_who_watched_tells_of_it_in_plain_words(scene, pictures, guider):
    guider.post(taken_home(scene), {"kind": "card-a5"})
    told = [(each.what, each.why) for day in access_list(scene.case).days for each in day.viewings]
    assert [why for what, why in told if what.startswith("Picture to keep")] == [
        "to make pictures for the family to keep"
    ]


def test_the_copy_of_what_is_kept_tells_of_it_and_gives_the_words_to_the_client_only(scene, pictures, guider):
    write_keepsake(case=scene.case, words="We laugh.", by=scene.guider)
    guider.post(taken_home(scene), {"kind": "card-a5"})

    told = {
        person: [dict(line) for line in lines]
        for person in (scene.parent, scene.other)
        for title, lines in ((each.title, each.lines) for each in sections(scene.case, person))
        if title == "What was taken home"
    }

    given = [(line["Handed over"], line["By"]) for lines in told.values() for line in lines[:1]]
    assert given == [("Card, A5", scene.guider.name)] * 2
    assert [line.get("Your words on the card") for line in told[scene.parent]] == [None, "We laugh."]
    assert len(told[scene.other]) == 1
    record = [dict(line) for line in taken_home_in_record(scene.case)]
    assert [line.get("Pictures to keep") or line["Handed over"] for line in record] == [
        "Handed over",
        "Card, A5",
    ]


def test_the_pages_of_it_say_where_it_stands(scene, guider):
    state = reverse("keepsake-state", args=[scene.case.pk])
    assert "No keepsake has been offered yet." in guider.get(state).content.decode()
    guider.post(reverse("keepsake-answer", args=[scene.case.pk]), {"answer": "declined"})
    assert "Keepsake declined" in guider.get(state).content.decode()
    guider.post(reverse("keepsake-pictures", args=[scene.case.pk]), {"still": scene.stills[0].pk})
    assert "Keepsake offered" in guider.get(state).content.decode()
    page = guider.get(reverse("keepsake", args=[scene.case.pk])).content.decode()
    assert "The picture is being made." in page
    early = guider.post(taken_home(scene), {"kind": "card-a5"}).content.decode()
    assert "The pictures are still being made." in early
    vault_builders.take_pictures(scene.footage.custody.recording)
    guider.post(taken_home(scene), {"kind": "card-a5"})
    assert "Keepsake handed over" in guider.get(state).content.decode()


@pytest.mark.parametrize("answer", ["offered", "declined", "given"])
def test_closing_begins_with_the_answer_that_was_given(scene, pictures, guider, answer):
    Keepsake.objects.update(answer=answer)
    form = guider.get(reverse("closure", args=[scene.case.pk])).context["form"]
    assert form.initial["keepsake_offer"] == answer

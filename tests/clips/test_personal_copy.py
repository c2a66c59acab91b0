"""The copy a person asks for: everything about them, the list of who watched, and clips that may go out."""

import io
import json
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.paper import day
from audit.actions import label
from audit.models import Entry
from clips.copy_rules import candidates
from clips.models import Clip, CopiedClip, Moment, PersonalCopy, Reflection
from clips.personal_data import sections
from consent.actions import restrict, withdraw
from consent.media import Refused
from consent.models import Appearance, Destruction, Paper
from consent.proof import facts_of
from consent.ranges import MOST
from supervision.models import Remark, Submission
from tests.guards.world import full_case
from tests.papers import text_of
from vault import files
from vault.models import Job, SealedFile, SealedNote
from vault.notes import seal_note

LOOKED = "I asked her, and she agrees to handing it over."


@pytest.fixture
def world(cast):
    made = full_case(cast.trainee, cast.supervisor, cast.administrator)
    clip = Clip.objects.select_related("footage__custody__case").get(pk=made["clip_id"])
    return made | {"clip": clip, "custody": clip.footage.custody, "case": clip.footage.custody.case}


@pytest.fixture
def alone(world):
    """Nobody but the parent is in the film."""
    Appearance.objects.exclude(person=world["person_id"]).delete()
    return world


@pytest.fixture
def guider(cast, sign_in):
    return sign_in(cast.trainee)


def page_of(world):
    return reverse("copy-new", args=[world["case"].pk, world["person_id"]])


def signed_by(world):
    person = world["person_id"]
    records = world["case"].consent_records.filter(person=person) | world["case"].consent_records.filter(
        signer=person
    )
    return list(records.order_by("signed_at", "pk").values_list("pk", flat=True))


def unpacked(response):
    return ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_the_copy_holds_data_list_and_clips_and_every_part_of_film_is_audited(alone, guider, cast):
    long = Clip.objects.get(pk=alone["clip_id"]).render
    content = bytes(range(256)) * 6000
    long.files.all().delete()
    made = files.begin(recording=long.recording, role="clip", content_type="video/mp4", job=long)
    files.append(file=made, start=0, pieces=[content], total=len(content))
    SealedFile.objects.filter(pk=made.pk).update(sha256="0" * 64, complete=True)

    response = guider.post(page_of(alone), {})

    copy = PersonalCopy.objects.get()
    assert response.headers["Content-Disposition"] == f'attachment; filename="copy-{copy.pk}.zip"'
    assert response.headers["Cache-Control"] == "no-store"
    packed = unpacked(response)
    assert packed.testzip() is None
    day = Clip.objects.get(pk=alone["clip_id"]).footage.filmed_session.held_on
    film = f"clips/01-{day:%Y-%m-%d}.mp4"
    signed = [f"consents/consent-{pk}.pdf" for pk in signed_by(alone)]
    assert packed.namelist() == ["data.pdf", "data.json", "who-watched.pdf", *signed, film]
    assert packed.read(film) == content
    assert "What is kept about you" in text_of(packed.read("data.pdf"))
    assert "Who watched the film" in text_of(packed.read("who-watched.pdf"))
    parts = Entry.objects.filter(action="film.read", purpose="subject_access").order_by("pk")
    assert [(entry.outcome, entry.detail["start"], entry.detail["end"]) for entry in parts] == [
        ("allowed", 0, MOST),
        ("allowed", MOST, len(content)),
    ]
    entry = Entry.objects.get(action="copy.made")
    assert entry.detail == {"person": alone["person_id"], "clips": 1, "left_out": 0, "closed": 0}
    assert list(CopiedClip.objects.values_list("clip", "ground")) == [(alone["clip_id"], "alone")]


def test_the_copy_holds_what_was_signed_and_the_papers_of_it(alone, guider, cast):
    record = alone["case"].consent_records.get(pk=signed_by(alone)[0])
    scan = b"%PDF-1.7 a scan"
    note = seal_note(case_key=alone["case"].key, content=scan, content_type="application/pdf")
    paper = Paper.objects.create(
        case=alone["case"], kind="form", record=record, note=note, added_by=cast.trainee
    )
    others = alone["case"].consent_records.exclude(pk__in=signed_by(alone))
    assert others.exists()
    lost = seal_note(case_key=alone["case"].key, content=b"\xff\xd8\xff", content_type="image/jpeg")
    SealedNote.objects.filter(pk=lost.pk).update(sealed=b"x" * 40)
    unreadable = Paper.objects.create(
        case=alone["case"], kind="form", record=record, note=lost, added_by=cast.trainee
    )

    packed = unpacked(guider.post(page_of(alone), {}))

    kept = [name for name in packed.namelist() if name.startswith("consents/")]
    assert kept == [
        f"consents/consent-{record.pk}.pdf",
        f"consents/paper-{paper.pk}.pdf",
        f"consents/paper-{unreadable.pk}.txt",
        *[f"consents/consent-{pk}.pdf" for pk in signed_by(alone)[1:]],
    ]
    assert packed.read(f"consents/paper-{paper.pk}.pdf") == scan
    assert b"cannot be read" in packed.read(f"consents/paper-{unreadable.pk}.txt")
    assert record.signer.name in text_of(packed.read(f"consents/consent-{record.pk}.pdf"))
    assert Entry.objects.filter(action="paper.read", subject=label(paper)).count() == 1


def test_a_copy_that_went_out_is_named_when_consent_is_taken_back_and_in_the_proof(alone, guider, cast):
    person = alone["custody"].appearances.get().person
    page = reverse("withdrawal-new", args=[alone["case"].pk, person.pk])
    words = "Clips were downloaded in a personal copy"
    assert words not in guider.get(page).content.decode()
    b"".join(guider.post(page_of(alone), {}).streaming_content)
    assert f"by {cast.trainee.name}). Attune cannot reach those" in guider.get(page).content.decode()

    answer = guider.post(page, {"scope": "film"}, follow=True).content.decode()

    assert words in answer
    facts = dict(facts_of(Destruction.objects.get(recording=alone["custody"].recording)))
    made = PersonalCopy.objects.get().made_at
    assert (
        facts["Not destroyed"]
        == f"clips downloaded in a personal copy on {day(made)}: Attune cannot reach those"
    )


def test_a_clip_with_somebody_else_stays_out_until_it_was_looked_at(world, guider):
    field, address = f"clip_{world['clip_id']}", page_of(world)
    assert field in guider.get(address).content.decode()

    left_out = unpacked(guider.post(address, {field: "", "review": ""}))
    assert [name for name in left_out.namelist() if name.startswith("clips/")] == []
    assert Entry.objects.get(action="copy.made").detail["left_out"] == 1

    for answers in ({field: "agreed", "review": "Yes."}, {field: "alone", "review": LOOKED}):
        assert guider.post(address, answers).status_code == 200
    assert PersonalCopy.objects.count() == 1

    let_in = unpacked(guider.post(address, {field: "agreed", "review": LOOKED}))
    assert len([name for name in let_in.namelist() if name.startswith("clips/")]) == 1
    copy = PersonalCopy.objects.order_by("pk").last()
    assert (copy.review, copy.clips.get().ground) == (LOOKED, "agreed")


@pytest.mark.parametrize("closed", ["taken back", "restricted", "destroyed", "never agreed"])
def test_film_that_is_closed_to_everybody_is_closed_here_too(alone, cast, guider, closed):
    person = alone["custody"].appearances.get().person
    if closed == "taken back":
        withdraw(case=alone["case"], person=person, by=cast.trainee)
    elif closed == "restricted":
        restrict(case=alone["case"], person=person, reason=LOOKED, by=cast.trainee)
    elif closed == "destroyed":
        alone["custody"].recording.state, alone["custody"].recording.destroyed_at = (
            "destroyed",
            "2026-03-02T10:00Z",
        )
        alone["custody"].recording.save()
    else:
        alone["case"].consent_records.get(person=person).decisions.filter(scope="film").delete()

    packed = unpacked(guider.post(page_of(alone), {}))

    assert [name for name in packed.namelist() if name.startswith("clips/")] == []
    assert Entry.objects.get(action="copy.made").detail["closed"] == 1
    assert not Entry.objects.filter(action="film.read").exists()


def test_consent_taken_back_while_the_copy_is_sent_breaks_it_off(alone, cast, guider):
    person = alone["custody"].appearances.get().person
    sending = guider.post(page_of(alone), {}).streaming_content
    next(sending)

    withdraw(case=alone["case"], person=person, by=cast.trainee)

    with pytest.raises(Refused):
        list(sending)
    assert list(Entry.objects.filter(action="film.read").values_list("outcome", flat=True)) == ["refused"]


def test_the_data_is_everything_about_the_person_and_nothing_others_said(world, cast):
    person = world["case"].participations.get(person=world["person_id"]).person
    child = world["case"].participations.get(role="child").person
    Moment.objects.filter(footage=world["footage_id"]).update(note="She waits.")
    Reflection.objects.create(shown_id=world["shown_id"], said_by=child, words="Only mine")
    Remark.objects.create(
        submission=Submission.objects.get(pk=world["submission_id"]),
        footage_id=world["footage_id"],
        frame=3,
        words="Lovely turn",
        written_by=cast.supervisor,
    )

    told = {section.title: section.lines for section in sections(world["case"], person)}

    words = json.dumps(list(told.values()))
    for said in (person.name, "I want us to get on", "We smile", "Smiles", "She waits.", "Lovely turn"):
        assert said in words
    assert "Only mine" not in words
    ratings = [dict(line) for line in told["The helping question and your ratings"][1:]]
    assert [(told["Rating"], told["Scale"]) for told in ratings] == [("3", "0–10"), ("8", "0–10")]
    of_child = json.dumps([section.lines for section in sections(world["case"], child)])
    assert [said for said in ("I want us to get on", "We smile", "3 / 10") if said in of_child] == []
    assert "Only mine" in of_child


def test_many_clips_ask_the_database_no_more_than_few(alone, cast):
    person = alone["custody"].appearances.get().person

    def cost(rows):
        for number in range(rows):
            job = Job.objects.create(recording=alone["custody"].recording, kind="clip", queue="bulk")
            Clip.objects.create(
                footage=alone["clip"].footage,
                in_frame=number,
                out_frame=number + 1,
                made_by=cast.trainee,
                render=job,
            )
        with CaptureQueriesContext(connection) as asked:
            candidates(alone["case"], person, cast.trainee)
            sections(alone["case"], person)
        return len(asked)

    cost(0)
    few = cost(3)
    assert cost(100) == few

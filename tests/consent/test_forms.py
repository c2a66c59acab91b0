"""Consent forms as versioned data: samples, languages, saving, asking again, what changed."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import Entry
from consent import wording
from consent.actions import ensure_form, save_form, settle_form
from consent.asking import to_ask
from consent.differences import differences
from consent.models import FormVersion
from consent.rules.forms import forms_offered
from consent.scopes import Scope
from tests import builders
from tests import consent_builders as build


@pytest.fixture
def form(cast):
    return ensure_form(cast.organisation)


@pytest.fixture
def administrator(cast, sign_in):
    return sign_in(cast.administrator)


def saved(form, by, *, asks_again=False, after=None, **changes):
    return save_form(
        organisation=form.organisation,
        language=form.language,
        variant=form.variant,
        wording=replace(form.wording, **changes),
        after=form.version if after is None else after,
        asks_again=asks_again,
        by=by,
    )


def fields_of(page):
    """What the browser would send back of an untouched form."""
    values = {field.html_name: field.value() for field in page.context["form"]}
    return {
        name: "on" if value is True else value
        for name, value in values.items()
        if value is not False and value is not None
    }


def test_the_samples_ask_about_every_use_and_have_every_word_in_their_language():
    ready = wording.samples()
    words = {language: set(wording.words_around(language)) for language, _variant in ready}
    assert list(ready) == [
        ("en", "standard"),
        ("en", "easy"),
        ("de", "standard"),
        ("fr", "standard"),
        ("es", "standard"),
        ("nl", "standard"),
        ("nl", "easy"),
    ]
    assert {
        key: [scope for scope, _words in sample.purposes] for key, sample in ready.items()
    } == dict.fromkeys(ready, Scope.values)
    assert words == {language: set(words["en"]) for language in words}
    assert [
        key for key, sample in ready.items() if len(sample.leaflet) < 400 or not all(sample.words.values())
    ] == []


def test_every_language_of_the_pages_has_a_sample():
    pages = {code.partition("-")[0] for code, _name in settings.LANGUAGES}
    assert pages - {language for language, variant in wording.samples() if variant == "standard"} == set()


def test_what_becomes_a_number_or_a_day_stands_in_every_language():
    def gaps(sample):
        return {code: sorted(re.findall(r"{\w*}", words)) for code, words in sample.words.items()}

    ready = wording.samples()
    expected = gaps(ready["en", "standard"])
    assert [key for key, sample in ready.items() if gaps(sample) != expected] == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_easy_sample_says_one_short_thing_on_each_line(language):
    easy = wording.samples()[language, "easy"]
    lines = [line for text in (easy.introduction, easy.leaflet) for line in text.splitlines()]
    assert [line for line in lines if len(line.split()) > 14] == []


def test_a_change_makes_a_version_and_the_same_words_make_none(cast, form):
    assert saved(form, cast.administrator) is None
    newer = saved(form, cast.administrator, title="What you decide")

    assert (newer.version, newer.leaflet_version, newer.made_by) == (2, 1, cast.administrator)
    assert saved(newer, cast.administrator, leaflet="Short.").leaflet_version == 2
    assert [
        each.version for each in FormVersion.objects.filter(language="en", variant="standard").order_by("pk")
    ] == [1, 2, 3]
    assert ensure_form(cast.organisation).version == 3
    assert Entry.objects.filter(action="form.saved").count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"purposes": [["keepsake", "Pictures."]]}, "“Being filmed” must be on the form"),
        (
            {"purposes": [["film", "We film."], ["film", "Twice."]]},
            "Each use of film stands on the form once.",
        ),
        (
            {"purposes": [["film", "We film."], ["fame", "Television."]]},
            "Each use of film stands on the form once.",
        ),
        ({"purposes": [["film", " "]]}, "Please say in plain words"),
    ],
)
def test_a_form_that_says_too_little_is_refused(cast, form, changes, sentence):
    with pytest.raises(ValidationError, match=sentence):
        saved(form, cast.administrator, **changes)
    assert FormVersion.objects.filter(version=2).count() == 0


def test_two_administrators_do_not_overwrite_each_other(cast, form):
    saved(form, cast.administrator, title="Mine")
    with pytest.raises(ValidationError, match="Somebody else has saved another version meanwhile"):
        saved(form, cast.administrator, title="Theirs")
    assert ensure_form(cast.organisation).title == "Mine"


def test_nobody_but_an_administrator_of_the_service_writes_a_form(cast, form):
    elsewhere = builders.user("administrator", cast.stranger.organisation, "elsewhere")
    for by in (cast.guider, cast.supervisor, elsewhere):
        with pytest.raises(ValidationError, match="Only an administrator"):
            saved(form, by, title="Mine")
        with pytest.raises(ValidationError, match="Only an administrator"):
            settle_form(form=form, is_offered=False, is_checked=True, by=by)
    assert FormVersion.objects.filter(version=2).count() == 0


def test_families_are_asked_again_when_the_meaning_has_changed_and_not_for_new_words(cast, form):
    case = builders.case(cast.guider)
    person = builders.person(case)
    build.answers(case, person, film="given")

    words = saved(form, cast.administrator, title="Said more simply")
    assert to_ask(case) == []
    meaning = saved(words, cast.administrator, introduction="We also film at school.", asks_again=True)
    assert [[str(why) for why in each.why] for each in to_ask(case)] == [["new_form"]]
    saved(meaning, cast.administrator, title="A comma")
    assert [[str(why) for why in each.why] for each in to_ask(case)] == [["new_form"]]
    build.answers(case, person, film="given")
    assert to_ask(case) == []


def test_the_meaning_of_one_language_asks_nobody_who_signed_in_another(cast, form):
    case = builders.case(cast.guider)
    build.answers(case, builders.person(case), film="given")
    german = FormVersion.objects.get(language="de")
    saved(german, cast.administrator, title="Neu", asks_again=True)
    assert to_ask(case) == []


def test_one_form_always_stays_and_a_checked_sample_is_none_any_more(cast, form):
    for each in forms_offered(cast.organisation)[1:]:
        settle_form(form=each, is_offered=False, is_checked=False, by=cast.administrator)
    with pytest.raises(ValidationError, match="People need at least one form"):
        settle_form(form=form, is_offered=False, is_checked=False, by=cast.administrator)
    settle_form(form=form, is_offered=True, is_checked=True, by=cast.administrator)

    german = FormVersion.objects.get(language="de")
    assert saved(german, cast.administrator, title="Neu").is_offered is False
    assert [(each.pk, each.is_sample) for each in forms_offered(cast.organisation)] == [(form.pk, False)]


def test_what_changed_is_listed_piece_by_piece(cast, form):
    purposes = [["film", "We film."], *form.purposes[1:-1]]
    newer = saved(form, cast.administrator, title="New", purposes=purposes)

    found = {each.where: [(line.mark, line.text) for line in each.lines] for each in differences(form, newer)}
    assert found == {
        "Title": [("gone", form.title), ("new", "New")],
        "Being filmed": [("gone", form.purposes[0][1]), ("new", "We film.")],
        "Research": [("gone", "Research"), ("gone", form.purposes[-1][1])],
    }


# The pages


def test_saving_what_the_page_shows_changes_nothing_and_a_change_tells_who_signed(cast, form, administrator):
    case = builders.case(cast.guider)
    build.answers(case, builders.person(case), film="given")
    address = reverse("form-wording", args=["en", "standard"])
    page = administrator.get(address)
    assert "Version 1 is in use and signed in 1 case." in page.content.decode()
    sent = fields_of(page) | {"introduction": form.introduction.replace("\n", "\r\n")}

    undecided = administrator.post(address, sent | {"title": "New"})
    assert "change" in undecided.context["form"].errors
    same = administrator.post(address, sent | {"change": "words"}, follow=True)
    assert "Nothing was changed" in same.content.decode()
    assert FormVersion.objects.filter(language="en", variant="standard").count() == 1

    changed = administrator.post(
        address, sent | {"change": "meaning", "title": "New", "offer_research": ""}, follow=True
    )
    assert (
        "The version before was signed in 1 case. Its guider is told to ask again."
        in changed.content.decode()
    )
    newest = ensure_form(cast.organisation)
    assert (newest.title, newest.asks_again, newest.is_sample, len(newest.purposes)) == (
        "New",
        True,
        False,
        11,
    )
    compared = administrator.get(reverse("form-differences", args=[newest.pk, form.pk])).content.decode()
    assert ("<ins>New</ins>" in compared, f"<del>{form.title}</del>" in compared) == (True, True)


def test_a_form_in_a_language_of_their_own_runs_from_right_to_left(cast, form, administrator):
    begun = administrator.post(reverse("form-new"), {"language": "ur", "variant": "standard"})
    page = administrator.get(begun.headers["Location"])
    assert 'lang="ur" dir="rtl"' in page.content.decode()
    administrator.post(
        begun.headers["Location"], fields_of(page) | {"title": "آپ کی رضامندی", "word_yes": "ہاں"}
    )

    urdu = FormVersion.objects.get(language="ur")
    assert (urdu.version, urdu.word("yes"), urdu.word("no"), urdu.called) == (1, "ہاں", "No", "اردو")
    shown = administrator.get(reverse("form-version", args=[urdu.pk])).content.decode()
    assert '<article class="card as-the-family-sees-it" lang="ur" dir="rtl">' in shown


def test_the_page_of_a_version_says_whether_families_can_choose_it(cast, form, administrator):
    address = reverse("form-version", args=[form.pk])
    assert "A sample in our words" in administrator.get(address).content.decode()
    administrator.post(address, {"is_offered": "on", "is_checked": "on"})
    assert "A sample in our words" not in administrator.get(address).content.decode()
    administrator.post(address, {})
    form.refresh_from_db()
    assert (form.is_offered, form.is_sample) == (False, False)


@pytest.mark.parametrize("versions", [3, 30])
def test_the_list_asks_the_same_few_questions_for_any_number_of_versions(
    cast, form, administrator, versions, django_assert_num_queries
):
    for number in range(2, versions):
        form.pk, form.version = None, number
        form.save()
    with django_assert_num_queries(8):
        administrator.get(reverse("forms"))


def test_an_unknown_language_is_not_found(administrator, form):
    assert administrator.get(reverse("form-wording", args=["xx", "standard"])).status_code == 404
    assert administrator.get(reverse("form-wording", args=["en", "loud"])).status_code == 404

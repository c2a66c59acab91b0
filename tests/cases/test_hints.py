"""What the hints for a positive wording find, and what they leave alone."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from cases.hints import HINTS, _words, hints_for

IN_ENGLISH = [
    ("How do we enjoy each other?", []),
    ("When does Finch notice me?", []),
    ("How do we find more moments of calm together?", []),
    ("How can he not cry?", ["negation"]),
    ("How can it be that he doesn't cry?", ["negation"]),
    ("How can it be that he doesn’t cry?", ["negation"]),
    ("How do we manage without noise?", ["negation"]),
    ("Notes we sing together", []),
    ("How does he stop?", ["stop"]),
    ("How do we get rid of the dummy?", ["stop"]),
    ("How is there less noise?", ["stop"]),
    ("What makes bedtime a problem?", ["problem"]),
    ("What is so difficult at meals?", ["problem"]),
    ("A badger visits us", []),
    ("Whose fault is it?", ["blame"]),
    ("She should listen", ["blame"]),
    ("Do we laugh together?", ["closed"]),
    ("Can she hear me?", ["closed"]),
    ("How can she hear me?", []),
    ("Is it my fault that he never stops shouting?", ["negation", "stop", "problem", "blame", "closed"]),
    ("", []),
]
IN_DUTCH = [
    ("Hoe genieten we van elkaar?", []),
    ("Wanneer ziet Vink mij?", []),
    ("Hoe vinden we vaker samen rust?", []),
    ("Hoe zeg ik rustig nee?", []),
    ("Hoe komt het dat ze niet huilt?", ["negation"]),
    ("Hoe slapen we zonder speen?", ["negation"]),
    ("Waarom luistert hij nooit?", ["negation"]),
    ("Genieten we hier nietsvermoedend?", []),
    ("Hoe stopt hij?", ["stop"]),
    ("Hoe zorgen we dat hij ophoudt?", ["stop"]),
    ("Hoe wordt het minder druk?", ["stop"]),
    ("Hou op", ["stop"]),
    ("Hoe houden we op een fijne manier contact?", []),
    ("Wie zit er naast het stopcontact?", []),
    ("Wat is het probleem bij het slapen?", ["problem"]),
    ("Waar komen de slaapproblemen vandaan?", ["problem"]),
    ("Wat is er zo moeilijk aan tafel?", ["problem"]),
    ("Hoe eten we samen in plaats van ruzie te maken?", ["problem"]),
    ("Hoe wordt het erg gezellig?", []),
    ("Wiens schuld is het?", ["blame"]),
    ("Ze moet luisteren", ["blame"]),
    ("Hoe geef ik hem moed?", []),
    ("Komt het door mij?", ["blame", "closed"]),
    ("Kan zij mij horen?", ["closed"]),
    ("Lukt het ons samen te spelen?", ["closed"]),
    ("Zijn we samen rustig?", ["closed"]),
    ("Zijn lach, wanneer zien we die?", []),
    ("Hoe kan zij mij horen?", []),
    ("Is het mijn fout dat hij nooit stopt met gillen?", ["negation", "stop", "problem", "blame", "closed"]),
    ("", []),
]
TRUTH = [("en", *row) for row in IN_ENGLISH] + [("nl", *row) for row in IN_DUTCH]


@pytest.mark.parametrize(("language", "wording", "codes"), TRUTH)
def test_a_wording_gets_the_hints_it_needs(language, wording, codes):
    assert hints_for(wording, language) == codes


def test_every_language_of_the_pages_looks_for_every_hint():
    known = {language: tuple(words) for language, words in _words().items()}
    assert known == {code.partition("-")[0]: tuple(HINTS) for code, _name in settings.LANGUAGES}


@pytest.mark.parametrize(("language", "codes"), [("en-gb", ["negation"]), ("nl", []), ("xx", []), ("", [])])
def test_only_the_words_of_that_language_count(language, codes):
    assert hints_for("How is there no noise?", language) == codes


def test_a_hint_shows_while_writing_and_keeps_nothing_back(cast, sign_in, family):
    client = sign_in(cast.guider)
    hints = reverse("helping-question-hints")
    assert str(HINTS["stop"]) in client.post(hints, {"agreed_wording": "Stop it"}).content.decode()
    assert client.post(hints, {"agreed_wording": "How do we laugh?"}).content.strip() == b""
    words = {"own_words": "He never stops", "agreed_wording": "Stop it", "lowest": "0"}
    assert client.post(reverse("helping-question", args=[family.case.pk]), words).status_code == 302
    assert family.case.helping_questions.get().agreed_wording == "Stop it"


def test_hints_look_for_the_words_of_the_language_of_the_page_and_speak_it(cast, sign_in):
    User.objects.filter(pk=cast.guider.pk).update(language="nl")
    client = sign_in(cast.guider)
    hints = reverse("helping-question-hints")
    with translation.override("nl"):
        said = str(HINTS["negation"])
    assert said in client.post(hints, {"agreed_wording": "Hoe is er geen lawaai?"}).content.decode()
    assert client.post(hints, {"agreed_wording": "How is there no noise?"}).content.strip() == b""

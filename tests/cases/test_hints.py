"""What the hints for a positive wording find, and what they leave alone."""

import pytest
from django.urls import reverse

from cases.hints import HINTS, hints_for

TRUTH = [
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


@pytest.mark.parametrize(("wording", "codes"), TRUTH)
def test_a_wording_gets_the_hints_it_needs(wording, codes):
    assert hints_for(wording, "en") == codes


@pytest.mark.parametrize(("language", "codes"), [("en-gb", ["stop"]), ("nl", []), ("", [])])
def test_only_a_language_with_words_gets_hints(language, codes):
    assert hints_for("How does he stop?", language) == codes


def test_a_hint_shows_while_writing_and_keeps_nothing_back(cast, sign_in, family):
    client = sign_in(cast.guider)
    hints = reverse("helping-question-hints")
    assert str(HINTS["stop"]) in client.post(hints, {"agreed_wording": "Stop it"}).content.decode()
    assert client.post(hints, {"agreed_wording": "How do we laugh?"}).content.strip() == b""
    words = {"own_words": "He never stops", "agreed_wording": "Stop it", "lowest": "0"}
    assert client.post(reverse("helping-question", args=[family.case.pk]), words).status_code == 302
    assert family.case.helping_questions.get().agreed_wording == "Stop it"

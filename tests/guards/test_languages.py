"""Every page in every language: nothing but the words changes."""

import re

import pytest
from django.conf import settings

from accounts.models import User
from tests.guards.access_matrix import ANSWERS
from tests.guards.everybody import PARAMETERS

WHO = ("guider", "trainee", "supervisor", "administrator")
OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
# `12,5` where a browser reads a number: drawings, sizes, steps; not in a sentence for people.
NUMBER_WITH_COMMA = re.compile(r'\s([\w:-]+)="((?:[^"]*[\s,(])?-?\d+,\d+[^"]*)"')
SENTENCE = re.compile(r"[^\W\d_]{3,} [^\W\d_]{2,}")


@pytest.mark.parametrize("language", OTHERS)
def test_every_page_answers_in_it_and_no_number_for_the_browser_has_a_comma(world, language):
    User.objects.update(language=language)
    wrong = []
    for name in ANSWERS.keys() & PARAMETERS.keys():
        for person in WHO:
            response = world.get(name, person)
            if response.status_code != 200 or "text/html" not in response.headers.get("Content-Type", ""):
                continue
            page = response.content.decode()
            if response.headers["Content-Language"] != language:
                wrong.append(f"{name}: {person} reads {response.headers['Content-Language']}")
            found = {
                attribute
                for attribute, value in NUMBER_WITH_COMMA.findall(page)
                if not SENTENCE.search(value)
            }
            wrong += [f"{name}: {attribute}" for attribute in sorted(found)]
    assert sorted(set(wrong)) == []

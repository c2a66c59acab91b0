"""Studio settings: kept for one person, one key for one action, back to the beginning."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from audit.models import Entry
from clips import actions
from clips.keys import ACTS, check_keys, keys_of, label_of, read_key, table_of_keys
from clips.models import StudioSettings
from clips.rules import settings_of
from tests.clips.conftest import add_moment

WHERE = "studio-settings"


def test_who_has_changed_nothing_has_what_everybody_begins_with(cast):
    wanted = settings_of(cast.guider)
    assert (wanted.lead_in, wanted.length_after, wanted.loop_pause_ms) == (15, 10, 0)
    assert (wanted.snapping, wanted.single_keys, wanted.keys) == (True, True, {})
    assert StudioSettings.objects.count() == 0


def test_by_default_no_key_does_two_things():
    keys = [key for act in ACTS.values() for key in act.keys]
    assert sorted(keys) == sorted(table_of_keys({}))


def test_a_clip_of_a_moment_reaches_as_far_as_its_maker_likes(studio):
    actions.change_settings(by=studio.guider, lead_in=4, length_after=2)
    clip = actions.make_clip_of_moment(moment=add_moment(studio.footage, 500), by=studio.guider)
    assert (clip.in_frame, clip.out_frame) == (400, 551)


def test_a_change_is_written_down_without_what_was_pressed(cast):
    actions.change_settings(by=cast.guider, keys={"moment": "q"}, lead_in=15)
    actions.change_settings(by=cast.guider, keys={"moment": "q"})
    entry = Entry.objects.get(action="studio_settings.changed")
    assert (entry.actor, entry.detail) == (f"accounts.user:{cast.guider.pk}", {"fields": ["keys"]})
    assert settings_of(cast.other_guider).keys == {}


def test_the_database_refuses_what_makes_no_sense(cast):
    with pytest.raises(IntegrityError):
        StudioSettings.objects.create(user=cast.guider, length_after=0)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("M", "m"),
        ("shift+i", "Shift+i"),
        ("Shift + I", "Shift+i"),
        ("Shift+,", ","),
        ("space", " "),
        ("←", "ArrowLeft"),
        ("left", "ArrowLeft"),
        ("Shift+→", "Shift+ArrowRight"),
        ("Page up", "PageUp"),
        ("+", "+"),
        ("ä", "ä"),
        ("  ", ""),
    ],
)
def test_a_key_is_read_as_people_write_it(written, key):
    assert read_key(written) == key


def test_every_key_is_read_back_from_its_label():
    keys = [key for act in ACTS.values() for key in act.keys if not act.is_fixed]
    assert [read_key(label_of(key)) for key in keys] == keys


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("Esc", "its own meaning"),
        ("Enter", "its own meaning"),
        ("F5", "its own meaning"),
        ("mm", "not one key"),
    ],
)
def test_some_keys_cannot_be_given_away(written, why):
    with pytest.raises(ValidationError, match=why):
        read_key(written)


def test_a_key_in_use_is_refused_with_the_action_that_has_it():
    with pytest.raises(ValidationError) as refused:
        check_keys({"loop": "m"})
    assert refused.value.message_dict == {
        "loop": ["“M” already stands for “Mark a moment”. Give that another key first."]
    }


def test_two_actions_may_change_places_and_second_keys_give_way():
    check_keys({"loop": "m", "moment": "r"})
    chosen = {"loop": "h", "moment": ""}
    check_keys(chosen)
    assert keys_of(chosen)["help"] == ("?",)
    assert (keys_of(chosen)["loop"], keys_of(chosen)["moment"]) == (("h",), ())


@pytest.mark.parametrize("chosen", [{"leave": "q"}, {"fly": "q"}])
def test_an_unknown_or_fixed_action_takes_no_key(cast, chosen):
    with pytest.raises(ValidationError, match="no such action"):
        actions.change_settings(by=cast.guider, keys=chosen)
    assert StudioSettings.objects.count() == Entry.objects.count() == 0


def page_of(client):
    return client.get(reverse(WHERE)).content.decode()


def filled(page, **changes):
    """What a browser would send of the page's form."""
    fields = dict(re.findall(r'<input type="(?:text|number)" name="(\w+)"(?: value="([^"]*)")?', page))
    checked = re.findall(r'<input type="checkbox" name="(\w+)"[^>]* checked', page)
    pause = re.search(r'<option value="(\d+)" selected', page)[1]
    sent = fields | dict.fromkeys(checked, "on") | {"loop_pause_ms": pause} | changes
    return {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in sent.items()}


def test_the_page_saves_what_is_filled_in_and_shows_it_again(cast, sign_in):
    client = sign_in(cast.guider)
    sent = filled(page_of(client), lead_in="5", loop_pause_ms="1000", key_moment="Q")
    del sent["snapping"]
    assert client.post(reverse(WHERE), sent).status_code == 302
    saved = settings_of(cast.guider)
    assert (saved.lead_in, saved.length_after, saved.loop_pause_ms, saved.snapping) == (5, 10, 1000, False)
    assert saved.keys == {"moment": "q"}
    again = filled(page_of(client))
    assert (again["key_moment"], again["lead_in"], again["loop_pause_ms"]) == ("Q", "5", "1000")
    client.post(reverse(WHERE), again | {"key_moment": "M"})
    assert settings_of(cast.guider).keys == {}


def test_a_page_that_was_not_changed_saves_nothing_new(cast, sign_in):
    client = sign_in(cast.guider)
    client.post(reverse(WHERE), filled(page_of(client)))
    assert settings_of(cast.guider).keys == {}
    assert Entry.objects.filter(action__startswith="studio_settings").count() == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"key_loop": "M"}, "already stands for “Mark a moment”"),
        ({"key_loop": "Tab"}, "has its own meaning"),
        ({"lead_in": "61"}, "less than or equal to 60"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_saved(cast, sign_in, change, why):
    client = sign_in(cast.guider)
    answer = client.post(reverse(WHERE), filled(page_of(client), lead_in="3") | change)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert StudioSettings.objects.count() == 0


def test_one_press_brings_the_beginning_back(cast, sign_in):
    actions.change_settings(by=cast.guider, lead_in=3, keys={"moment": ""})
    sign_in(cast.guider).post(reverse(WHERE), {"standard": "1"})
    assert settings_of(cast.guider).lead_in == 15
    assert Entry.objects.filter(action="studio_settings.reset").count() == 1


def test_the_studio_has_the_settings_and_the_keys_of_who_opens_it(studio, sign_in):
    client = sign_in(studio.guider)
    actions.change_settings(by=studio.guider, lead_in=5, snapping=False, keys={"moment": "q", "loop": ""})
    client.delete(reverse("single-keys"))
    page = client.get(reverse("studio", args=[studio.footage.pk])).content.decode()
    held = {
        name: json.loads(re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', page)[1])
        for name in ("film", "keys")
    }
    assert held["film"]["lead"] == [5, 10]
    assert held["film"]["settings"] == {"loop_pause": 0, "snapping": False}
    keys = held["keys"]
    assert (keys["isOn"], keys["table"]["q"], keys["acts"]["moment"]["labels"]) == (False, "moment", ["Q"])
    assert ("m" in keys["table"], "r" in keys["table"]) == (False, False)
    client.put(reverse("single-keys"))
    assert settings_of(studio.guider).single_keys is True

"""An icon that a template names must be on the list, else the page would break when it is shown."""

import re

from django.conf import settings

from vig.icons import ICONS

NAMED = re.compile(
    r"""(?:{% icon |icon_name="?|icon_name=|icon_name\|default:|action_icon=)"([a-z0-9-]+)\""""
)


def test_every_icon_named_in_a_template_can_be_drawn() -> None:
    named = {
        name
        for page in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in NAMED.findall(page.read_text())
    }
    assert len(named) > 10
    assert sorted(named - set(ICONS)) == []


def test_every_icon_on_the_list_exists() -> None:
    drawings = settings.BASE_DIR / "node_modules" / "bootstrap-icons" / "icons"
    assert [name for name in ICONS if not (drawings / f"{name}.svg").is_file()] == []

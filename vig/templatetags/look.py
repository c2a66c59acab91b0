"""The look in templates: `{% icon "play-fill" %}` draws an icon in the colour of the text beside it."""

from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Without a label the icon is decoration, and the text beside it must say everything."""
    if label:
        return format_html('<span class="icon" role="img" aria-label="{}">{}</span>', label, drawing(name))
    return format_html('<span class="icon" aria-hidden="true">{}</span>', drawing(name))


@cache
def drawing(name: str) -> SafeString:
    public_name = f"npm/icons/{name}.svg"
    found = finders.find(public_name) or staticfiles_storage.path(public_name)
    return mark_safe(Path(str(found)).read_text())  # noqa: S308  our own allow-list of files

"""The only apps.py with a label: Django's own app is already called `sessions` (docs/adr/0003)."""

from django.apps import AppConfig


class FilmedSessionsConfig(AppConfig):
    name = "sessions"
    label = "vig_sessions"
    verbose_name = "Filmed sessions"

"""The Celery application. Tasks are doors: fetch by id, call one action."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vig.settings")

app = Celery("attune")
app.set_default()  # the web server's threads must find this application too
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["audit", "vault", "consent", "sessions", "clips", "reports"])

"""The WSGI door for gunicorn. Never ASGI: Django would read whole films into memory (MEDIA.md 11)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vig.settings")

application = get_wsgi_application()

"""Attune's project package: wires the apps together. Django loads the worker's application with it."""

from vig.celery import app as celery_app

__all__ = ["celery_app"]

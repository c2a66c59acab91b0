"""Addresses of the pages of `sessions`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses of the pages of `cases`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

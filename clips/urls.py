"""Addresses of the pages of `clips`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

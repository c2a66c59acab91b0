"""Addresses of the pages of `consent`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

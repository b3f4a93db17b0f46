"""Addresses of 校数."""

from django.urls import URLPattern

app_name = "proofreading"
urlpatterns: list[URLPattern] = []

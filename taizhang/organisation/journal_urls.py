"""Addresses of the journal's page; it stands in this room because it shows people and asks who may read."""

from django.urls import path

from taizhang.organisation import journal_views

app_name = "journal"
urlpatterns = [
    path("", journal_views.events, name="events"),
    path("verification/", journal_views.verification, name="verification"),
    path("verify/", journal_views.verify, name="verify"),
]

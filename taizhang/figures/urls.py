"""Addresses of the figures."""

from django.urls import path

from taizhang.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.catalogue, name="list"),
    path("group/<str:ledger>/", views.group, name="group"),
    path("<str:key>/", views.detail, name="detail"),
    path("<str:key>/export/", views.rows_export, name="export"),
]

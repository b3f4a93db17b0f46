"""Addresses of the desk."""

from django.urls import path

from taizhang.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("desk/figures/<str:key>/", views.figures, name="figures"),
]

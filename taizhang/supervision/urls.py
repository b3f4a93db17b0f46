"""Addresses of supervision."""

from django.urls import path

from taizhang.supervision import views

app_name = "supervision"
urlpatterns = [path("", views.progress, name="progress")]

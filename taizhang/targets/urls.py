"""Addresses of the targets room."""

from django.urls import path
from django.views.generic import RedirectView

from taizhang.targets import views
from taizhang.targets.registers import TARGETS
from taizhang.workbooks.views import register_urls

app_name = "targets"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="targets:targets"), name="home"),
    *register_urls(TARGETS, record=views.record, add=views.add, edit=views.edit),
]

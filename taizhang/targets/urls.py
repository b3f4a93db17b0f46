"""Addresses of the targets room."""

from django.urls import path
from django.views.generic import RedirectView

from taizhang.targets import views
from taizhang.targets.registers import EXEMPTIONS, PLEDGES, TARGETS
from taizhang.workbooks.views import register_urls

app_name = "targets"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="targets:targets"), name="home"),
    path("hand-down/", views.hand_down, name="hand-down"),
    *register_urls(PLEDGES, record=views.pledge_record, add=views.pledge_add, edit=views.pledge_edit),
    *register_urls(
        EXEMPTIONS, record=views.exemption_record, add=views.exemption_add, edit=views.exemption_edit
    ),
    *register_urls(TARGETS, record=views.record, add=views.add, edit=views.edit),
]

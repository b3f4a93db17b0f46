"""Addresses of 校数."""

from django.urls import path

from taizhang.proofreading.registers import COVERAGE, PHRASES
from taizhang.proofreading.views import check, coverage, phrases
from taizhang.workbooks.views import register_urls

app_name = "proofreading"
urlpatterns = [
    path("", check.check, name="home"),
    *register_urls(PHRASES, record=phrases.record, add=phrases.add, edit=phrases.edit),
    path("phrases/<int:pk>/on/", phrases.switch, {"on": True}, name="phrases-on"),
    path("phrases/<int:pk>/off/", phrases.switch, {"on": False}, name="phrases-off"),
    *register_urls(COVERAGE, record=coverage.record, add=coverage.add, edit=coverage.edit),
    path("coverage/<int:pk>/withdraw/", coverage.withdraw, name="coverage-withdraw"),
]

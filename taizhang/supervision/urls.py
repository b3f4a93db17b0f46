"""Addresses of supervision."""

from django.urls import path

from taizhang.supervision.registers import NOTICES, PROPOSALS, RULES
from taizhang.supervision.views import notices, progress, proposals, rules
from taizhang.workbooks.views import register_urls

app_name = "supervision"
urlpatterns = [
    path("", progress.progress, name="progress"),
    path("scores/", progress.ranking, name="scores"),
    path("scores/export/", progress.ranking_export, name="scores-export"),
    path("red-lights/", notices.by_rule, name="red-lights"),
    path("instruct/<str:journal_type>/<int:subject_id>/", notices.instruct, name="instruct"),
    *register_urls(NOTICES, record=notices.record, add=notices.add),
    path("notices/<int:pk>/extend/", notices.extend, name="notices-extend"),
    path("notices/<int:pk>/<slug:step>/", notices.step, name="notices-step"),
    *register_urls(PROPOSALS, record=proposals.record, add=proposals.add),
    path("proposals/<int:pk>/<slug:step>/", proposals.step, name="proposals-step"),
    *register_urls(RULES, record=rules.record, add=rules.add, edit=rules.edit),
]

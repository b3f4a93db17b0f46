"""Addresses of the bulletin."""

from django.urls import path

from taizhang.bulletin.draft_register import TEMPLATES
from taizhang.bulletin.views import drafting, figures, issues, items
from taizhang.workbooks.views import register_urls

app_name = "bulletin"
urlpatterns = [
    path("items/", items.items, name="items"),
    path("items/add/", items.write, name="items-add"),
    path("items/preview/", items.preview, name="items-preview"),
    path("items/<int:pk>/", items.item, name="items-record"),
    path("items/<int:pk>/edit/", items.edit, name="items-edit"),
    path("items/<int:pk>/<slug:name>/", items.act, name="items-act"),
    path("picker/<str:ledger>/", items.picker, name="picker"),
    path("templates/draft/", drafting.draft, name="templates-draft"),
    path("templates/defaults/", drafting.defaults, name="templates-defaults"),
    *register_urls(TEMPLATES, record=drafting.template, add=drafting.add, edit=drafting.edit),
    path("issues/", issues.issues, name="issues"),
    path("issues/add/", issues.add, name="issues-add"),
    path("issues/run/", issues.run, name="issues-run"),
    path("issues/<int:pk>/", issues.issue, name="issues-record"),
    path("issues/<int:pk>/edit/", issues.edit, name="issues-edit"),
    path("issues/<int:pk>/pdf/", issues.pdf, name="issues-pdf"),
    path("issues/<int:pk>/docx/", issues.docx, name="issues-docx"),
    path("issues/<int:pk>/items/<int:item>/<slug:way>/", issues.place, name="issues-place"),
    path("issues/<int:pk>/figures/<int:n>/", figures.figure, name="issues-figure"),
    path("issues/<int:pk>/figures/<int:n>/rows/", figures.rows, name="issues-figure-rows"),
    path("issues/<int:pk>/<slug:name>/", issues.act, name="issues-act"),
]

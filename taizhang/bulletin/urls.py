"""Addresses of the bulletin."""

from django.urls import path

from taizhang.bulletin.draft_register import TEMPLATES
from taizhang.bulletin.item_urls import ITEM_URLS
from taizhang.bulletin.views import (
    assembly,
    checks,
    drafting,
    figures,
    house_style,
    issues,
    pages,
    picker,
    proofs,
    recipients,
)
from taizhang.workbooks.views import register_urls

app_name = "bulletin"
urlpatterns = [
    *ITEM_URLS,
    path("pages/", pages.of_text, name="pages"),
    path("figures/suggest/", picker.suggest, name="figures-suggest"),
    path("figures/token/", picker.token, name="figures-token"),
    path("style/", house_style.rules, name="style"),
    path("style/add/", house_style.add, name="style-add"),
    path("style/begin/", house_style.begin, name="style-begin"),
    path("style/check/", house_style.check, name="style-check"),
    path("style/<int:pk>/edit/", house_style.edit, name="style-edit"),
    path("style/<int:pk>/switch/", house_style.switch, name="style-switch"),
    path("recipients/", recipients.lists, name="recipients"),
    path("recipients/add/", recipients.add, name="recipients-add"),
    path("recipients/<int:pk>/", recipients.list_, name="recipients-record"),
    path("recipients/<int:pk>/edit/", recipients.edit, name="recipients-edit"),
    path("recipients/<int:pk>/switch/", recipients.switch, name="recipients-switch"),
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
    path("issues/<int:pk>/items/<int:item>/<slug:way>/", assembly.place, name="issues-place"),
    path("issues/<int:pk>/order/", assembly.order, name="issues-order"),
    path("issues/<int:pk>/pages/", pages.of_issue, name="issues-pages"),
    path("issues/<int:pk>/proofs/", proofs.proofs, name="issues-proofs"),
    path("issues/<int:pk>/proofs/<int:remark>/", proofs.dismiss, name="issues-proofs-dismiss"),
    path("issues/<int:pk>/recipients/", recipients.choose, name="issues-recipients"),
    path("issues/<int:pk>/check/", checks.issue, name="issues-check"),
    path("issues/<int:pk>/figures/<int:n>/", figures.figure, name="issues-figure"),
    path("issues/<int:pk>/figures/<int:n>/rows/", figures.rows, name="issues-figure-rows"),
    path("issues/<int:pk>/<slug:name>/", issues.act, name="issues-act"),
]

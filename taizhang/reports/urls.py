"""Addresses of the reports room."""

from django.urls import path
from django.views.generic import RedirectView

from taizhang.reports.registers import REPORTS
from taizhang.reports.views import cells, reports
from taizhang.workbooks.views import register_urls

app_name = "reports"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="reports:reports"), name="home"),
    *register_urls(REPORTS, record=reports.report, add=reports.add),
    path("reports/<int:pk>/close/", reports.close, name="reports-close"),
    path("reports/<int:pk>/closing/", reports.closing, name="reports-closing"),
    path("reports/<int:pk>/withdraw/", reports.withdraw, name="reports-withdraw"),
    path("reports/<int:pk>/publish/", reports.publish, name="reports-publish"),
    path("reports/<int:pk>/docx/", reports.docx, name="reports-docx"),
    path("reports/<int:pk>/xlsx/", reports.xlsx, name="reports-xlsx"),
    path("reports/<int:pk>/cells/<int:cell>/<slug:span>/", cells.cell, name="reports-cell"),
    path("reports/<int:pk>/cells/<int:cell>/<slug:span>/rows/", cells.rows, name="reports-cell-rows"),
]

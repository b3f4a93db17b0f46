"""Addresses of the investment ledger."""

from django.urls import path
from django.views.generic import RedirectView

from taizhang.investment.registers import AMOUNT_REVISIONS, FUND_ARRIVALS, PROJECTS
from taizhang.investment.views import money, projects
from taizhang.workbooks.views import register_urls

app_name = "investment"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="investment:projects"), name="home"),
    *register_urls(PROJECTS, record=projects.record, add=projects.add, edit=projects.edit),
    path("projects/<int:pk>/stage/", projects.stage, name="projects-stage"),
    path("projects/<int:pk>/undo/", projects.undo, name="projects-undo"),
    path("projects/<int:pk>/aside/<slug:transition>/", projects.aside, name="projects-aside"),
    path("projects/<int:pk>/exclude/", projects.exclude, name="projects-exclude"),
    path("projects/<int:pk>/restore/", projects.restore, name="projects-restore"),
    *register_urls(AMOUNT_REVISIONS, record=money.revision_record, add=money.revision_add),
    *register_urls(
        FUND_ARRIVALS, record=money.arrival_record, add=money.arrival_add, edit=money.arrival_edit
    ),
    path("fund-arrivals/<int:pk>/recognise/", money.arrival_recognise, name="fund-arrivals-recognise"),
]

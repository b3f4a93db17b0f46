"""Addresses of the investment ledger."""

from django.urls import path
from django.views.generic import RedirectView

from taizhang.investment.claim_register import STAGE_CLAIMS
from taizhang.investment.lead_registers import LEADS
from taizhang.investment.link_registers import COMMITMENTS, LEADER_LINKS, RULES
from taizhang.investment.registers import AMOUNT_REVISIONS, FUND_ARRIVALS, PROJECTS
from taizhang.investment.views import chains, claims, leads, money, pipeline, projects, promises, rules
from taizhang.workbooks.views import register_urls

app_name = "investment"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="investment:projects"), name="home"),
    path("pipeline/", pipeline.pipeline_page, name="pipeline"),
    path("chains/", chains.overview, name="chains"),
    path("chains/<int:pk>/", chains.picture, name="chain"),
    *register_urls(PROJECTS, record=projects.record, add=projects.add, edit=projects.edit),
    path("projects/<int:pk>/claim/", claims.claim, name="projects-claim"),
    path("projects/<int:pk>/equipment-only/", claims.equipment_only, name="projects-equipment-only"),
    path("projects/<int:pk>/undo/", projects.undo, name="projects-undo"),
    path("projects/<int:pk>/aside/<slug:transition>/", projects.aside, name="projects-aside"),
    path("projects/<int:pk>/exclude/", projects.exclude, name="projects-exclude"),
    path("projects/<int:pk>/restore/", projects.restore, name="projects-restore"),
    path("stage-claims/together/", claims.together, name="stage-claims-together"),
    *register_urls(STAGE_CLAIMS, record=claims.record),
    path("stage-claims/<int:pk>/recognise/", claims.recognise, name="stage-claims-recognise"),
    path("stage-claims/<int:pk>/send-back/", claims.send_back, name="stage-claims-send-back"),
    path("stage-claims/<int:pk>/withdraw/", claims.withdraw, name="stage-claims-withdraw"),
    path("stage-claims/<int:pk>/revoke/", claims.revoke, name="stage-claims-revoke"),
    *register_urls(LEADS, record=leads.record, add=leads.add, edit=leads.edit),
    path("leads/<int:pk>/follow-up/", leads.follow_up, name="leads-follow-up"),
    path("leads/<int:pk>/convert/", leads.convert, name="leads-convert"),
    path("leads/<int:pk>/take-up/", leads.take_up, name="leads-take-up"),
    path("leads/<int:pk>/step/<slug:transition>/", leads.step, name="leads-step"),
    *register_urls(
        COMMITMENTS,
        record=promises.commitment_record,
        add=promises.commitment_add,
        edit=promises.commitment_edit,
    ),
    path("commitments/<int:pk>/step/<slug:transition>/", promises.commitment_step, name="commitments-step"),
    *register_urls(LEADER_LINKS, record=promises.link_record, add=promises.link_add, edit=promises.link_edit),
    *register_urls(RULES, record=rules.record, add=rules.add),
    *register_urls(AMOUNT_REVISIONS, record=money.revision_record, add=money.revision_add),
    *register_urls(
        FUND_ARRIVALS, record=money.arrival_record, add=money.arrival_add, edit=money.arrival_edit
    ),
    path("fund-arrivals/<int:pk>/recognise/", money.arrival_recognise, name="fund-arrivals-recognise"),
]

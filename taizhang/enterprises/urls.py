"""Addresses of the enterprises room."""

from django.urls import path
from django.views.generic import RedirectView

from taizhang.enterprises.registers import CHAINS, ENTERPRISES, REQUESTS, TARGET_FIRMS, VISITS
from taizhang.enterprises.views import chains, enterprises, requests, visits
from taizhang.workbooks.views import register_urls

app_name = "enterprises"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="enterprises:requests"), name="home"),
    *register_urls(REQUESTS, record=requests.record, add=requests.add),
    path("requests/<int:pk>/link/", requests.link, name="requests-link"),
    path("requests/<int:pk>/link/renew/", requests.renew_link, name="requests-renew-link"),
    path("requests/<int:pk>/<slug:step>/", requests.step, name="requests-step"),
    *register_urls(VISITS, record=visits.record, add=visits.add, edit=visits.edit),
    *register_urls(ENTERPRISES, record=enterprises.record, add=enterprises.add, edit=enterprises.edit),
    *register_urls(CHAINS, record=chains.chain_record, add=chains.chain_add, edit=chains.chain_edit),
    path("chains/<int:pk>/nodes/add/", chains.node_add, name="nodes-add"),
    path("nodes/<int:pk>/", chains.node_record, name="nodes-record"),
    path("nodes/<int:pk>/edit/", chains.node_edit, name="nodes-edit"),
    path("nodes/<int:pk>/remove/", chains.node_remove, name="nodes-remove"),
    *register_urls(TARGET_FIRMS, record=chains.target_record, add=chains.target_add, edit=chains.target_edit),
    path("target-firms/<int:pk>/<slug:step>/", chains.target_step, name="target-firms-step"),
]

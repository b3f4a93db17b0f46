"""Addresses of the construction ledger."""

from django.urls import path
from django.views.generic import RedirectView

from taizhang.construction import registers
from taizhang.construction.views import checklist, daily, inspections, orders, problems, sites
from taizhang.workbooks.views import register_urls

app_name = "construction"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="construction:sites"), name="home"),
    *register_urls(registers.SITES, record=sites.record, add=sites.add, edit=sites.edit),
    *register_urls(registers.PROBLEMS, record=problems.record, add=problems.add, edit=problems.edit),
    *register_urls(
        registers.INSPECTIONS, record=inspections.record, add=inspections.add, edit=inspections.edit
    ),
    *register_urls(registers.ORDERS, record=orders.record, add=orders.add, edit=orders.edit),
    *register_urls(registers.DAILY, record=daily.record, add=daily.add),
    *register_urls(registers.CHECKLIST, record=checklist.record, edit=checklist.edit),
    path("sites/<int:pk>/retire/", sites.retire, name="sites-step"),
    path("problems/<int:pk>/<slug:step>/", problems.step, name="problems-step"),
    path("stop-work-orders/<int:pk>/<slug:step>/", orders.step, name="stop-work-orders-step"),
]

"""Addresses of the night market."""

from django.urls import path
from django.views.generic import RedirectView

from taizhang.night_market import registers
from taizhang.night_market.views import breaches, merchants, patrols, permits, segments
from taizhang.workbooks.views import register_urls

app_name = "night_market"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="night_market:merchants"), name="home"),
    *register_urls(registers.MERCHANTS, record=merchants.record, add=merchants.add, edit=merchants.edit),
    *register_urls(registers.PATROLS, record=patrols.record, add=patrols.add),
    *register_urls(registers.BREACHES, record=breaches.record, add=breaches.add),
    *register_urls(registers.SEGMENTS, record=segments.record, add=segments.add, edit=segments.edit),
    *register_urls(registers.PERMITS, record=permits.record),
    *register_urls(
        registers.OFFICERS, record=patrols.officer, add=patrols.officer_add, edit=patrols.officer_edit
    ),
    path("merchants/<int:pk>/pledge/", merchants.pledge, name="merchants-pledge"),
    path("merchants/<int:pk>/permit/", merchants.permit, name="merchants-permit"),
    path("merchants/<int:pk>/same/", merchants.same, name="merchants-same"),
    path("patrols/<int:pk>/<slug:step>/", patrols.step, name="patrols-step"),
    path("check-ins/<int:pk>/", patrols.check_in, name="check-ins-record"),
    path("breaches/<int:pk>/void/", breaches.void, name="breaches-void"),
    path("measures/<int:pk>/", breaches.measure_record, name="measures-record"),
    path("measures/<int:pk>/serve/", breaches.serve, name="measures-serve"),
    path("measures/<int:pk>/<slug:step>/", breaches.measure_step, name="measures-step"),
    path("permits/<int:pk>/<slug:step>/", permits.step, name="permits-step"),
]

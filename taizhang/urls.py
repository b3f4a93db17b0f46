"""Every address of the site, room by room."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language
from ninja import NinjaAPI
from ninja.security import django_auth

import taizhang.catalogue  # noqa: F401  publishes the figures, sheets and registers to the rooms below
from taizhang.construction.api import router as construction_api
from taizhang.figures.api import router as figures_api
from taizhang.foundation.refusals import Refused
from taizhang.investment.api import router as investment_api
from taizhang.organisation.account import health
from taizhang.proofreading.api import router as proofreading_api
from taizhang.web import refusals

# The pages of documentation would load scripts from elsewhere; /api/openapi.json says the same.
api = NinjaAPI(title="Taizhang", auth=django_auth, docs_url=None, urls_namespace="api")
api.add_router("/figures", figures_api)
api.add_router("/construction", construction_api)
api.add_router("/investment", investment_api)
api.add_router("/proofreading", proofreading_api)


@api.exception_handler(Refused)
def refuse(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """A refused action as JSON with its sentence."""
    assert isinstance(refusal, Refused)
    return refusals.answer(request, refusal)


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("taizhang.desk.urls")),
    path("account/", include("taizhang.organisation.account_urls")),
    path("language/", set_language, name="set_language"),
    path("health/", health, name="health"),
    path("organisation/", include("taizhang.organisation.urls")),
    path("journal/", include("taizhang.organisation.journal_urls")),
    path("imports/", include("taizhang.workbooks.urls")),
    path("figures/", include("taizhang.figures.urls")),
    path("evidence/", include("taizhang.evidence.urls")),
    path("bulletin/", include("taizhang.bulletin.urls")),
    path("proofreading/", include("taizhang.proofreading.urls")),
    path("archive/public/", include("taizhang.archive.public_urls")),
    path("archive/", include("taizhang.archive.urls")),
    path("enterprises/", include("taizhang.enterprises.urls")),
    path("reply/", include("taizhang.enterprises.public_urls")),
    path("reminders/", include("taizhang.reminders.urls")),
    path("investment/", include("taizhang.investment.urls")),
    path("night-market/", include("taizhang.night_market.urls")),
    path("construction/", include("taizhang.construction.urls")),
    path("targets/", include("taizhang.targets.urls")),
    path("supervision/", include("taizhang.supervision.urls")),
    path("reports/", include("taizhang.reports.urls")),
    path("api/", api.urls),
]
handler400 = "taizhang.web.refusals.bad_request"
handler403 = "taizhang.web.refusals.forbidden"
handler404 = "taizhang.web.refusals.not_found"
handler500 = "taizhang.web.refusals.fault"

"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

import taizhang.catalogue  # noqa: F401  publishes the figures, sheets and registers to the rooms below
from taizhang.organisation.account import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("taizhang.organisation.account_urls")),
    path("language/", set_language, name="set_language"),
    path("health/", health, name="health"),
    path("organisation/", include("taizhang.organisation.urls")),
    path("journal/", include("taizhang.organisation.journal_urls")),
    path("imports/", include("taizhang.workbooks.urls")),
]
handler400 = "taizhang.web.refusals.bad_request"
handler403 = "taizhang.web.refusals.forbidden"
handler404 = "taizhang.web.refusals.not_found"
handler500 = "taizhang.web.refusals.fault"

"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path

import taizhang.catalogue  # noqa: F401  publishes the figures, sheets and registers to the rooms below

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.account.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("imports/", include("taizhang.workbooks.urls")),
]
handler400 = "taizhang.web.refusals.bad_request"
handler403 = "taizhang.web.refusals.forbidden"
handler404 = "taizhang.web.refusals.not_found"
handler500 = "taizhang.web.refusals.fault"

"""The addresses of the room that need no account: issues that were made public."""

from django.urls import path

from taizhang.archive.views import public

# Without a namespace, since only addresses outside any room may stand on the public list.
urlpatterns = [
    path("<int:year>/<int:number>/", public.issue, name="public_issue"),
    path("<int:year>/<int:number>/pdf/", public.pdf, name="public_issue_pdf"),
    path("<int:year>/supplement/<int:number>/", public.issue, {"supplement": True}, name="public_supplement"),
    path(
        "<int:year>/supplement/<int:number>/pdf/",
        public.pdf,
        {"supplement": True},
        name="public_supplement_pdf",
    ),
]

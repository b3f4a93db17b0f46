"""The one address of the room that needs no account: the enterprise's own page, by the link that it was given."""

from django.urls import path

from taizhang.enterprises.views.replies import reply

# Without a namespace, since only addresses outside any room may stand on the public list.
urlpatterns = [path("<str:token>/", reply, name="enterprise_reply")]

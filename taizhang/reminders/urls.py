"""Addresses of the reminders room."""

from django.urls import URLPattern, URLResolver, path

from taizhang.reminders.views import inbox, running

app_name = "reminders"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="inbox"),
    path("read/", inbox.read_all, name="read-all"),
    path("<int:pk>/open/", inbox.open_subject, name="open"),
    path("<int:pk>/read/", inbox.read, name="read"),
    path("rules/", running.rules, name="rules"),
    path("rules/run/", running.run_now, name="run"),
    path("channels/", running.channels, name="channels"),
    path("channels/add/", running.channel_add, name="channel-add"),
    path("channels/<int:pk>/edit/", running.channel_edit, name="channel-edit"),
    path("channels/<int:pk>/test/", running.channel_test, name="channel-test"),
    path("channels/<int:pk>/retry/", running.channel_retry, name="channel-retry"),
    path("messages/", running.sent, name="messages"),
]

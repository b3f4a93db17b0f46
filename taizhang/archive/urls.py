"""Addresses of the archive."""

from django.urls import path

from taizhang.archive.views import old_issues, reading, sending

app_name = "archive"
urlpatterns = [
    path("", reading.find, name="search"),
    path("inbox/", reading.inbox, name="inbox"),
    path("settings/", sending.settings, name="settings"),
    path("issues/<int:pk>/read/", reading.read, name="read"),
    path("issues/<int:pk>/opened/", reading.opened, name="opened"),
    path("issues/<int:pk>/confirm/", reading.confirm, name="confirm"),
    path("issues/<int:pk>/send/", sending.send, name="send"),
    path("issues/<int:pk>/deliveries/", sending.deliveries, name="deliveries"),
    path("issues/<int:pk>/chase/", sending.chase, name="chase"),
    path("issues/<int:pk>/put-away/", sending.put_away, name="put-away"),
    path("issues/<int:pk>/openness/", sending.openness, name="openness"),
    path("issues/<int:pk>/correct/", sending.correct, name="correct"),
    path("issues/<int:pk>/figures/<int:n>/correct/", sending.correct_figure, name="correct-figure"),
    path("old/", old_issues.intakes, name="intakes"),
    path("old/add/", old_issues.upload, name="intakes-add"),
    path("old/enter/", old_issues.enter_all, name="intakes-enter"),
    path("old/<int:pk>/", old_issues.intake, name="intake"),
    path("old/<int:pk>/<slug:name>/", old_issues.step, name="intake-step"),
]

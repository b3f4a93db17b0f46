"""Addresses of imports."""

from django.urls import path

from taizhang.workbooks import views

app_name = "workbooks"
urlpatterns = [
    path("<int:pk>/", views.job, name="job"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/retry/", views.retry, name="retry"),
    path("<int:pk>/refused/", views.refused, name="refused"),
]

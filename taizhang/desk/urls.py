"""Addresses of the desk."""

from django.urls import path

from taizhang.desk import leader, views

app_name = "desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("desk/figures/<str:key>/", views.figures, name="figures"),
    path("leader/", leader.leader, name="leader"),
    path("leader/figures/", leader.leader_figures, name="leader-figures"),
]

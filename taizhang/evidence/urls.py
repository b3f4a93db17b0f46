"""Addresses of evidence."""

from django.urls import path

from taizhang.evidence import views

app_name = "evidence"
urlpatterns = [
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/thumbnail/", views.thumbnail, name="thumbnail"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("of/<str:journal_type>/<int:subject_id>/", views.of_row, name="of"),
    path("of/<str:journal_type>/<int:subject_id>/add/", views.add, name="add"),
]

"""Addresses of units, people, posts and permissions."""

from django.urls import path

from taizhang.organisation import account, calendar_views, views

app_name = "organisation"
urlpatterns = [
    path("", views.people, name="people"),
    path("me/", account.me, name="me"),
    path("people/add/", views.person_add, name="person-add"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/edit/", views.person_edit, name="person-edit"),
    path("people/<int:pk>/password/", views.password, name="password"),
    path("people/<int:pk>/posts/add/", views.post_add, name="post-add"),
    path("people/<int:pk>/shut/", views.shut, name="shut"),
    path("people/<int:pk>/open/", views.reopen, name="open"),
    path("posts/<int:pk>/end/", views.post_end, name="post-end"),
    path("units/", views.units, name="units"),
    path("units/add/", views.unit_add, name="unit-add"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("units/<int:pk>/edit/", views.unit_edit, name="unit-edit"),
    path("permissions/", views.permissions, name="permissions"),
    path("permissions/export/", views.permissions_export, name="permissions-export"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/add/", calendar_views.day_add, name="calendar-add"),
    path("calendar/<int:pk>/edit/", calendar_views.day_edit, name="calendar-edit"),
    path("calendar/<int:pk>/remove/", calendar_views.day_remove, name="calendar-remove"),
    path("calendar/fill/<int:year>/", calendar_views.fill, name="calendar-fill"),
]

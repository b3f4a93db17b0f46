"""Addresses of signing in and out and of one's password; allauth's other pages are not offered here."""

from allauth.account import views
from django.urls import path

from taizhang.organisation import account

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("password/change/", account.change_password, name="account_change_password"),
]

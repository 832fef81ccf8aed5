"""Addresses of the day sheet; outside the language prefixes, for people of a troupe."""

from django.urls import path

from .views.my import login, pages

urlpatterns = [
    path("my/", pages.home, name="my"),
    path("my/login/", login.login, name="my_login"),
    path("my/logout/", login.logout, name="my_logout"),
    path("my/devices/", login.devices, name="my_devices"),
    path("my/troupes/<slug:code>/", pages.of_troupe, name="my_troupe"),
    path("my/shows/<str:public_id>/", pages.show, name="my_show"),
]

"""Addresses of the day sheet; outside the language prefixes, for people of a troupe."""

from django.urls import path

from .views.my import (
    acts,
    carry,
    confirming,
    login,
    offline,
    pages,
    past,
    places,
    reports,
    requests,
)

urlpatterns = [
    path("my/", pages.home, name="my"),
    path("my/worker.js", offline.worker, name="my_worker"),
    path("my/app.webmanifest", offline.manifest, name="my_manifest"),
    path("my/unkept/", offline.unkept, name="my_unkept"),
    path("my/login/", login.login, name="my_login"),
    path("my/logout/", login.logout, name="my_logout"),
    path("my/places/", places.places, name="my_places"),
    path("my/devices/", login.devices, name="my_devices"),
    path("my/troupes/<slug:code>/", pages.of_troupe, name="my_troupe"),
    path("my/troupes/<slug:code>/past/", past.past, name="my_past"),
    path("my/troupes/<slug:code>/day/", reports.day_of, name="my_day"),
    path("my/shows/<str:public_id>/", pages.show, name="my_show"),
    path("my/shows/<str:public_id>/record/", reports.record, name="my_record"),
    path(
        "my/shows/<str:public_id>/confirm/", confirming.confirm_show, name="my_confirm"
    ),
    path("my/shows/<str:public_id>/move/", acts.move_show, name="my_move"),
    path("my/shows/<str:public_id>/cancel/", acts.cancel_show, name="my_cancel"),
    path("my/shows/<str:public_id>/carry/", carry.carry_over, name="my_carry"),
    path("my/shows/<str:public_id>/ask/", acts.ask, name="my_ask"),
    path(
        "my/shows/<str:public_id>/wishes/<int:wish>/back/",
        acts.take_back,
        name="my_wish_back",
    ),
    path("my/requests/<str:number>/", requests.of_request, name="my_request"),
    path("my/<path:rest>/", pages.nothing),
]

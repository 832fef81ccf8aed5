"""Addresses behind a secret token; outside the language prefixes, Chinese first."""

from django.urls import path

from .views import site
from .views.venue_page import on_phones, pages

urlpatterns = [
    path("site/<str:token>/", site.site, name="site"),
    path("v/<str:token>/", pages.home, name="venue_home"),
    path("v/<str:token>/app.webmanifest", on_phones.manifest, name="venue_manifest"),
    path("v/<str:token>/copy.js", on_phones.copy_worker, name="venue_copy"),
    path("v/<str:token>/<str:public_id>/", pages.show, name="venue_show"),
]

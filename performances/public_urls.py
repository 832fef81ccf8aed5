"""Addresses of the public schedule, within the language prefixes."""

from django.urls import path

from . import calendar_urls
from .views import changes, live, performance, region, schedule, venue

urlpatterns = [
    path("schedule/", schedule.schedule, name="schedule"),
    path("changes/", changes.changes, name="changes"),
    path("changes/feed.atom", changes.feed, name="changes_feed"),
    path("performances/<slug:public_id>/", performance.performance, name="performance"),
    path("showcases/<slug:slug>/live/", live.live, name="showcase_live"),
    path("venues/<slug:code>/", venue.venue, name="venue"),
    path("regions/<slug:code>/", region.region, name="region"),
    *calendar_urls.pages,
]

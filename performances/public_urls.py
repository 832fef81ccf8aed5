"""Addresses of the public schedule, within the language prefixes."""

from django.urls import path, re_path

from . import calendar_urls
from .views import (
    changes,
    embed,
    live,
    performance,
    place,
    region,
    schedule,
    schedule_atom,
    schedule_files,
    venue,
)
from .views.figures import files, pages
from .views.paper import month, programme, truth
from .views.requests import follow
from .views.requests.ask import ask_for_show
from .views.share import pictures

urlpatterns = [
    path("schedule/", schedule.schedule, name="schedule"),
    path("schedule.csv", schedule_files.as_csv, name="schedule_csv"),
    path("schedule.xlsx", schedule_files.as_xlsx, name="schedule_xlsx"),
    path("schedule.atom", schedule_atom.feed, name="schedule_atom"),
    path("embed/schedule/", embed.schedule, name="embed"),
    path("changes/", changes.changes, name="changes"),
    path("changes/feed.atom", changes.feed, name="changes_feed"),
    path("performances/<slug:public_id>/", performance.performance, name="performance"),
    path("performances/<slug:public_id>/sheet/", programme.sheet, name="sheet"),
    path(
        "performances/<slug:public_id>/sheet/<int:number>/",
        truth.check,
        name="sheet_check",
    ),
    path("troupes/<slug:code>/months/<str:month>/", month.sheet, name="month_sheet"),
    path(
        "troupes/<slug:code>/months/<str:month>/<int:number>/",
        month.check,
        name="month_check",
    ),
    path(
        "performances/<slug:public_id>/card/<slug:token>/<slug:shape>.png",
        pictures.of_show,
        name="show_card",
    ),
    path(
        "showcases/<slug:slug>/card/<slug:token>/<slug:shape>.png",
        pictures.of_showcase,
        name="showcase_card",
    ),
    path("card/<slug:token>/<slug:shape>.png", pictures.of_site, name="site_card"),
    path("showcases/<slug:slug>/live/", live.live, name="showcase_live"),
    path("requests/", ask_for_show, name="ask"),
    path("requests/find/", follow.find, name="request_find"),
    re_path(r"^requests/(?P<token>[^/]+)/$", follow.followed, name="request"),
    path("statistics/", pages.statistics, name="statistics"),
    path("statistics.csv", files.as_csv, name="statistics_csv"),
    path("place/", place.place, name="place"),
    path("place/near/", place.near, name="place_near"),
    path("venues/<slug:code>/", venue.venue, name="venue"),
    path("regions/<slug:code>/", region.region, name="region"),
    *calendar_urls.pages,
]

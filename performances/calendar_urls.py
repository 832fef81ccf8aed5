"""Addresses of the public calendars.

`urlpatterns` stands outside the language prefixes: a feed is the same for everyone.
`pages` stands within: Chinese at /calendars/, English at /en/calendars/.
"""

from django.urls import path

from .views import calendars, private_calendars, subscribe

urlpatterns = [
    path("calendars/all.ics", calendars.feed, name="calendar_all"),
    path(
        "calendars/private/<str:token>.ics",
        private_calendars.private_feed,
        name="private_calendar",
    ),
    path("calendars/<slug:kind>/<slug:code>.ics", calendars.feed, name="calendar"),
    path("performances/<slug:public_id>.ics", calendars.single, name="show_calendar"),
]

pages = [
    path("calendars/", subscribe.subscribe, name="subscribe"),
]
